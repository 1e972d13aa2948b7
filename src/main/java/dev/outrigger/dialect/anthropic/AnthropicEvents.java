package dev.outrigger.dialect.anthropic;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.FailedFinish;
import dev.outrigger.dialect.SseCutter;
import dev.outrigger.dialect.json.JsonBounds;
import dev.outrigger.dialect.json.JsonScan;
import dev.outrigger.dialect.json.JsonSource;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the events of a streamed message mean, in their order. One a stream. Source: "Streaming Messages"
 * (https://docs.anthropic.com/en/docs/build-with-claude/streaming).
 */
final class AnthropicEvents {
    private final AnthropicContent content = new AnthropicContent();
    private final AnthropicUsage usage = new AnthropicUsage();

    /** Whether these bytes of an event are more of the first block: the one that is written on. */
    static boolean isInFirstBlock(Bytes event) {
        return isOfFirstBlock(event, "content_block_delta");
    }

    /** Whether they are its end: what is written on is another block. */
    static boolean isEndOfFirstBlock(Bytes event) {
        return isOfFirstBlock(event, "content_block_stop");
    }

    private static boolean isOfFirstBlock(Bytes event, String type) {
        for (SseCutter.Event cut : new SseCutter().feed(event)) {
            if (cut.data().isEmpty()) continue;
            Bytes data = cut.data().get();
            JsonValue json = JsonScan.object(new JsonSource(data), JsonBounds.answer(data.size()));
            return json.get("type").text().equals(type)
                    && json.get("index").whole().orElse(0) == 0;
        }
        return false;
    }

    /** An event of a kind that is new here means nothing: the vendor adds them under the same version. */
    List<Event> decode(JsonValue event) {
        List<Event> events = new ArrayList<>(2);
        long index = event.get("index").whole().orElse(0);
        boolean fits = switch (event.get("type").text()) {
            case "message_start" -> {
                begun(event.get("message"), events);
                yield true;
            }
            case "content_block_start" -> {
                content.start(index, event.get("content_block"), events);
                yield true;
            }
            case "content_block_delta" -> content.delta(index, event.get("delta"), events);
            case "content_block_stop" -> content.stop(index, events);
            case "message_delta" -> {
                finished(event.get("delta"), events);
                if (event.has("usage")) events.add(new Event.Used(usage.decode(event.get("usage"))));
                yield true;
            }
            case "message_stop" -> events.add(new Event.Ended());
            case "ping" -> events.add(new Event.Ping());
            default -> true;
        };
        if (!fits) events.add(new Event.Failed(new Failure.Malformed("a piece of a block that has not begun")));
        return events;
    }

    /** A whole message. */
    List<Event> whole(JsonValue message) {
        List<Event> events = new ArrayList<>();
        begun(message, events);
        finished(message, events);
        return events;
    }

    /** What it remembers. */
    long held() {
        return content.held();
    }

    private void begun(JsonValue message, List<Event> events) {
        JsonValue model = message.get("model");
        if (model.isText() && !model.text().isBlank())
            events.add(new Event.Started(message.get("id").text(), new ModelName(model.text())));
        long index = 0;
        for (JsonValue block : message.get("content")) {
            content.start(index, block, events);
            content.stop(index++, events);
        }
        if (message.has("usage")) events.add(new Event.Used(usage.decode(message.get("usage"))));
    }

    /** The words of a refusal come beside its reason. */
    private static void finished(JsonValue holder, List<Event> events) {
        if (!FailedFinish.isReason(holder.get("stop_reason"))) return;
        JsonValue explanation = holder.get("stop_details").get("explanation");
        if (!explanation.passage().isEmpty()) events.add(new Event.RefusalDelta(0, explanation.passage()));
        String reason = holder.get("stop_reason").text();
        Optional<Failure> failure = FailedFinish.of(reason);
        events.add(
                failure.isPresent()
                        ? new Event.Failed(failure.get())
                        : new Event.Finished(0, AnthropicWords.finish(reason)));
    }
}
