package dev.outrigger.engine.grammar;

import static dev.outrigger.engine.grammar.Sample.pick;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Random schemas of values that hold no others. */
final class ScalarSamples {
    static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final List<String> CHARACTERS =
            List.of("a", "b", "Z", "0", " ", "\"", "\\", "/", "\n", "\u0001", "é", "日", "👍", "}", ",", ":");

    private static final Map<String, List<String>> PATTERNS = Map.of(
            "^[a-z]{2,5}$", List.of("ab", "hello"),
            "[0-9]+", List.of("a1", "7", "x\"9\\"),
            "^x-", List.of("x-", "x-\n"),
            "^(foo|bar)+$", List.of("foo", "barfoo"),
            "^\\d{3}-\\d{4}$", List.of("555-1234"),
            "^.{3}$", List.of("a\"b", "日本語", "👍👍👍"),
            "^[^a-z]*$", List.of("", "A \\", "é👍"),
            "(^a|b$)", List.of("a", "ab", "xb"));

    private static final Map<String, List<String>> FORMATS = Map.of(
            "date", List.of("2024-02-29", "1999-12-31"),
            "time", List.of("23:59:59Z", "00:00:00.5+01:30"),
            "date-time", List.of("2000-02-29T12:00:00Z"),
            "uuid", List.of("123e4567-e89b-12d3-a456-426614174000"),
            "email", List.of("a.b@example.com", "x@y.org"),
            "ipv4", List.of("0.0.0.0", "255.1.20.199"));

    private ScalarSamples() {}

    static Sample of(RandomGenerator random) {
        return switch (random.nextInt(12)) {
            case 0 -> typed("null", NODES.nullNode());
            case 1 -> new Sample(type("boolean"), r -> NODES.booleanNode(r.nextBoolean()));
            case 2 -> integers(random);
            case 3 -> numbers(random);
            case 4 -> named(random);
            case 5 -> formed("pattern", PATTERNS, random);
            case 6 -> formed("format", FORMATS, random);
            case 7 -> formedOfALength(random);
            case 8 -> joined(random);
            default -> strings(random);
        };
    }

    static ObjectNode type(String type) {
        return NODES.objectNode().put("type", type);
    }

    private static Sample typed(String type, JsonNode value) {
        return new Sample(type(type), random -> value);
    }

    static Sample integers(RandomGenerator random) {
        ObjectNode schema = type("integer");
        long low = random.nextInt(2_000) - 1_000L;
        long high = low + random.nextInt(1_500);
        if (random.nextBoolean()) schema.put("minimum", low);
        else schema.put("exclusiveMinimum", low - 1);
        if (random.nextBoolean()) schema.put("maximum", high);
        else schema.put("exclusiveMaximum", new BigDecimal(high).add(new BigDecimal("0.5")));
        if (random.nextInt(4) == 0) return new Sample(type("integer"), r -> NODES.numberNode(r.nextLong(1L << 40)));
        return new Sample(schema, r -> NODES.numberNode(r.nextLong(low, high + 1)));
    }

    private static Sample numbers(RandomGenerator random) {
        if (random.nextInt(3) == 0)
            return new Sample(type("number"), r -> NODES.numberNode(decimal(r.nextInt(2_000_000) - 1_000_000, 3)));
        int low = random.nextInt(20_000) - 10_000;
        int width = 1 + random.nextInt(3_000);
        ObjectNode schema =
                type("number").put("minimum", decimal(low, 2)).put("exclusiveMaximum", decimal(low + width, 2));
        return new Sample(schema, r -> NODES.numberNode(decimal(low * 10 + r.nextInt(width * 10), 3)));
    }

    private static BigDecimal decimal(int digits, int scale) {
        return new BigDecimal(BigInteger.valueOf(digits), scale);
    }

    static Sample strings(RandomGenerator random) {
        ObjectNode schema = type("string");
        int low = random.nextInt(3);
        int high = low + random.nextInt(5);
        if (random.nextBoolean()) schema.put("minLength", low);
        if (random.nextBoolean()) schema.put("maxLength", high);
        return new Sample(schema, r -> NODES.textNode(text(r, low + r.nextInt(high - low + 1))));
    }

    static String text(RandomGenerator random, int characters) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < characters; i++) text.append(pick(random, CHARACTERS));
        return text.toString();
    }

    private static Sample formed(String keyword, Map<String, List<String>> forms, RandomGenerator random) {
        Map.Entry<String, List<String>> form = pick(random, List.copyOf(forms.entrySet()));
        return new Sample(type("string").put(keyword, form.getKey()), r -> NODES.textNode(pick(r, form.getValue())));
    }

    private static Sample formedOfALength(RandomGenerator random) {
        int low = 1 + random.nextInt(3);
        int high = low + random.nextInt(3);
        ObjectNode schema = type("string")
                .put("pattern", "^(a|bé)+$")
                .put("minLength", 2 * low)
                .put("maxLength", 2 * high);
        schema.putArray("type").add("string").add("null");
        return new Sample(schema, r -> switch (r.nextInt(3)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.textNode("aa".repeat(low + r.nextInt(high - low + 1)));
            default -> NODES.textNode("bé".repeat(low) + "a".repeat(2 * (high - low)));
        });
    }

    /** A number that several schemas bound. */
    private static Sample joined(RandomGenerator random) {
        int low = random.nextInt(100);
        ObjectNode schema = type("number").put("minimum", low - 7);
        schema.putArray("allOf")
                .add(NODES.objectNode().put("minimum", low))
                .add(type("integer").put("maximum", low + 9));
        return new Sample(schema, r -> NODES.numberNode(low + r.nextInt(10)));
    }

    private static Sample named(RandomGenerator random) {
        List<JsonNode> values = new ArrayList<>(List.of(
                NODES.textNode("red"),
                NODES.textNode("re\"d\\"),
                NODES.textNode(""),
                NODES.numberNode(new BigDecimal("1.5")),
                NODES.numberNode(-12),
                NODES.booleanNode(true),
                NODES.nullNode()));
        values.add(NODES.objectNode().put("k", 1).put("l", "x"));
        values.add(NODES.arrayNode().add("x").add(NODES.arrayNode()));
        if (random.nextBoolean()) {
            JsonNode value = pick(random, values);
            ObjectNode schema = NODES.objectNode();
            schema.set("const", value);
            return new Sample(schema, r -> value);
        }
        ArrayNode list = NODES.arrayNode();
        for (int i = 0; i <= random.nextInt(5); i++) list.add(values.remove(random.nextInt(values.size())));
        ObjectNode schema = NODES.objectNode();
        schema.set("enum", list);
        return new Sample(schema, r -> list.get(r.nextInt(list.size())));
    }
}
