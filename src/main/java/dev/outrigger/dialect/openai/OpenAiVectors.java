package dev.outrigger.dialect.openai;

import com.fasterxml.jackson.core.JsonGenerator;
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
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads and writes an answer of embeddings. */
final class OpenAiVectors {
    private static final JsonBounds BESIDE_DATA = JsonBounds.answerBeside("data");
    private static final JsonBounds BESIDE_NUMBERS = JsonBounds.answerBeside("embedding");

    private OpenAiVectors() {}

    /** How numbers are written. */
    enum Form {
        FLOATS,
        BASE64
    }

    static Answered decode(Bytes body) {
        try {
            JsonValue json = JsonScan.object(new JsonSource(body), BESIDE_DATA);
            if (OpenAiAnswer.isError(json)) return new Answered.Broken(OpenAiAnswer.error(body));
            if (!json.get("data").isArray())
                return new Answered.Broken(new Failure.Malformed("the answer has no embeddings"));
            List<Event> events = new ArrayList<>();
            String model = json.get("model").text();
            if (!model.isBlank()) events.add(new Event.Started("", new ModelName(model)));
            OptionalLong input = json.get("usage").get("prompt_tokens").whole();
            if (input.isPresent() && input.getAsLong() >= 0)
                events.add(new Event.Used(Usage.ofInput(input.getAsLong())));
            return new Answered.Whole(new Frame(body, events));
        } catch (Json.Unfit garbage) {
            return new Answered.Broken(new Failure.Malformed("the answer is not a JSON object"));
        }
    }

    /** In the order of their indexes. */
    static List<Vector> vectors(Bytes body) {
        SortedMap<Long, Vector> vectors = new TreeMap<>();
        for (JsonValue each :
                JsonScan.object(new JsonSource(body), BESIDE_NUMBERS).get("data")) {
            long index = each.get("index").whole().orElse(vectors.size());
            if (vectors.put(index, Vectors.read(each.get("embedding"))) != null)
                throw new Json.Unfit("two embeddings must not have one index");
        }
        return List.copyOf(vectors.values());
    }

    static Bytes encode(Embeddings answer, Form form) {
        return JsonWriting.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("object", "list");
            json.writeArrayFieldStart("data");
            int index = 0;
            for (Vector vector : answer.vectors()) write(vector, index++, form, json);
            json.writeEndArray();
            json.writeStringField("model", answer.model().value());
            if (answer.usage().input().isPresent()) {
                long tokens = answer.usage().input().getAsLong();
                json.writeObjectFieldStart("usage");
                json.writeNumberField("prompt_tokens", tokens);
                json.writeNumberField("total_tokens", tokens);
                json.writeEndObject();
            }
            json.writeEndObject();
        });
    }

    private static void write(Vector vector, int index, Form form, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("object", "embedding");
        json.writeNumberField("index", index);
        json.writeFieldName("embedding");
        switch (form) {
            case FLOATS -> Vectors.write(vector, json);
            case BASE64 -> Vectors.writeBase64(vector, json);
        }
        json.writeEndObject();
    }
}
