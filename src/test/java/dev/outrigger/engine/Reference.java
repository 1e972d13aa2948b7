package dev.outrigger.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Answers recorded in float32 by transformers; {@code src/test/resources/engine/README.md} says how.
 *
 * @param tokens of the templated prompt
 * @param greedy the 40 tokens that follow; the end mark does not stop them
 * @param text of the greedy tokens before the first end mark
 * @param steps the 128 best tokens and logits at each of the first 24 steps
 */
record Reference(String prompt, List<Integer> tokens, List<Integer> greedy, String text, List<Candidates> steps) {
    private static final int STEPS = 24;
    private static final int BEST = 128;

    static List<Reference> read() throws IOException {
        ByteBuffer logits = ByteBuffer.wrap(bytes("reference.bin")).order(ByteOrder.LITTLE_ENDIAN);
        List<Reference> all = new ArrayList<>();
        for (JsonNode answer : json("reference.json")) {
            List<Candidates> steps =
                    IntStream.range(0, STEPS).mapToObj(i -> candidates(logits)).toList();
            all.add(new Reference(
                    answer.get("prompt").asText(),
                    ints(answer.get("tokens")),
                    ints(answer.get("greedy")),
                    answer.get("text").asText(),
                    steps));
        }
        return all;
    }

    static JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(bytes(name));
    }

    static List<Integer> ints(JsonNode array) {
        List<Integer> values = new ArrayList<>();
        array.forEach(value -> values.add(value.asInt()));
        return values;
    }

    static int[] array(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    private static Candidates candidates(ByteBuffer bytes) {
        int[] tokens = new int[BEST];
        float[] logits = new float[BEST];
        for (int i = 0; i < BEST; i++) tokens[i] = bytes.getInt();
        for (int i = 0; i < BEST; i++) logits[i] = bytes.getFloat();
        return new Candidates(tokens, logits);
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream stream = Reference.class.getResourceAsStream("/engine/" + name)) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        }
    }
}
