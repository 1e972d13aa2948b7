package dev.outrigger.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Citation;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.CallArguments;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import java.util.Optional;
import java.util.OptionalLong;

/** What requests, whole answers and streamed ones say in the same words. */
final class BedrockWords {
    private BedrockWords() {}

    static boolean isOurs(Seal seal) {
        return seal.vendor().equals(Bedrock.NAME);
    }

    /** A tool's arguments as the object that they must be here; nothing said is an empty one. */
    static Optional<JsonNode> input(Passage arguments) {
        return CallArguments.object(arguments);
    }

    static FinishReason finish(String reason) {
        return switch (reason) {
            case "end_turn", "stop_sequence" -> FinishReason.STOP;
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "guardrail_intervened", "content_filtered" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }

    static String finish(FinishReason reason) {
        return switch (reason) {
            case STOP, OTHER -> "end_turn";
            case LENGTH -> "max_tokens";
            case TOOL_CALLS -> "tool_use";
            case CONTENT_FILTER -> "content_filtered";
        };
    }

    /** Tokens read from a cache or written to it are counted beside the others here. */
    static Usage usage(JsonValue usage) {
        OptionalLong input = tokens(usage.get("inputTokens"));
        OptionalLong cached = tokens(usage.get("cacheReadInputTokens"));
        OptionalLong written = tokens(usage.get("cacheWriteInputTokens"));
        return new Usage(
                input.isEmpty() ? input : OptionalLong.of(input.getAsLong() + cached.orElse(0) + written.orElse(0)),
                tokens(usage.get("outputTokens")),
                cached,
                OptionalLong.empty(),
                written);
    }

    /** What is no count is absent, not 0. */
    private static OptionalLong tokens(JsonValue value) {
        OptionalLong whole = value.whole();
        return whole.isPresent() && whole.getAsLong() >= 0 ? whole : OptionalLong.empty();
    }

    /**
     * Tokens and time. All of them must be said: SDKs add to them as numbers. How long it took upstream nobody told, which
     * here is 0.
     */
    static void usage(ObjectNode holder, Usage usage) {
        long apart = usage.cached().orElse(0) + usage.cacheWritten().orElse(0);
        long input = usage.input().orElse(0);
        long output = usage.output().orElse(0);
        ObjectNode said = holder.putObject("usage")
                .put("inputTokens", Math.max(0, input - apart))
                .put("outputTokens", output)
                .put("totalTokens", input + output);
        usage.cached().ifPresent(tokens -> said.put("cacheReadInputTokens", tokens));
        usage.cacheWritten().ifPresent(tokens -> said.put("cacheWriteInputTokens", tokens));
        holder.putObject("metrics").put("latencyMs", 0);
    }

    /** Where in the source the words stand has no word, so that the least is said of it. An uploaded file is another's. */
    static Optional<ObjectNode> citation(Citation citation) {
        ObjectNode said = Json.STRICT.createObjectNode();
        switch (citation.source()) {
            case Citation.Source.Page(String url) ->
                said.putObject("location").putObject("web").put("url", url);
            case Citation.Source.Given(int index) ->
                said.putObject("location")
                        .putObject("documentChar")
                        .put("documentIndex", index)
                        .put("start", 0)
                        .put("end", 0);
            case Citation.Source.Uploaded uploaded -> {
                return Optional.empty();
            }
        }
        citation.title().ifPresent(title -> said.put("title", title));
        citation.quote()
                .ifPresent(quote -> said.putArray("sourceContent").addObject().put("text", quote));
        return Optional.of(said);
    }
}
