package dev.outrigger.dialect.gemini;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Splice;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonEdit;
import dev.outrigger.dialect.json.JsonObjectText;

/** Writes a request for upstream of the same dialect, in the app's own bytes. The model's name is in the path. */
final class GeminiRewrite {
    private static final String MODEL = "model";

    private GeminiRewrite() {}

    static Splice apply(Inbound inbound, Rewrite rewrite) {
        JsonEdit edit = new JsonEdit(inbound.text());
        // Some clients repeat it in the body, where it must not say another one.
        boolean renamed = !inbound.request().model().equals(rewrite.model());
        if (renamed) {
            String name = Json.quote("models/" + rewrite.model().value());
            if (inbound.text().has(MODEL)) edit.set(MODEL, name);
            for (String counted : Spelling.both(GeminiRequest.COUNTED))
                inbound.text().value(counted).ifPresent(request -> edit.set(counted, named(request, name)));
        }
        if (rewrite.forgets(inbound)) new GeminiForgetting(rewrite.model()).write(inbound, edit);
        rewrite.write(edit);
        return edit.apply();
    }

    private static String named(Bytes request, String name) {
        JsonObjectText text = JsonObjectText.read(request).text();
        return text.has(MODEL)
                ? new JsonEdit(text).set(MODEL, name).apply().joined().utf8()
                : request.utf8();
    }

    static boolean explains(Rewrite rewrite, Inbound inbound) {
        return rewrite.touches(inbound);
    }
}
