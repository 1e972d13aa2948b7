package dev.outrigger.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.HeldBack;
import dev.outrigger.dialect.Sheet;
import dev.outrigger.dialect.json.Json;
import java.util.Optional;

/**
 * Writes the events of a message that was made in this process or came in another dialect's words: its start, its blocks
 * one after the other, and at the end, when all usage is known, the reason and the tokens. Of several choices it has the
 * first.
 */
final class AnthropicStreamWriter implements Dialect.StreamEncoder {
    private final ExchangeId id;
    private final StringBuilder refusal = new StringBuilder();
    private final HeldBack refused = new HeldBack();
    private final AnthropicBlocks blocks = new AnthropicBlocks(this::say);
    private Sheet out = new Sheet();
    private Optional<FinishReason> finish = Optional.empty();
    private Usage usage = Usage.ABSENT;
    private String model = "";
    private boolean begun;
    private boolean told;

    AnthropicStreamWriter(ExchangeId id) {
        this.id = id;
    }

    @Override
    public Bytes encode(Frame frame) {
        out = new Sheet();
        frame.events().forEach(this::event);
        return out.bytes();
    }

    /** The app has the end of the block so far. */
    void endBlock() {
        blocks.end();
    }

    /** Upstream's own words may have told the reason already; then the end mark alone can be missing. */
    @Override
    public void follow(Frame frame) {
        for (Event event : frame.events()) told |= event instanceof Event.Finished;
    }

    @Override
    public long held() {
        return blocks.held() + refused.bytes();
    }

    private void event(Event event) {
        switch (event) {
            case Event.Started started -> model = started.model().value();
            case Event.TextDelta more when more.choice() == 0 -> blocks.text(more.text());
            case Event.ReasoningDelta more
            when more.choice() == 0 -> blocks.thought(more.passage().text());
            case Event.ReasoningSigned signed when signed.choice() == 0 -> blocks.signed(signed.signature());
            case Event.ReasoningSealed sealed when sealed.choice() == 0 -> blocks.sealed(sealed.seal());
            case Event.RefusalDelta more
            when more.choice() == 0 -> refused(more.passage().text());
            case Event.ToolCallStarted call
            when call.choice() == 0 -> blocks.call(call.index(), callId(call), call.name());
            case Event.ToolCallDelta more
            when more.choice() == 0 ->
                blocks.arguments(more.index(), more.arguments().text());
            case Event.Cited cited when cited.choice() == 0 -> blocks.cited(cited.citation());
            case Event.Finished finished when finished.choice() == 0 -> finish = Optional.of(finished.reason());
            case Event.Used used -> usage = usage.updatedBy(used.usage());
            case Event.Ping _, Event.Comment _ -> ping();
            case Event.Ended ended -> end();
            // Another choice, or what no event says; a stream's failure is written by encodeStreamFailure.
            case Event.TextDelta _, Event.ReasoningDelta _, Event.ReasoningSigned _, Event.ReasoningSealed _ -> {}
            case Event.RefusalDelta _, Event.ToolCallStarted _, Event.ToolCallDelta _, Event.Cited _ -> {}
            case Event.Finished _,
                    Event.MediaDelta _,
                    Event.LogProbs _,
                    Event.Other _,
                    Event.Noted _,
                    Event.Weighed _ -> {}
            case Event.Failed _ -> {}
        }
    }

    /** An SDK finds the call that a result answers by its id, so that there must be one. */
    private String callId(Event.ToolCallStarted call) {
        return call.id().isEmpty() ? "toolu_" + id.value() + "_" + call.index() : call.id();
    }

    /** Its words come beside the reason for the end. */
    private void refused(String more) {
        refusal.append(more);
        refused.text(more);
    }

    /** SDKs want the start to come first. */
    private void ping() {
        if (begun) write(Json.STRICT.createObjectNode().put("type", "ping"));
    }

    /** A stream without a reason is cut, and ends without one. */
    private void end() {
        if (told) stop();
        if (told || finish.isEmpty()) return;
        begin();
        blocks.end();
        ObjectNode last = Json.STRICT.createObjectNode().put("type", "message_delta");
        AnthropicWords.finish(last.putObject("delta"), finish.get(), refusal.toString());
        AnthropicWords.usage(last, usage);
        write(last);
        stop();
        refused.clear();
    }

    private void stop() {
        write(Json.STRICT.createObjectNode().put("type", "message_stop"));
    }

    private void say(ObjectNode event) {
        begin();
        write(event);
    }

    /** Late: the tokens of the request may be known by then. */
    private void begin() {
        if (begun) return;
        begun = true;
        ObjectNode start = Json.STRICT.createObjectNode().put("type", "message_start");
        ObjectNode message = AnthropicWords.message(id, model);
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        AnthropicWords.usage(message, usage);
        start.set("message", message);
        write(start);
    }

    private void write(ObjectNode event) {
        out.add("event: " + event.path("type").asText() + "\ndata: ").add(event).add("\n\n");
    }
}
