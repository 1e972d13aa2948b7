package dev.outrigger.backend;

import dev.outrigger.chat.Message;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.route.Occasion;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What a webhook is told, as JSON: {@code {"exchange", "model", "user", "tenant", "session", "messages"}}. A user and a
 * tenant only where the app names them; {@code session} names the conversation, the same at each of its turns, in 16
 * hexadecimal digits; {@code messages}, each with {@code role} and {@code text}, only where the operator wants them told.
 */
final class WebhookBody {
    private WebhookBody() {}

    static String of(Call call, Inbound chat, boolean content) {
        Occasion occasion = call.occasion();
        StringBuilder body = new StringBuilder("{");
        field(body, "exchange", call.exchange().value());
        field(body, "model", chat.model().value());
        occasion.user().ifPresent(user -> field(body, "user", user));
        occasion.tenant().ifPresent(tenant -> field(body, "tenant", tenant));
        field(body, "session", HexFormat.of().toHexDigits(occasion.session()));
        if (content) messages(body, chat);
        return body.append('}').toString();
    }

    private static void messages(StringBuilder body, Inbound chat) {
        body.append(",\"messages\":[");
        String comma = "";
        for (Message message : chat.request().messages()) {
            body.append(comma).append('{');
            field(body, "role", message.role().name().toLowerCase(Locale.ROOT));
            field(body, "text", message.text());
            body.append('}');
            comma = ",";
        }
        body.append(']');
    }

    private static void field(StringBuilder body, String name, String value) {
        if (body.charAt(body.length() - 1) != '{') body.append(',');
        body.append(Json.quote(name)).append(':').append(Json.quote(value));
    }
}
