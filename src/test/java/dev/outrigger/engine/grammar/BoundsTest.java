package dev.outrigger.engine.grammar;

import static dev.outrigger.engine.grammar.Texts.assertRefused;
import static dev.outrigger.engine.grammar.Texts.assertWhole;
import static dev.outrigger.engine.grammar.Texts.begins;
import static dev.outrigger.engine.grammar.Texts.isWhole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each bound of a grammar is reached, and gone beyond. Those of what any JSON holds are in {@link JsonTest}. */
class BoundsTest {
    private static String list(int count, java.util.function.IntFunction<String> item) {
        return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(","));
    }

    @Test
    void ofTheSchemasText() {
        String filled = "{\"type\":\"null\",\"title\":\"%s\"}";
        assertWhole(filled.formatted("x".repeat(Bounds.SCHEMA_CHARS - 26)), "null");
        assertRefused("#: must have at most 262144 characters", filled.formatted("x".repeat(Bounds.SCHEMA_CHARS)));
        assertRefused("#: must have at most 50000 values", "{\"examples\":[" + list(50_000, i -> "1") + "]}");
        assertRefused(
                "#: must be one JSON value of at most 128 levels",
                "{\"items\":".repeat(129) + "true" + "}".repeat(129));
        String numbers = "#: must have numbers of at most 64 characters and exponents of at most 100";
        assertRefused(numbers, "{\"minimum\":" + "1".repeat(65) + "}");
        assertRefused(numbers, "{\"minimum\":1e101}");
        assertRefused(
                "#: minimum 1e50 must have at most 40 digits before its point, and as many after it",
                "{\"minimum\":1e50}");
    }

    @Test
    void ofRules() {
        assertRefused(
                "#: must have at most 10000 places for values",
                "{\"properties\":{" + list(Bounds.RULES + 1, i -> "\"p" + i + "\":{}") + "}}");
    }

    @Test
    void ofAlternatives() {
        assertWhole("{\"anyOf\":[" + list(Bounds.ALTERNATIVES, i -> "{\"const\":" + i + "}") + "]}", "63");
        assertRefused(
                "#: must be made in at most 64 ways",
                "{\"anyOf\":[" + list(Bounds.ALTERNATIVES + 1, i -> "{\"const\":" + i + "}") + "]}");
        String eight = "{\"anyOf\":[" + list(9, i -> "{\"minimum\":" + i + "}") + "]}";
        assertRefused("#: must be made in at most 64 ways", "{\"allOf\":[" + eight + "," + eight + "]}");
    }

    @Test
    void ofSchemasThatMustHoldTogether() {
        assertWhole("{\"allOf\":[" + list(Bounds.PARTS - 1, i -> "{\"minimum\":" + i + "}") + "]}", "254");
        assertRefused(
                "#/allOf/0: must join at most 256 schemas",
                "{\"allOf\":[" + list(Bounds.PARTS, i -> "{\"minimum\":" + i + "}") + "]}");
        assertRefused("#/allOf/0: must join at most 256 schemas", "{\"allOf\":[" + list(20_000, i -> "true") + "]}");
        assertRefused(
                "#/$defs/d256: must join at most 256 schemas",
                "{\"$ref\":\"#/$defs/d1\",\"$defs\":{"
                        + list(300, i -> "\"d" + i + "\":{\"$ref\":\"#/$defs/d" + (i + 1) + "\"}") + "}}");
    }

    @Test
    void ofNames() {
        String name = "n".repeat(Bounds.NAME_CHARS);
        assertWhole("{\"properties\":{\"" + name + "\":true}}", "{\"" + name + "\":1}");
        assertRefused(
                "#: names of members must have at most 1024 characters", "{\"properties\":{\"" + name + "n\":true}}");
        // Others may be of any length.
        Grammar open = Grammar.schema("{\"additionalProperties\":true}");
        assertTrue(isWhole(open, "{\"" + "n".repeat(100_000) + "\":1,\"" + "n".repeat(100_001) + "\":1}"));
    }

    @Test
    void ofEffortWhereNothingIsFound() {
        String eight = "{\"anyOf\":[" + list(8, i -> "{\"minimum\":" + i + "}") + "]}";
        assertRefused(
                "#: takes more than 10000000 steps to compile", "{\"allOf\":[" + list(12, i -> eight) + ",false]}");
    }

    @Test
    void ofAutomata() {
        // Some 540,000 cells each.
        assertRefused(
                "#/properties/b: pattern \"^.{0,501}$\" makes automata of more than 1048576 cells",
                "{\"properties\":{\"a\":{\"pattern\":\"^.{0,500}$\"},\"b\":{\"pattern\":\"^.{0,501}$\"}}}");
    }

    @Test
    void ofValuesThatAreNamed() {
        assertWhole("{\"enum\":[" + list(Bounds.ENUM_VALUES, String::valueOf) + "]}", "999");
        Grammar grammar = Grammar.schema("{\"enum\":[" + list(Bounds.ENUM_VALUES, i -> "\"value " + i + "\"") + "]}");
        assertTrue(isWhole(grammar, "\"value 999\""));
        String more = "{\"enum\":[" + list(Bounds.ENUM_VALUES + 1, String::valueOf) + "]}";
        assertRefused(
                "#: enum " + more.substring(8, 8 + SchemaRefused.MAX_VALUE_CHARS) + "… must have at most 1000 values",
                more);
    }

    @Test
    void ofPatternsOfNames() {
        assertWhole("{\"patternProperties\":{\"1\":true,\"2\":true,\"3\":true,\"4\":{\"const\":1}}}", "{\"14\":1}");
        assertRefused(
                "#: patternProperties must be at most 4 for one object",
                "{\"patternProperties\":{\"1\":true,\"2\":true,\"3\":true,\"4\":true,\"5\":true}}");
    }

    @Test
    void ofLeastCounts() {
        assertRefused("#: minItems must be at most 1000", "{\"minItems\":1001}");
        assertRefused("#: minLength must be at most 10000", "{\"minLength\":10001}");
        assertTrue(isWhole(Grammar.schema("{\"minLength\":10000}"), "\"" + "x".repeat(10_000) + "\""));
        assertTrue(isWhole(
                Grammar.schema("{\"items\":{\"const\":1},\"minItems\":1000}"), "[" + list(1_000, i -> "1") + "]"));
    }

    @Test
    void ofDepthAlsoWhereMoreIsRequired() {
        String node =
                "{\"type\":\"object\",\"properties\":{\"v\":{\"type\":\"array\",\"items\":{\"type\":\"array\"},\"minItems\":1},"
                        + "\"n\":{\"$ref\":\"#\"}},\"required\":[\"v\"]}";
        Grammar grammar = Grammar.schema(node);
        String inner = "{\"v\":[[]],\"n\":".repeat(Bounds.DEPTH - 3);
        String innermost = "{\"v\":[[]]" + "}".repeat(Bounds.DEPTH - 2);
        assertTrue(isWhole(grammar, inner + innermost));
        // The next node would have room for itself, but not for what it requires.
        assertFalse(begins(grammar, inner + "{\"v\":[[]],"));
        assertRefused(
                "#: must be met by a value of at most 64 levels",
                "{\"minItems\":1,\"items\":".repeat(Bounds.DEPTH + 1) + "true" + "}".repeat(Bounds.DEPTH + 1));
    }

    @Test
    void ofReadings() {
        // Each level may be read in two ways that never meet again.
        String schema = "{\"anyOf\":[{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#\"},\"b\":{\"const\":1}}},"
                + "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#\"},\"c\":{\"const\":1}}}]}";
        GrammarState state = Grammar.schema(schema)
                .start()
                .advance(Texts.bytes("{\"a\":".repeat(20)))
                .orElseThrow();
        assertEquals(Bounds.READINGS, state.readings());
        assertTrue(
                state.advance(Texts.bytes("{" + "}".repeat(21))).orElseThrow().isComplete());
    }

    @Test
    void readingsThatAreTheSameAreOne() {
        String schema =
                "{\"items\":{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"number\"},{\"type\":\"integer\",\"minimum\":0}]}}";
        GrammarState state = Grammar.schema(schema)
                .start()
                .advance(Texts.bytes("[" + list(50, String::valueOf) + ","))
                .orElseThrow();
        assertEquals(1, state.readings());
    }
}
