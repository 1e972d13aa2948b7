package dev.outrigger.engine;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@link Heads} from {@code analyzer.json} (labels, temperatures, least confidences) and {@code analyzer.safetensors} (weights). */
public final class HeadsFile {
    private static final String CARD = "analyzer.json";
    private static final String MOST_UNKNOWN = "mostUnknown";
    private static final String ALSO = "alsoFrom";
    private static final String LENGTHS = "lengths";

    /** Of a text of which one token in two is unknown, the embedding is that of any other such text. */
    private static final double HALF = 0.5;

    /** What every version since the second has. */
    private static final List<String> KEYS = List.of("maxTokens", "version", "heads", "leastConfidence");

    private HeadsFile() {}

    /**
     * Reads the heads in a folder that {@code gpu-models/outrigger-analyzer/train.py} wrote; blocks for milliseconds.
     *
     * @throws IOException when a file is missing, cut short, or the two do not fit together or this program
     */
    public static Heads read(Path folder) throws IOException {
        Path card = folder.resolve(CARD);
        try (Safetensors weights = Safetensors.open(folder.resolve("analyzer.safetensors"))) {
            JsonObject json = JsonParser.parseString(Files.readString(card)).getAsJsonObject();
            for (String key : KEYS) {
                if (!json.has(key))
                    throw new IOException("the heads of " + card + " are of version " + version(json) + " and have no "
                            + key + ": train them again with ./outrigger train analyzer");
            }
            int tokens = json.get("maxTokens").getAsInt();
            if (tokens != TokenWindow.TOKENS) {
                throw new IOException("the heads of " + card + " were trained on " + tokens + " tokens; this program"
                        + " shows an encoder " + TokenWindow.TOKENS);
            }
            List<Head> heads = new ArrayList<>();
            for (JsonElement head : json.getAsJsonArray("heads")) heads.add(head(head.getAsJsonObject(), weights));
            return new Heads(
                    json.get("version").getAsString(),
                    heads,
                    shares(json, "leastConfidence"),
                    json.has(ALSO) ? shares(json, ALSO) : Map.of(),
                    mostUnknown(json));
        } catch (JsonParseException
                | ClassCastException
                | IllegalStateException
                | IllegalArgumentException
                | UnsupportedOperationException
                | NullPointerException malformed) {
            throw new IOException("cannot read heads from " + card + ": " + malformed.getMessage(), malformed);
        }
    }

    /**
     * The labels of each head in such a folder, by the head's name; blocks for a millisecond.
     *
     * @throws IOException when they cannot be read
     */
    public static Map<String, List<String>> labels(Path folder) throws IOException {
        Path card = folder.resolve(CARD);
        try {
            Map<String, List<String>> labels = new LinkedHashMap<>();
            for (JsonElement head : JsonParser.parseString(Files.readString(card))
                    .getAsJsonObject()
                    .getAsJsonArray("heads"))
                labels.put(head.getAsJsonObject().get("name").getAsString(), labels(head.getAsJsonObject()));
            return labels;
        } catch (JsonParseException
                | ClassCastException
                | IllegalStateException
                | UnsupportedOperationException
                | NullPointerException malformed) {
            throw new IOException("cannot read labels from " + card + ": " + malformed.getMessage(), malformed);
        }
    }

    private static List<String> labels(JsonObject head) {
        return head.getAsJsonArray("labels").asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    private static Map<String, Double> shares(JsonObject json, String key) throws IOException {
        Map<String, Double> shares = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry : json.getAsJsonObject(key).entrySet()) {
            double confidence = entry.getValue().getAsDouble();
            if (!(confidence >= 0 && confidence <= 1)) {
                throw new IOException(key + " of " + entry.getKey() + " must be 0–1, was " + entry.getValue());
            }
            shares.put(entry.getKey(), confidence);
        }
        return shares;
    }

    private static double mostUnknown(JsonObject json) throws IOException {
        if (!json.has(MOST_UNKNOWN)) return HALF;
        double share = json.get(MOST_UNKNOWN).getAsDouble();
        if (!(share >= 0 && share <= 1))
            throw new IOException(MOST_UNKNOWN + " must be 0–1, was " + json.get(MOST_UNKNOWN));
        return share;
    }

    private static String version(JsonObject json) {
        return json.has("version") ? json.get("version").getAsString() : "none";
    }

    private static Head head(JsonObject json, Safetensors file) throws IOException {
        String name = json.get("name").getAsString();
        List<String> labels = labels(json);
        long logits = labels.size() == 2 ? 1 : labels.size();
        float[] flat = file.tensor("heads." + name + ".weight", List.of(logits, (long) MiniLmProgram.WIDTH))
                .floats();
        List<Embedding> rows = new ArrayList<>();
        for (int i = 0; i < logits; i++) {
            rows.add(new Embedding(Arrays.copyOfRange(flat, i * MiniLmProgram.WIDTH, (i + 1) * MiniLmProgram.WIDTH)));
        }
        List<Float> bias = new ArrayList<>();
        for (float number :
                file.tensor("heads." + name + ".bias", List.of(logits)).floats()) bias.add(number);
        Optional<Lengths> lengths =
                json.has(LENGTHS) ? Optional.of(lengths(json.getAsJsonObject(LENGTHS))) : Optional.empty();
        return new Head(name, labels, rows, bias, json.get("temperature").getAsDouble(), lengths);
    }

    private static Lengths lengths(JsonObject json) {
        List<List<Double>> tokens = new ArrayList<>();
        for (JsonElement row : json.getAsJsonArray("tokens")) tokens.add(numbers(row.getAsJsonArray()));
        return new Lengths(numbers(json.getAsJsonArray("levels")), tokens);
    }

    private static List<Double> numbers(JsonArray array) {
        return array.asList().stream().map(JsonElement::getAsDouble).toList();
    }
}
