package dev.outrigger.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.json.JsonValue;
import java.util.OptionalLong;

/** Reads and writes the tokens of an answer. */
final class ResponsesUsage {
    private ResponsesUsage() {}

    static Usage decode(JsonValue usage) {
        JsonValue input = usage.get("input_tokens_details");
        return new Usage(
                tokens(usage.get("input_tokens")),
                tokens(usage.get("output_tokens")),
                tokens(input.get("cached_tokens")),
                tokens(usage.get("output_tokens_details").get("reasoning_tokens")),
                tokens(input.get("cache_write_tokens")));
    }

    /** What is no count is absent, not 0. */
    private static OptionalLong tokens(JsonValue value) {
        OptionalLong whole = value.whole();
        return whole.isPresent() && whole.getAsLong() >= 0 ? whole : OptionalLong.empty();
    }

    /**
     * Says it as the field {@code usage}; {@code null} where nothing is known. The details must stand in every usage, and
     * clients add them up: those that are unknown are 0 there.
     */
    static void encode(Usage usage, ObjectNode response) {
        if (usage.equals(Usage.ABSENT)) {
            response.putNull("usage");
            return;
        }
        ObjectNode said = response.putObject("usage");
        long input = usage.input().orElse(0);
        long output = usage.output().orElse(0);
        said.put("input_tokens", input);
        said.putObject("input_tokens_details")
                .put("cached_tokens", usage.cached().orElse(0))
                .put("cache_write_tokens", usage.cacheWritten().orElse(0));
        said.put("output_tokens", output)
                .putObject("output_tokens_details")
                .put("reasoning_tokens", usage.reasoning().orElse(0));
        said.put("total_tokens", input + output);
    }
}
