package dev.outrigger.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The events that one chunk of a streamed chat completion means. Remembers what has begun; one a stream. */
final class OpenAiChunk {
    private final OpenAiDelta deltas = new OpenAiDelta();
    private boolean begun;

    List<Event> decode(JsonNode chunk) {
        List<Event> events = new ArrayList<>(2);
        JsonNode model = chunk.path("model");
        // Azure's first chunk names no model and holds filter results alone.
        if (!begun && model.isTextual() && !model.asText().isBlank()) {
            begun = true;
            events.add(new Event.Started(chunk.path("id").asText(), new ModelName(model.asText())));
        }
        int position = 0;
        for (JsonNode choice : chunk.path("choices")) choice(choice, position++, events);
        if (chunk.hasNonNull("usage")) events.add(new Event.Used(usage(chunk.get("usage"))));
        return events;
    }

    private void choice(JsonNode choice, int position, List<Event> events) {
        int index = choice.path("index").asInt(position);
        // A whole answer has a message where a chunk has a delta; their fields are the same.
        deltas.decode(index, choice.has("delta") ? choice.get("delta") : choice.path("message"), events);
        if (choice.hasNonNull("logprobs")) events.add(OpenAiLogProbs.decode(index, choice.get("logprobs")));
        if (choice.path("finish_reason").isTextual())
            events.add(
                    new Event.Finished(index, finish(choice.get("finish_reason").asText())));
    }

    static FinishReason finish(String reason) {
        return switch (reason) {
            case "stop" -> FinishReason.STOP;
            case "length" -> FinishReason.LENGTH;
            case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }

    static String finish(FinishReason reason) {
        return switch (reason) {
            case STOP, OTHER -> "stop";
            case LENGTH -> "length";
            case TOOL_CALLS -> "tool_calls";
            case CONTENT_FILTER -> "content_filter";
        };
    }

    private static Usage usage(JsonNode usage) {
        JsonNode input = usage.path("prompt_tokens_details");
        // DeepSeek tells cache reads under a name of its own.
        JsonNode cached =
                input.has("cached_tokens") ? input.get("cached_tokens") : usage.path("prompt_cache_hit_tokens");
        return new Usage(
                tokens(usage.path("prompt_tokens")),
                tokens(usage.path("completion_tokens")),
                tokens(cached),
                tokens(usage.path("completion_tokens_details").path("reasoning_tokens")),
                tokens(input.path("cache_write_tokens")));
    }

    /** What is no count is absent, not 0. */
    private static OptionalLong tokens(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToLong() && value.asLong() >= 0
                ? OptionalLong.of(value.asLong())
                : OptionalLong.empty();
    }
}
