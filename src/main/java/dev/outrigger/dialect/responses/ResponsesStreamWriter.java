package dev.outrigger.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.Splice;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the server-sent events of a response whose events were made in this process or came in another dialect's words.
 */
final class ResponsesStreamWriter implements Dialect.StreamEncoder {
    private static final Bytes END = Bytes.of("\n\n");

    private final ResponseWriter writer;
    private List<Bytes> out = new ArrayList<>();
    private int number;

    ResponsesStreamWriter(ResponseDraft draft) {
        this.writer = new ResponseWriter(draft, (type, words) -> {
            ObjectNode event = Json.STRICT.createObjectNode().put("type", type).put("sequence_number", number++);
            words.accept(event);
            out.add(Bytes.of("event: " + type + "\ndata: "));
            out.add(Json.bytes(event));
            out.add(END);
        });
    }

    @Override
    public Bytes encode(Frame frame) {
        out = new ArrayList<>();
        writer.write(frame.events());
        // A comment is the sign of life that no app has to understand.
        if (out.isEmpty() && frame.events().contains(new Event.Ping())) out.add(Bytes.of(":\n\n"));
        return new Splice(out).joined();
    }

    @Override
    public long held() {
        return writer.held();
    }
}
