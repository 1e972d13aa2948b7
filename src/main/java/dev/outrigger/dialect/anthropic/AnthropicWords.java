package dev.outrigger.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Citation;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.CallArguments;
import dev.outrigger.dialect.json.Json;
import java.util.Optional;
import java.util.OptionalLong;

/** What requests, whole answers and streamed ones say in the same words. */
final class AnthropicWords {
    private AnthropicWords() {}

    static boolean isOurs(Seal seal) {
        return seal.vendor().equals(Anthropic.NAME);
    }

    /** A tool's arguments as the object that they must be here; nothing said is an empty one. */
    static Optional<JsonNode> input(Passage arguments) {
        return CallArguments.object(arguments);
    }

    /** The message that an answer is, or begins as, without its content. */
    static ObjectNode message(ExchangeId id, String model) {
        return Json.STRICT
                .createObjectNode()
                .put("id", "msg_" + id.value())
                .put("type", "message")
                .put("role", "assistant")
                .put("model", model);
    }

    static FinishReason finish(String reason) {
        return switch (reason) {
            case "end_turn", "stop_sequence" -> FinishReason.STOP;
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "refusal" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }

    /** Why it ended; a refusal in words is one, whatever its vendor calls it. */
    static void finish(ObjectNode holder, FinishReason reason, String refusal) {
        holder.put("stop_reason", refusal.isEmpty() ? finish(reason) : "refusal")
                .putNull("stop_sequence");
        if (!refusal.isEmpty())
            holder.putObject("stop_details")
                    .put("type", "refusal")
                    .putNull("category")
                    .put("explanation", refusal);
    }

    private static String finish(FinishReason reason) {
        return switch (reason) {
            case STOP, OTHER -> "end_turn";
            case LENGTH -> "max_tokens";
            case TOOL_CALLS -> "tool_use";
            case CONTENT_FILTER -> "refusal";
        };
    }

    /**
     * Tokens; those read from a cache or written to it are counted beside the others here. Input and output must be said:
     * SDKs add to them as numbers.
     */
    static void usage(ObjectNode holder, Usage usage) {
        long apart = usage.cached().orElse(0) + usage.cacheWritten().orElse(0);
        ObjectNode said = holder.putObject("usage");
        said.put("input_tokens", Math.max(0, usage.input().orElse(0) - apart));
        usage.cacheWritten().ifPresent(tokens -> said.put("cache_creation_input_tokens", tokens));
        usage.cached().ifPresent(tokens -> said.put("cache_read_input_tokens", tokens));
        said.put("output_tokens", usage.output().orElse(0));
        usage.reasoning()
                .ifPresent(tokens -> said.putObject("output_tokens_details").put("thinking_tokens", tokens));
    }

    static OptionalLong sum(OptionalLong input, OptionalLong cached, OptionalLong written) {
        return input.isEmpty() ? input : OptionalLong.of(input.getAsLong() + cached.orElse(0) + written.orElse(0));
    }

    /** Where in the source the words stand has no word, so that the least is said of it. An uploaded file is another's. */
    static Optional<ObjectNode> citation(Citation citation) {
        ObjectNode said = Json.STRICT.createObjectNode();
        switch (citation.source()) {
            case Citation.Source.Page(String url) ->
                said.put("type", "web_search_result_location").put("url", url).put("encrypted_index", "");
            case Citation.Source.Given(int index) ->
                said.put("type", "char_location")
                        .put("document_index", index)
                        .put("start_char_index", 0)
                        .put("end_char_index", 0);
            case Citation.Source.Uploaded uploaded -> {
                return Optional.empty();
            }
        }
        String title = citation.source() instanceof Citation.Source.Page ? "title" : "document_title";
        said.put(title, citation.title().orElse(null))
                .put("cited_text", citation.quote().orElse(""));
        return Optional.of(said);
    }
}
