package dev.outrigger.dialect.responses;

import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Seal;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an item of the type {@code reasoning}, which requests and answers have alike. */
final class ResponsesReasoning {
    private ResponsesReasoning() {}

    /** What is told of the thoughts: their summary, or those of an open model themselves. */
    static Passage text(JsonValue item) {
        List<Passage> pieces = new ArrayList<>();
        for (String field : List.of("summary", "content")) {
            if (!pieces.isEmpty()) break;
            for (JsonValue piece : item.get(field))
                if (piece.get("text").isText()) pieces.add(piece.get("text").passage());
        }
        return pieces.isEmpty() ? Passage.of("") : Passage.joined("\n", pieces);
    }

    /** It stays decoded for as long as its message is kept, and is of any length. */
    static Optional<Seal> seal(JsonValue item) {
        JsonValue value = item.get("encrypted_content");
        if (!value.isText()) return Optional.empty();
        String sealed = value.passage().text();
        value.tape().decoded(sealed);
        return sealed.isEmpty() ? Optional.empty() : Optional.of(new Seal(Responses.VENDOR, sealed));
    }
}
