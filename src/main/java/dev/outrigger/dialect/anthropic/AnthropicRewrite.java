package dev.outrigger.dialect.anthropic;

import dev.outrigger.chat.Splice;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonEdit;

/** Writes a request for upstream of the same dialect, in the app's own bytes. Its streams always tell their usage. */
final class AnthropicRewrite {
    private AnthropicRewrite() {}

    static Splice apply(Inbound inbound, Rewrite rewrite) {
        return edit(inbound, rewrite).apply();
    }

    static JsonEdit edit(Inbound inbound, Rewrite rewrite) {
        JsonEdit edit = new JsonEdit(inbound.text());
        if (!inbound.request().model().equals(rewrite.model()))
            edit.set("model", Json.quote(rewrite.model().value()));
        AnthropicUnsigned.messagesWithout(inbound).ifPresent(messages -> edit.set("messages", messages));
        rewrite.write(edit);
        return edit;
    }

    static boolean explains(Rewrite rewrite, Inbound inbound) {
        return rewrite.touches(inbound);
    }
}
