package dev.outrigger.dialect.ollama;

import dev.outrigger.chat.Splice;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonEdit;
import java.util.Set;

/** Writes a request for upstream of the same dialect, in the app's own bytes. */
final class OllamaRewrite {
    private static final Set<String> REASONING = Set.of("messages[].thinking");

    private OllamaRewrite() {}

    static Splice apply(Inbound inbound, Rewrite rewrite) {
        JsonEdit edit = new JsonEdit(inbound.text());
        if (!inbound.request().model().equals(rewrite.model()))
            edit.set("model", Json.quote(rewrite.model().value()));
        rewrite.alsoWithout(REASONING).write(edit);
        return edit.apply();
    }

    static boolean explains(Rewrite rewrite, Inbound inbound) {
        return rewrite.touches(inbound);
    }
}
