package dev.outrigger.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Frame;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Sheet;
import dev.outrigger.dialect.json.Json;

/**
 * Writes the server-sent events of a response whose events were made in this process or came in another dialect's words.
 */
final class ResponsesStreamWriter implements Dialect.StreamEncoder {
    private final ResponseWriter writer;
    private Sheet out = new Sheet();
    private int number;

    ResponsesStreamWriter(ResponseDraft draft) {
        this.writer = new ResponseWriter(draft, (type, words) -> {
            ObjectNode event = Json.STRICT.createObjectNode().put("type", type).put("sequence_number", number++);
            words.accept(event);
            out.add("event: " + type + "\ndata: ").add(event).add("\n\n");
        });
    }

    @Override
    public Bytes encode(Frame frame) {
        out = new Sheet();
        writer.write(frame.events());
        // A comment is the sign of life that no app has to understand.
        if (out.isEmpty() && frame.events().contains(new Event.Ping())) out.add(":\n\n");
        return out.bytes();
    }

    @Override
    public long held() {
        return writer.held();
    }
}
