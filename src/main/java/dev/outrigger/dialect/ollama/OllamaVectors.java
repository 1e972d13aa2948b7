package dev.outrigger.dialect.ollama;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Embeddings;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Usage;
import dev.outrigger.chat.Vector;
import dev.outrigger.dialect.Dialect.Answered;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonBounds;
import dev.outrigger.dialect.json.JsonScan;
import dev.outrigger.dialect.json.JsonSource;
import dev.outrigger.dialect.json.JsonValue;
import dev.outrigger.dialect.json.JsonWriting;
import dev.outrigger.dialect.json.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Reads and writes an answer of embeddings: a list, or of the older path one. */
final class OllamaVectors {
    private static final String ONE = "embedding";
    private static final String ALL = "embeddings";
    private static final JsonBounds BESIDE_VECTORS = JsonBounds.answerBeside(ONE, ALL);

    private OllamaVectors() {}

    static Answered decode(Bytes body) {
        try {
            JsonValue json = JsonScan.object(new JsonSource(body), BESIDE_VECTORS);
            if (json.has("error")) return new Answered.Broken(OllamaAnswer.error(body));
            if (!json.get(ONE).isArray() && !json.get(ALL).isArray())
                return new Answered.Broken(new Failure.Malformed("the answer has no embeddings"));
            List<Event> events = new ArrayList<>();
            String model = json.get("model").text();
            if (!model.isBlank()) events.add(new Event.Started("", new ModelName(model)));
            OptionalLong input = json.get("prompt_eval_count").whole();
            if (input.isPresent() && input.getAsLong() >= 0)
                events.add(new Event.Used(Usage.ofInput(input.getAsLong())));
            return new Answered.Whole(new Frame(body, events));
        } catch (Json.Unfit garbage) {
            return new Answered.Broken(new Failure.Malformed("the answer is not a JSON object"));
        }
    }

    static List<Vector> vectors(Bytes body) {
        JsonValue json = JsonScan.object(new JsonSource(body), BESIDE_VECTORS);
        return json.get(ALL).isArray() ? Vectors.readAll(json.get(ALL)) : List.of(Vectors.read(json.get(ONE)));
    }

    static Bytes encode(Embeddings answer) {
        return JsonWriting.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("model", answer.model().value());
            json.writeArrayFieldStart(ALL);
            for (Vector vector : answer.vectors()) Vectors.write(vector, json);
            json.writeEndArray();
            if (answer.usage().input().isPresent())
                json.writeNumberField(
                        "prompt_eval_count", answer.usage().input().getAsLong());
            json.writeEndObject();
        });
    }

    /** Of the older path, which tells nothing else. */
    static Bytes encodeOne(Embeddings answer) {
        return JsonWriting.bytes(json -> {
            json.writeStartObject();
            json.writeFieldName(ONE);
            Vectors.write(answer.vectors().getFirst(), json);
            json.writeEndObject();
        });
    }
}
