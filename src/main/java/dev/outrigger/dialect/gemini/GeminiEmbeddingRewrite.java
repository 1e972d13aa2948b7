package dev.outrigger.dialect.gemini;

import dev.outrigger.chat.Splice;
import dev.outrigger.dialect.EmbeddingInbound;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonEdit;
import dev.outrigger.dialect.json.JsonObjectText;
import dev.outrigger.dialect.json.JsonValue;
import java.nio.charset.StandardCharsets;

/** Writes a request for upstream of the same dialect, in the app's own bytes: the model's name stands in each of a list. */
final class GeminiEmbeddingRewrite {
    private static final String MODEL = "model";
    private static final String REQUESTS = "requests";

    private GeminiEmbeddingRewrite() {}

    static Splice apply(EmbeddingInbound inbound, Rewrite rewrite) {
        JsonEdit edit = new JsonEdit(inbound.text());
        if (!inbound.model().equals(rewrite.model())) {
            String name = Json.quote("models/" + rewrite.model().value());
            if (inbound.text().has(MODEL)) edit.set(MODEL, name);
            if (inbound.text().has(REQUESTS)) edit.set(REQUESTS, renamed(inbound, name));
        }
        rewrite.rejects().forEach(edit::remove);
        rewrite.renames().forEach(edit::rename);
        return edit.apply();
    }

    private static String renamed(EmbeddingInbound inbound, String name) {
        JsonValue requests = JsonObjectText.read(inbound.raw()).value(REQUESTS).orElse(JsonValue.MISSING);
        byte[] raw = inbound.raw().backing();
        StringBuilder said = new StringBuilder();
        int from = requests.start();
        for (JsonValue request : requests) {
            JsonValue model = request.get(MODEL);
            if (model.isMissing()) continue;
            said.append(new String(raw, from, model.start() - from, StandardCharsets.UTF_8))
                    .append(name);
            from = model.end();
        }
        return said.append(new String(raw, from, requests.end() - from, StandardCharsets.UTF_8))
                .toString();
    }
}
