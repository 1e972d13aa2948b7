package dev.outrigger.dialect.anthropic;

import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.json.JsonValue;
import java.util.OptionalLong;

/** Reads the tokens of an answer, told at its beginning and, as sums, at its end. One an answer. */
final class AnthropicUsage {
    private OptionalLong input = OptionalLong.empty();
    private OptionalLong cached = OptionalLong.empty();
    private OptionalLong written = OptionalLong.empty();

    /** What is not told again holds: the input is a sum of three. */
    Usage decode(JsonValue usage) {
        input = later(usage, "input_tokens", input);
        cached = later(usage, "cache_read_input_tokens", cached);
        written = later(usage, "cache_creation_input_tokens", written);
        return new Usage(
                AnthropicWords.sum(input, cached, written),
                tokens(usage.get("output_tokens")),
                cached,
                tokens(usage.get("output_tokens_details").get("thinking_tokens")),
                written);
    }

    private static OptionalLong later(JsonValue usage, String name, OptionalLong before) {
        OptionalLong told = tokens(usage.get(name));
        return told.isPresent() ? told : before;
    }

    /** What is no count is absent, not 0. */
    private static OptionalLong tokens(JsonValue value) {
        OptionalLong whole = value.whole();
        return whole.isPresent() && whole.getAsLong() >= 0 ? whole : OptionalLong.empty();
    }
}
