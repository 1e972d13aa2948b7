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

/**
 * An answer recorded in float32 by transformers; {@code src/test/resources/engine/README.md} says how.
 *
 * @param tokens of the templated prompt
 * @param greedy the tokens that follow; the end mark does not stop them
 * @param text of the greedy tokens before the first end mark
 * @param steps the 64 best tokens and logits at each step
 */
record Reference(String prompt, List<Integer> tokens, List<Integer> greedy, String text, List<Candidates> steps) {
    private static final int BEST = 64;

    /** Five chats of 40 tokens. */
    static List<Reference> read() throws IOException {
        List<Reference> all = all();
        return all.subList(0, all.size() - 1);
    }

    /** A few tokens without template, for arithmetic so exact that it is slow. */
    static Reference brief() throws IOException {
        return all().getLast();
    }

    private static List<Reference> all() throws IOException {
        ByteBuffer logits = ByteBuffer.wrap(bytes("reference.bin")).order(ByteOrder.LITTLE_ENDIAN);
        JsonNode json = json("reference.json");
        List<Reference> all = new ArrayList<>();
        for (JsonNode answer : json.get("answers")) all.add(of(answer, logits));
        all.add(of(json.get("short"), logits));
        return all;
    }

    private static Reference of(JsonNode answer, ByteBuffer logits) {
        List<Integer> greedy = ints(answer.get("greedy"));
        return new Reference(
                answer.get("prompt").asText(),
                ints(answer.get("tokens")),
                greedy,
                answer.get("text").asText(),
                greedy.stream().map(step -> candidates(logits)).toList());
    }

    /** How far transformers in bfloat16 is from the recorded float32. */
    static Distance bfloat16() throws IOException {
        JsonNode apart = json("reference.json").get("bfloat16");
        return new Distance(
                apart.get("meanDifference").asDouble(),
                apart.get("worstDifference").asDouble(),
                apart.get("meanDivergence").asDouble(),
                apart.get("worstDivergence").asDouble());
    }

    /** How much more the best token of a step scores than the second. */
    double margin(int step) {
        float[] logits = steps.get(step).logits();
        return logits[0] - logits[1];
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
