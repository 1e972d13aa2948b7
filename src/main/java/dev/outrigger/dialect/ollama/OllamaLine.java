package dev.outrigger.dialect.ollama;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.LogProb;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.FailedFinish;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The events that one object of an answer means: a line of a stream, or a whole answer, of a chat or of one prompt.
 * Remembers what has begun; one an answer.
 */
final class OllamaLine {
    private boolean begun;
    private int calls;

    List<Event> decode(JsonValue line) {
        List<Event> events = new ArrayList<>(2);
        JsonValue model = line.get("model");
        if (!begun && model.isText() && !model.text().isBlank()) {
            begun = true;
            events.add(new Event.Started("", new ModelName(model.text())));
        }
        JsonValue message = line.get("message");
        said(message.isObject() ? message : line, message.isObject() ? "content" : "response", events);
        for (JsonValue call : message.get("tool_calls"))
            call(call, line.get("created_at").text(), events);
        List<LogProb> likely = logProbs(line.get("logprobs"));
        if (!likely.isEmpty()) events.add(new Event.LogProbs(0, likely));
        if (line.get("done").isTrue()) done(line, events);
        return events;
    }

    private static void said(JsonValue message, String content, List<Event> events) {
        JsonValue thinking = message.get("thinking");
        if (thinking.isText() && !thinking.passage().isEmpty())
            events.add(new Event.ReasoningDelta(0, thinking.passage()));
        JsonValue text = message.get(content);
        if (text.isText() && !text.passage().isEmpty()) events.add(new Event.TextDelta(0, text.passage()));
    }

    /** A call comes whole. Some servers count each line's from 0, and older ones give no ids. */
    private void call(JsonValue call, String when, List<Event> events) {
        JsonValue function = call.get("function");
        int index = calls++;
        String id = call.get("id").text();
        if (id.isEmpty()) id = "call_" + Integer.toHexString(when.hashCode()) + "_" + index;
        events.add(new Event.ToolCallStarted(0, index, id, function.get("name").text()));
        events.add(new Event.ToolCallDelta(0, index, OllamaArguments.decode(function.get("arguments"))));
    }

    private static List<LogProb> logProbs(JsonValue array) {
        List<LogProb> tokens = new ArrayList<>();
        for (JsonValue token : array)
            if (token.get("token").isText() && token.get("logprob").isNumber())
                tokens.add(new LogProb(
                        token.get("token").text(), token.get("logprob").number(), logProbs(token.get("top_logprobs"))));
        return tokens;
    }

    private void done(JsonValue line, List<Event> events) {
        Usage usage = new Usage(
                tokens(line.get("prompt_eval_count")),
                tokens(line.get("eval_count")),
                OptionalLong.empty(),
                OptionalLong.empty());
        String reason = line.get("done_reason").text();
        Optional<Failure> failure = FailedFinish.of(reason);
        events.add(failure.isPresent() ? new Event.Failed(failure.get()) : new Event.Finished(0, finish(reason)));
        if (!usage.equals(Usage.ABSENT)) events.add(new Event.Used(usage));
    }

    /** What is no count is absent, not 0. */
    private static OptionalLong tokens(JsonValue value) {
        OptionalLong whole = value.whole();
        return whole.isPresent() && whole.getAsLong() >= 0 ? whole : OptionalLong.empty();
    }

    /** Older servers give no reason. */
    private FinishReason finish(String reason) {
        return switch (reason) {
            case "stop", "" -> calls > 0 ? FinishReason.TOOL_CALLS : FinishReason.STOP;
            case "length" -> FinishReason.LENGTH;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }
}
