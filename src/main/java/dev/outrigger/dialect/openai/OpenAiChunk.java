package dev.outrigger.dialect.openai;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.FailedFinish;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The events that one chunk of a streamed chat completion means. Remembers what has begun; one a stream. */
final class OpenAiChunk {
    private final OpenAiDelta deltas = new OpenAiDelta();
    private boolean begun;

    List<Event> decode(JsonValue chunk) {
        List<Event> events = new ArrayList<>(2);
        JsonValue model = chunk.get("model");
        // Azure's first chunk names no model and holds filter results alone.
        if (!begun && model.isText() && !model.text().isBlank()) {
            begun = true;
            events.add(new Event.Started(chunk.get("id").text(), new ModelName(model.text())));
        }
        int position = 0;
        for (JsonValue choice : chunk.get("choices")) choice(choice, position++, events);
        if (chunk.has("usage")) events.add(new Event.Used(usage(chunk.get("usage"))));
        return events;
    }

    /** What it remembers. */
    long held() {
        return deltas.held();
    }

    private void choice(JsonValue choice, int position, List<Event> events) {
        int index = index(choice, position);
        // A whole answer has a message where a chunk has a delta; their fields are the same.
        deltas.decode(index, choice.get(choice.get("delta").isMissing() ? "message" : "delta"), events);
        if (choice.has("logprobs")) events.add(OpenAiLogProbs.decode(index, choice.get("logprobs")));
        JsonValue reason = choice.get("finish_reason");
        Optional<Failure> failure = failure(choice, reason.text());
        failure.ifPresent(cause -> events.add(new Event.Failed(cause)));
        if (failure.isEmpty() && FailedFinish.isReason(reason))
            events.add(new Event.Finished(index, finish(reason.text())));
    }

    /** Routers tell an error of their provider's in the choice; others have no more than a word for it. */
    private static Optional<Failure> failure(JsonValue choice, String reason) {
        JsonValue error = choice.get("error");
        boolean isError =
                error.isObject() || (error.isText() && !error.passage().isEmpty());
        return isError
                ? Optional.of(OpenAiAnswer.error(
                        Bytes.of("{\"error\":" + error.written().text() + "}")))
                : FailedFinish.of(reason);
    }

    /** Where it stands, or its position when it does not say. */
    static int index(JsonValue object, int position) {
        long index = object.get("index").whole().orElse(position);
        return index >= 0 && index <= Integer.MAX_VALUE ? (int) index : position;
    }

    static FinishReason finish(String reason) {
        return switch (reason) {
            case "stop" -> FinishReason.STOP;
            // Mistral's, and GLM's.
            case "length", "model_length", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
            case "content_filter", "sensitive" -> FinishReason.CONTENT_FILTER;
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

    private static Usage usage(JsonValue usage) {
        JsonValue input = usage.get("prompt_tokens_details");
        // DeepSeek tells cache reads under a name of its own.
        JsonValue cached = input.get("cached_tokens");
        if (cached.isMissing()) cached = usage.get("prompt_cache_hit_tokens");
        return new Usage(
                tokens(usage.get("prompt_tokens")),
                tokens(usage.get("completion_tokens")),
                tokens(cached),
                tokens(usage.get("completion_tokens_details").get("reasoning_tokens")),
                tokens(input.get("cache_write_tokens")));
    }

    /** What is no count is absent, not 0. */
    private static OptionalLong tokens(JsonValue value) {
        OptionalLong whole = value.whole();
        return whole.isPresent() && whole.getAsLong() >= 0 ? whole : OptionalLong.empty();
    }
}
