package dev.outrigger.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Sheet;
import dev.outrigger.dialect.json.Json;
import java.util.Optional;

/**
 * Writes the messages of an answer that was made in this process or came in another dialect's words: its start, its
 * blocks, and at the end, when all usage is known, the reason and the tokens. Of several choices it has the first.
 */
final class BedrockStreamWriter implements Dialect.StreamEncoder {
    private final ExchangeId id;
    private final BedrockBlocks blocks = new BedrockBlocks(this::event);
    private Sheet out = new Sheet();
    private Optional<FinishReason> finish = Optional.empty();
    private Usage usage = Usage.ABSENT;
    private boolean begun;
    private boolean refused;

    BedrockStreamWriter(ExchangeId id) {
        this.id = id;
    }

    @Override
    public Bytes encode(Frame frame) {
        out = new Sheet();
        frame.events().forEach(this::told);
        return out.bytes();
    }

    @Override
    public long held() {
        return blocks.held();
    }

    private void told(Event event) {
        switch (event) {
            case Event.TextDelta more when more.choice() == 0 -> blocks.text(more.text());
            case Event.ReasoningDelta more
            when more.choice() == 0 -> blocks.thought(more.passage().text());
            case Event.ReasoningSigned signed when signed.choice() == 0 -> blocks.signed(signed.signature());
            case Event.ReasoningSealed sealed when sealed.choice() == 0 -> blocks.sealed(sealed.seal());
            case Event.RefusalDelta more
            when more.choice() == 0 -> {
                refused |= !more.passage().isEmpty();
                blocks.text(more.passage().text());
            }
            case Event.ToolCallStarted call
            when call.choice() == 0 ->
                blocks.call(call.index(), BedrockCalls.id(call.id(), id, call.index()), call.name());
            case Event.ToolCallDelta more
            when more.choice() == 0 ->
                blocks.arguments(more.index(), more.arguments().text());
            case Event.MediaDelta more when more.choice() == 0 -> blocks.picture(more.media());
            case Event.Cited cited when cited.choice() == 0 -> blocks.cited(cited.citation());
            case Event.Finished finished when finished.choice() == 0 -> finish = Optional.of(finished.reason());
            case Event.Used used -> usage = usage.updatedBy(used.usage());
            case Event.Ended ended -> end();
            // Another choice, or what no message says; a stream's failure is written by encodeStreamFailure.
            case Event.TextDelta _, Event.ReasoningDelta _, Event.ReasoningSigned _, Event.ReasoningSealed _ -> {}
            case Event.RefusalDelta _, Event.ToolCallStarted _, Event.ToolCallDelta _, Event.Cited _ -> {}
            case Event.Finished _, Event.MediaDelta _, Event.LogProbs _, Event.Other _, Event.Failed _ -> {}
            case Event.Started _, Event.Noted _, Event.Weighed _, Event.Ping _, Event.Comment _ -> {}
        }
    }

    /** A stream without a reason is cut, and ends without one. */
    private void end() {
        if (finish.isEmpty()) return;
        begin();
        blocks.end();
        FinishReason reason = refused ? FinishReason.CONTENT_FILTER : finish.get();
        write("messageStop", Json.STRICT.createObjectNode().put("stopReason", BedrockWords.finish(reason)));
        ObjectNode last = Json.STRICT.createObjectNode();
        BedrockWords.usage(last, usage);
        write("metadata", last);
    }

    private void event(String type, ObjectNode event) {
        begin();
        write(type, event);
    }

    private void begin() {
        if (begun) return;
        begun = true;
        write("messageStart", Json.STRICT.createObjectNode().put("role", "assistant"));
    }

    private void write(String type, ObjectNode event) {
        out.add(Bytes.of(EventMessage.event(type, Json.bytes(event))));
    }
}
