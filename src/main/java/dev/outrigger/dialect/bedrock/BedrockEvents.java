package dev.outrigger.dialect.bedrock;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.FailedFinish;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the events of a streamed answer mean, in their order. One a stream. Neither they nor whole answers name a model: it
 * is the one that was asked. Source: Amazon Bedrock, "ConverseStreamOutput"
 * (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStreamOutput.html).
 */
final class BedrockEvents {
    private final BedrockContent content = new BedrockContent();
    private final Optional<ModelName> asked;

    BedrockEvents(Optional<ModelName> asked) {
        this.asked = asked;
    }

    /** An event of a kind that is new here means nothing. */
    List<Event> decode(String type, JsonValue event) {
        List<Event> events = new ArrayList<>(2);
        long index = event.get("contentBlockIndex").whole().orElse(0);
        switch (type) {
            case "messageStart" -> begun(events);
            case "contentBlockStart" -> content.start(index, event.get("start"), events);
            case "contentBlockDelta" -> content.delta(index, event.get("delta"), events);
            case "contentBlockStop" -> content.stop(index, events);
            case "messageStop" -> finished(event, events);
            case "metadata" -> {
                used(event, events);
                events.add(new Event.Ended());
            }
            default -> events.add(new Event.Ping());
        }
        return events;
    }

    /** A whole answer. */
    List<Event> whole(JsonValue answer) {
        List<Event> events = new ArrayList<>();
        begun(events);
        long index = 0;
        for (JsonValue block : answer.get("output").get("message").get("content"))
            content.whole(index++, block, events);
        used(answer, events);
        finished(answer, events);
        return events;
    }

    /** What it remembers. */
    long held() {
        return content.held();
    }

    private void begun(List<Event> events) {
        asked.ifPresent(model -> events.add(new Event.Started("", model)));
    }

    private static void used(JsonValue holder, List<Event> events) {
        if (holder.has("usage")) events.add(new Event.Used(BedrockWords.usage(holder.get("usage"))));
    }

    private static void finished(JsonValue holder, List<Event> events) {
        JsonValue reason = holder.get("stopReason");
        if (!reason.isText()) return;
        Optional<Failure> failure = FailedFinish.of(reason.text());
        events.add(
                failure.isPresent()
                        ? new Event.Failed(failure.get())
                        : new Event.Finished(0, BedrockWords.finish(reason.text())));
    }
}
