package dev.outrigger.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Frame;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.json.Json;

/**
 * Writes the server-sent events of a response whose events were made in this process or came in another dialect's words.
 */
final class ResponsesStreamWriter implements Dialect.StreamEncoder {
    private final StringBuilder out = new StringBuilder();
    private final ResponseWriter writer;
    private int number;

    ResponsesStreamWriter(ResponseDraft draft) {
        this.writer = new ResponseWriter(draft, (type, words) -> {
            ObjectNode event = Json.STRICT.createObjectNode().put("type", type).put("sequence_number", number++);
            words.accept(event);
            out.append("event: ").append(type).append("\ndata: ").append(event).append("\n\n");
        });
    }

    @Override
    public Bytes encode(Frame frame) {
        out.setLength(0);
        writer.write(frame.events());
        // A comment is the sign of life that no app has to understand.
        if (out.isEmpty() && frame.events().contains(new Event.Ping())) out.append(":\n\n");
        return Bytes.of(out.toString());
    }
}
