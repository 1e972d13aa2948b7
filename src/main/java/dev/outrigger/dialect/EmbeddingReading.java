package dev.outrigger.dialect;

import dev.outrigger.chat.EmbeddingInput;
import dev.outrigger.chat.EmbeddingRequest;
import dev.outrigger.chat.Failure;
import dev.outrigger.dialect.EmbeddingDialect.Reading;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonObjectText;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** What the reading of a request for embeddings has in common, whosever it is. */
public final class EmbeddingReading {
    /** What a token takes on the heap for as long as its request is kept, at most. */
    private static final long TOKEN_BYTES = 24;

    /** What an input takes beside, which may be a single token: it, its passage, and a place in a list. */
    private static final long INPUT_BYTES = 96;

    private EmbeddingReading() {}

    /** The request in this object; a value that is not what it must be is the request's fault. */
    public static Reading of(
            Endpoint.Embeddings at,
            Function<JsonObjectText.Parsed, EmbeddingRequest> reader,
            java.util.function.Supplier<JsonObjectText.Parsed> text) {
        try {
            JsonObjectText.Parsed object = text.get();
            EmbeddingRequest request = reader.apply(object);
            long readBytes = TOKEN_BYTES * object.tape().size()
                    + object.tape().decodedBytes()
                    + INPUT_BYTES * request.inputs().size();
            return new Reading.Read(new EmbeddingInbound(at, request, object.text(), readBytes));
        } catch (Json.Unfit unfit) {
            return new Reading.Unreadable(new Failure.Rejected(400, unfit.rule(), Optional.empty()));
        }
    }

    /** One text, or an array of them. */
    public static List<EmbeddingInput> texts(String name, JsonValue value) {
        List<EmbeddingInput> inputs = new ArrayList<>();
        if (value.isText()) inputs.add(new EmbeddingInput.Text(value.passage()));
        else if (!value.isArray()) throw new Json.Unfit(name + " must be a string or an array");
        else for (JsonValue each : value) inputs.add(new EmbeddingInput.Text(Json.passage(name, each)));
        return inputs;
    }

    /** How long vectors shall be. */
    public static OptionalInt dimensions(String name, Optional<JsonValue> value) {
        return value.map(number -> OptionalInt.of(Json.count(name, number))).orElse(OptionalInt.empty());
    }

    /** The text of each input, of a request that is said in another dialect's words. */
    public static List<String> said(EmbeddingRequest request) {
        if (request.inputs().isEmpty()) throw new Unsaid("a request without an input");
        return request.inputs().stream()
                .map(input -> switch (input) {
                    case EmbeddingInput.Text text -> text.passage().text();
                    case EmbeddingInput.Own own -> throw new Unsaid(own.what());
                })
                .toList();
    }
}
