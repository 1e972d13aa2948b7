package dev.outrigger.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Frame;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Sheet;
import dev.outrigger.dialect.json.Json;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes the server-sent events of a response whose events were made in this process or came in another dialect's words.
 */
final class ResponsesStreamWriter implements Dialect.StreamEncoder {
    private final ResponseWriter writer;
    private final Function<Failure, Bytes> failures;
    private Sheet out = new Sheet();
    private int number;

    /** @param failures give the body of an error answer */
    ResponsesStreamWriter(ResponseDraft draft, Function<Failure, Bytes> failures) {
        this.failures = failures;
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
        if (out.isEmpty() && frame.events().stream().anyMatch(Event::isSign)) out.add(":\n\n");
        return out.bytes();
    }

    /** Of a stream in upstream's own bytes nothing was numbered here. */
    @Override
    public Optional<Bytes> encodeFailure(Failure failure) {
        if (number == 0) return Optional.empty();
        return Optional.of(ResponsesErrorEvent.encode(failures.apply(failure), number++));
    }

    @Override
    public long held() {
        return writer.held();
    }
}
