package dev.outrigger.dialect.openai;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Splice;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonEdit;
import dev.outrigger.dialect.json.JsonObjectText;
import java.util.Set;
import java.util.SortedSet;

/** Writes a chat completions request for upstream of the same dialect, in the app's own bytes. */
final class OpenAiRewrite {
    private static final String STREAM_OPTIONS = "stream_options";

    /** Longer options are left as they are: nobody's are a tenth of it. */
    private static final int MAX_OPTIONS_BYTES = 1024;

    /** Where servers of open models, and those who sell them on, put what was thought, the latter with its signatures. */
    private static final Set<String> REASONING =
            Set.of("messages[].reasoning_content", "messages[].reasoning", "messages[].reasoning_details");

    private OpenAiRewrite() {}

    static SortedSet<String> dropped(Inbound inbound, Rewrite asked) {
        return asked.alsoWithout(REASONING).dropped(inbound);
    }

    static Splice apply(Inbound inbound, Rewrite asked) {
        Rewrite rewrite = asked.alsoWithout(REASONING);
        JsonEdit edit = new JsonEdit(inbound.text());
        boolean isNamed =
                inbound.text().has("model") && inbound.request().model().equals(rewrite.model());
        if (!isNamed) edit.set("model", Json.quote(rewrite.model().value()));
        if (asksUsage(inbound, rewrite)) edit.set(STREAM_OPTIONS, usageOptions(inbound.text()));
        rewrite.write(edit);
        return edit.apply();
    }

    static boolean explains(Rewrite rewrite, Bytes refusal, Inbound inbound) {
        return rewrite.alsoWithout(REASONING).touches(inbound)
                || (asksUsage(inbound, rewrite) && refusal.utf8().contains(STREAM_OPTIONS));
    }

    /** Vendors refuse to be asked for the usage of an answer that is not streamed. */
    private static boolean asksUsage(Inbound inbound, Rewrite rewrite) {
        return rewrite.usage() == Rewrite.StreamUsage.ASKED_FOR_US
                && inbound.request().stream()
                && !inbound.wantsUsage()
                && inbound.text().value(STREAM_OPTIONS).map(Bytes::size).orElse(0) <= MAX_OPTIONS_BYTES;
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
