package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Splice;

/** Writes a chat completions request for upstream of the same dialect, in the app's own bytes. */
final class OpenAiRewrite {
    static final String STREAM_OPTIONS = "stream_options";

    /** Longer options are left as they are: nobody's are a tenth of it. */
    static final int MAX_OPTIONS_BYTES = 1024;

    private OpenAiRewrite() {}

    static Splice apply(Inbound inbound, Rewrite rewrite) {
        JsonEdit edit = new JsonEdit(inbound.text());
        if (!inbound.request().model().equals(rewrite.model()))
            edit.set("model", Json.quote(rewrite.model().value()));
        if (rewrite.asksUsageOf(inbound)) edit.set(STREAM_OPTIONS, usageOptions(inbound.text()));
        rewrite.rejects().forEach(edit::remove);
        rewrite.renames().forEach(edit::rename);
        return edit.apply();
    }

    private static String usageOptions(JsonObjectText object) {
        Bytes given = object.value(STREAM_OPTIONS)
                .filter(value -> value.backing()[value.from()] == '{')
                .orElse(Bytes.of("{}"));
        return new JsonEdit(JsonObjectText.read(given).text())
                .set("include_usage", "true")
                .apply()
                .joined()
                .utf8();
    }
}
