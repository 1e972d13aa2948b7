package dev.outrigger.engine.grammar;

import static dev.outrigger.engine.grammar.Texts.assertNot;
import static dev.outrigger.engine.grammar.Texts.assertRefused;
import static dev.outrigger.engine.grammar.Texts.assertWhole;

import org.junit.jupiter.api.Test;

/** Branches of {@code oneOf} that are told apart, and by what. */
class OneOfTest {
    @Test
    void byTypesAndRanges() {
        assertWhole(
                "{\"oneOf\":[{\"type\":\"string\"},{\"type\":\"integer\"},{\"type\":\"null\"}]}", "\"a\"", "1", "null");
        String ranges =
                "{\"oneOf\":[{\"type\":\"integer\",\"maximum\":3},{\"type\":\"number\",\"exclusiveMinimum\":3}]}";
        assertWhole(ranges, "3", "3.5");
        assertWhole(
                "{\"oneOf\":[{\"type\":\"string\",\"maxLength\":2},{\"type\":\"string\",\"minLength\":3}]}", "\"abc\"");
        assertWhole("{\"oneOf\":[{\"type\":\"array\",\"maxItems\":1},{\"type\":\"array\",\"minItems\":2}]}", "[1,2]");
    }

    @Test
    void byValuesAndPatterns() {
        assertWhole(
                "{\"oneOf\":[{\"const\":\"a\"},{\"enum\":[\"b\",\"c\"]},{\"type\":\"string\",\"pattern\":\"^d\"}]}",
                "\"c\"",
                "\"dd\"");
        assertWhole(
                "{\"oneOf\":[{\"type\":\"string\",\"pattern\":\"^a\"},{\"type\":\"string\",\"pattern\":\"^b\"}]}",
                "\"b\"");
    }

    @Test
    void byAMemberThatOneOfThemRequires() {
        String kinds = """
                {"type":"object","required":["kind"],"oneOf":[
                 {"properties":{"kind":{"const":"cat"},"lives":{"type":"integer"}}},
                 {"properties":{"kind":{"const":"dog"},"name":{"type":"string"}}}]}""";
        assertWhole(kinds, "{\"kind\":\"cat\",\"lives\":9}", "{\"kind\":\"dog\"}");
        assertNot(kinds, "{\"kind\":\"cow\"}", "{\"kind\":\"dog\",\"lives\":9}", "{}");
        String closed = """
                {"oneOf":[{"type":"object","properties":{"a":true},"required":["a"]},
                          {"type":"object","properties":{"b":true},"additionalProperties":false}]}""";
        assertWhole(closed, "{\"a\":1}", "{\"b\":1}");
    }

    @Test
    void byWhatLiesDeeper() {
        assertWhole("""
                {"oneOf":[{"type":"object","properties":{"a":{"type":"object","properties":{"k":{"const":1}},"required":["k"]}},"required":["a"]},
                          {"type":"object","properties":{"a":{"type":"object","properties":{"k":{"const":2}},"required":["k"]}},"required":["a"]}]}""", "{\"a\":{\"k\":2}}");
        assertWhole("""
                {"oneOf":[{"type":"array","prefixItems":[{"const":"x"}],"minItems":1},
                          {"type":"array","prefixItems":[{"const":"y"}],"minItems":1}]}""", "[\"y\"]");
    }

    @Test
    void aTreeOfBranchesOfItsOwnKind() {
        String tree = """
                {"$ref":"#/$defs/e","$defs":{"e":{"oneOf":[{"type":"integer"},
                 {"type":"object","properties":{"op":{"const":"+"},"l":{"$ref":"#/$defs/e"},"r":{"$ref":"#/$defs/e"}},"required":["op","l","r"]},
                 {"type":"object","properties":{"op":{"const":"-"},"x":{"$ref":"#/$defs/e"}},"required":["op","x"]}]}}}""";
        assertWhole(tree, "1", "{\"op\":\"+\",\"l\":1,\"r\":{\"op\":\"-\",\"x\":2}}");
    }

    @Test
    void itGivesUpBelowAFewLevels() {
        String one = "{\"const\":1}";
        String two = "{\"const\":2}";
        for (int i = 0; i < 4; i++) {
            one = "{\"type\":\"object\",\"properties\":{\"a\":" + one + "},\"required\":[\"a\"]}";
            two = "{\"type\":\"object\",\"properties\":{\"a\":" + two + "},\"required\":[\"a\"]}";
        }
        assertRefused(
                "#: oneOf must have branches that no value fits two of, as may be of 0 and 1",
                "{\"oneOf\":[" + one + "," + two + "]}");
    }
}
