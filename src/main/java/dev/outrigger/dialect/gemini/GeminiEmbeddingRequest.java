package dev.outrigger.dialect.gemini;

import dev.outrigger.chat.EmbeddingInput;
import dev.outrigger.chat.EmbeddingRequest;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonObjectText;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the path and the body of {@code :embedContent} and {@code :batchEmbedContents}. One is made for each. */
final class GeminiEmbeddingRequest {
    private static final String SIZE = "outputDimensionality";
    private static final String REQUESTS = "requests";
    private static final Set<String> KNOWN = Spelling.both("model", "content", SIZE);
    private static final Set<String> KNOWN_OF_A_LIST = Set.of("model", REQUESTS);

    private final Endpoint.Embeddings at;
    private final JsonObjectText.Parsed object;
    private final VendorFields vendor = new VendorFields();
    private final List<EmbeddingInput> inputs = new ArrayList<>();
    private final Set<OptionalInt> sizes = new HashSet<>();

    GeminiEmbeddingRequest(Endpoint.Embeddings at, JsonObjectText.Parsed object) {
        this.at = at;
        this.object = object;
    }

    EmbeddingRequest request() {
        if (GeminiEmbeddings.isBatch(at)) {
            vendor.unknownIn(JsonValue.first(object.tape()), "", KNOWN_OF_A_LIST);
            JsonValue all = object.value(REQUESTS).orElseThrow(() -> new Json.Unfit("requests must be given"));
            for (JsonValue each : Json.array(REQUESTS, all)) one(Json.object("requests[]", each), "requests[].");
        } else {
            one(JsonValue.first(object.tape()), "");
        }
        // The vectors of one request are of one length in everybody else's words.
        if (sizes.size() > 1) inputs.add(new EmbeddingInput.Own("embeddings of several lengths"));
        return new EmbeddingRequest(
                model(), inputs, sizes.stream().findFirst().orElse(OptionalInt.empty()), vendor.names());
    }

    private void one(JsonValue request, String path) {
        vendor.unknownIn(request, path, KNOWN);
        JsonValue content = Spelling.get(request, "content");
        if (!content.isObject()) throw new Json.Unfit(path + "content must be an object");
        inputs.add(input(content.get("parts")));
        JsonValue size = Spelling.get(request, SIZE);
        sizes.add(size.isMissing() ? OptionalInt.empty() : OptionalInt.of(Json.count(path + SIZE, size)));
    }

    /** The parts of a content have one vector together. */
    private static EmbeddingInput input(JsonValue parts) {
        List<Passage> texts = new ArrayList<>();
        for (JsonValue part : parts) {
            if (!part.get("text").isText()) return new EmbeddingInput.Own("a content that is not text alone");
            texts.add(part.get("text").passage());
        }
        return texts.isEmpty()
                ? new EmbeddingInput.Own("a content without parts")
                : new EmbeddingInput.Text(Passage.joined("\n", texts));
    }

    private ModelName model() {
        String name = at.model().orElse("");
        if (name.isBlank()) throw new Json.Unfit("the path must name a model");
        if (name.length() > Json.MAX_NAME_CHARS || name.chars().anyMatch(Character::isISOControl))
            throw new Json.Unfit("the model's name must be at most " + Json.MAX_NAME_CHARS + " printable characters");
        return new ModelName(name);
    }
}
