package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;

/** Writes a chat completions request for upstream of the same dialect, in the app's own bytes. */
final class OpenAiRewrite {
    static final String STREAM_OPTIONS = "stream_options";

    private OpenAiRewrite() {}

    static Bytes apply(Inbound inbound, Rewrite rewrite) {
        JsonEdit edit = new JsonEdit(inbound.text());
        if (!inbound.request().model().equals(rewrite.model()))
            edit.set("model", Json.quote(rewrite.model().value()));
        if (rewrite.asksUsageOf(inbound)) edit.set(STREAM_OPTIONS, usageOptions(inbound.text()));
        rewrite.rejects().forEach(edit::remove);
        rewrite.renames().forEach(edit::rename);
        return edit.apply();
    }

    private static String usageOptions(JsonObjectText object) {
        var options = Json.STRICT.createObjectNode();
        object.reread(STREAM_OPTIONS)
                .ifPresent(given -> given.properties().forEach(entry -> options.set(entry.getKey(), entry.getValue())));
        return options.put("include_usage", true).toString();
    }
}
