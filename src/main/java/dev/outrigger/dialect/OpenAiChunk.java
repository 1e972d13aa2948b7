package dev.outrigger.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The events that one chunk of a streamed chat completion means. Remembers only whether the answer has begun. */
final class OpenAiChunk {
    private boolean begun;

    List<Event> decode(JsonNode chunk) {
        List<Event> events = new ArrayList<>(2);
        if (!begun
                && chunk.path("model").isTextual()
                && !chunk.path("model").asText().isBlank()) {
            begun = true;
            events.add(new Event.Started(
                    chunk.path("id").asText(), new ModelName(chunk.path("model").asText())));
        }
        for (JsonNode choice : chunk.path("choices")) choice(choice, events);
        if (chunk.hasNonNull("usage")) events.add(new Event.Used(usage(chunk.get("usage"))));
        return events;
    }

    private static void choice(JsonNode choice, List<Event> events) {
        int index = choice.path("index").asInt();
        // A whole answer has a message where a chunk has a delta; their fields are the same.
        JsonNode delta = choice.has("delta") ? choice.get("delta") : choice.path("message");
        JsonNode reasoning =
                delta.hasNonNull("reasoning_content") ? delta.get("reasoning_content") : delta.path("reasoning");
        if (reasoning.isTextual()) events.add(new Event.ReasoningDelta(index, reasoning.asText()));
        if (delta.path("content").isTextual())
            events.add(new Event.TextDelta(index, delta.get("content").asText()));
        if (delta.path("refusal").isTextual())
            events.add(new Event.RefusalDelta(index, delta.get("refusal").asText()));
        int position = 0;
        for (JsonNode call : delta.path("tool_calls")) toolCall(index, call, position++, events);
        if (choice.path("finish_reason").isTextual())
            events.add(
                    new Event.Finished(index, finish(choice.get("finish_reason").asText())));
    }

    private static void toolCall(int choice, JsonNode call, int position, List<Event> events) {
        int index = call.path("index").asInt(position);
        JsonNode function = call.path("function");
        if (call.hasNonNull("id") || function.hasNonNull("name"))
            events.add(new Event.ToolCallStarted(
                    choice,
                    index,
                    call.path("id").asText(),
                    function.path("name").asText()));
        if (function.path("arguments").isTextual())
            events.add(new Event.ToolCallDelta(
                    choice, index, function.get("arguments").asText()));
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
        return new Usage(
                tokens(usage.path("prompt_tokens")),
                tokens(usage.path("completion_tokens")),
                tokens(usage.path("prompt_tokens_details").path("cached_tokens")),
                tokens(usage.path("completion_tokens_details").path("reasoning_tokens")));
    }

    private static OptionalLong tokens(JsonNode value) {
        return value.isIntegralNumber() ? OptionalLong.of(value.asLong()) : OptionalLong.empty();
    }
}
