package dev.outrigger.dialect.gemini;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Embeddings;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Frame;
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
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes an answer of embeddings: one, or a list of them. It names no model. */
final class GeminiVectors {
    private static final String ONE = "embedding";
    private static final String ALL = "embeddings";
    private static final String VALUES = "values";
    private static final JsonBounds BESIDE_VECTORS = JsonBounds.answerBeside(ONE, ALL);
    private static final JsonBounds BESIDE_NUMBERS = JsonBounds.answerBeside(VALUES);

    private GeminiVectors() {}

    static Answered decode(Bytes body) {
        try {
            JsonValue json = JsonScan.object(new JsonSource(body), BESIDE_VECTORS);
            if (json.has("error")) return new Answered.Broken(GeminiAnswer.error(body));
            if (!json.get(ONE).isObject() && !json.get(ALL).isArray())
                return new Answered.Broken(new Failure.Malformed("the answer has no embeddings"));
            Usage usage = GeminiUsage.decode(Spelling.get(json, "usageMetadata"));
            return new Answered.Whole(
                    new Frame(body, usage.equals(Usage.ABSENT) ? List.of() : List.of(new Event.Used(usage))));
        } catch (Json.Unfit garbage) {
            return new Answered.Broken(new Failure.Malformed("the answer is not a JSON object"));
        }
    }

    static List<Vector> vectors(Bytes body) {
        JsonValue json = JsonScan.object(new JsonSource(body), BESIDE_NUMBERS);
        if (json.get(ONE).isObject()) return List.of(Vectors.read(json.get(ONE).get(VALUES)));
        List<Vector> vectors = new ArrayList<>();
        for (JsonValue each : json.get(ALL)) vectors.add(Vectors.read(each.get(VALUES)));
        return vectors;
    }

    static Bytes encode(Embeddings answer, boolean list) {
        return JsonWriting.bytes(json -> {
            json.writeStartObject();
            if (list) {
                json.writeArrayFieldStart(ALL);
                for (Vector vector : answer.vectors()) write(vector, json);
                json.writeEndArray();
            } else {
                json.writeFieldName(ONE);
                write(answer.vectors().getFirst(), json);
            }
            if (answer.usage().input().isPresent()) {
                json.writeObjectFieldStart("usageMetadata");
                json.writeNumberField("promptTokenCount", answer.usage().input().getAsLong());
                json.writeEndObject();
            }
            json.writeEndObject();
        });
    }

    private static void write(Vector vector, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeFieldName(VALUES);
        Vectors.write(vector, json);
        json.writeEndObject();
    }
}
