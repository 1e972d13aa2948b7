package dev.outrigger.engine.grammar;

import static dev.outrigger.engine.grammar.Texts.assertNot;
import static dev.outrigger.engine.grammar.Texts.assertWhole;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

/** What each keyword that is kept means. */
class SchemaTest {
    @Test
    void typesAllowTheirKindsAlone() {
        assertWhole("{\"type\":\"string\"}", "\"\"", "\"a\"", "\"\\u00e9\\n\"");
        assertNot("{\"type\":\"string\"}", "1", "null", "[]", "{}", "\"a", "a");
        assertWhole("{\"type\":[\"integer\",\"null\"]}", "1", "-20", "0", "null", " 1", " null");
        assertNot("{\"type\":[\"integer\",\"null\"]}", "1.5", "1e3", "-0", "01", "\"1\"", "true", "1 ");
        assertWhole("{\"type\":\"number\"}", "1", "-0.5", "1.25e-3", "0");
        assertNot("{\"type\":\"number\"}", ".5", "1.", "+1", "NaN", "0x1", "-");
        assertWhole("{\"type\":\"boolean\"}", "true", "false");
        assertWhole("{\"type\":\"string\",\"nullable\":true}", "null", "\"a\"");
    }

    @Test
    void noTypeMeansWhatTheKeywordsAreAboutAndElseAnything() {
        for (String any : new String[] {"true", "{}", "{\"title\":\"x\",\"x-of-mine\":1}"})
            assertWhole(any, "{\"a\": [1, \"b\", null, {}]}", "3", "\"x\"");
        assertNot("{\"properties\":{\"a\":true}}", "1", "[]");
        assertNot("{\"minItems\":1}", "1", "[]", "{}");
        assertNot("{\"pattern\":\"a\"}", "1", "\"b\"");
        assertNot("{\"minimum\":1}", "\"a\"", "0");
    }

    @Test
    void membersComeInTheSchemasOrder() {
        String schema = """
                {"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"string"},"c":{"type":"null"}},
                 "required":["c","a"]}""";
        assertWhole(schema, "{\"a\":1,\"b\":\"x\",\"c\":null}", "{\"a\":1,\"c\":null}", "{ \"a\": 1, \"c\": null }");
        assertNot(schema, "{\"c\":null,\"a\":1}", "{\"a\":1}", "{\"b\":\"x\",\"a\":1,\"c\":null}", "{}");
        assertNot(schema, "{\"a\":1,\"c\":null,\"d\":1}", "{\"a\":1,\"a\":1,\"c\":null}", "{\"a\":1,,\"c\":null}");
        assertNot(schema, "{\"a\":1,\"c\":null,}", "{,\"a\":1,\"c\":null}", "{\"a\" 1,\"c\":null}");
    }

    @Test
    void otherMembersComeAfterTheKnownAndNoneTwice() {
        String schema = """
                {"properties":{"a":{"type":"integer"},"ab":{"type":"integer"}},"additionalProperties":{"type":"boolean"}}""";
        assertWhole(schema, "{}", "{\"a\":1}", "{\"a\":1,\"b\":true,\"abc\":false}", "{\"b\":true,\"\":false}");
        assertNot(schema, "{\"b\":true,\"a\":1}", "{\"b\":true,\"b\":true}", "{\"b\":1}", "{\"a\":true}");
        assertWhole(schema, "{\"a\\\"\":true,\"q\":true}", "{\"ä\":true,\"ö\":false}");
        assertNot(schema, "{\"a\\\"\":true,\"a\\\"\":true}", "{\"b\":true,\"\\u0062\":true}");
    }

    @Test
    void otherMembersAreThereOnlyIfAskedForWhereSomeAreNamed() {
        assertNot("{\"properties\":{\"a\":true}}", "{\"b\":1}");
        assertWhole("{\"properties\":{\"a\":true},\"additionalProperties\":true}", "{\"b\":1}");
        assertWhole("{\"type\":\"object\"}", "{\"b\":1}");
        assertWhole("{\"required\":[\"r\"]}", "{\"r\":1}", "{\"r\":[],\"b\":1}");
        assertNot("{\"required\":[\"r\"]}", "{}", "{\"b\":1}");
        assertNot("{\"type\":\"object\",\"additionalProperties\":false}", "{\"b\":1}");
    }

    @Test
    void patternsOfNamesSayWhatTheirMembersAre() {
        String schema = """
                {"properties":{"x1":{"minimum":5}},"patternProperties":{"^x":{"type":"integer"},"1$":{"maximum":9}},
                 "additionalProperties":{"type":"null"}}""";
        assertWhole(
                schema, "{\"x1\":7}", "{\"x2\":70}", "{\"y1\":-3}", "{\"z\":null}", "{\"x11\":9,\"z\":null,\"x2\":1}");
        assertNot(schema, "{\"x1\":4}", "{\"x1\":10}", "{\"x2\":null}", "{\"y1\":10}", "{\"z\":1}", "{\"x11\":10}");
    }

    @Test
    void namesOfAFewAreUsedUp() {
        String schema = "{\"patternProperties\":{\"^a[bc]$\":true},\"properties\":{\"ab\":true}}";
        assertWhole(schema, "{\"ac\":1}", "{\"ab\":1,\"ac\":2}", "{}");
        Grammar grammar = Grammar.schema(schema);
        for (String impossible : new String[] {"{\"ac\":1,", "{\"ac\":1,\"", "{\"ab\":1,\"ac\":1,"})
            assertFalse(Texts.begins(grammar, impossible), impossible);
    }

    @Test
    void itemsAndTheFirstOfThemHaveSchemas() {
        String schema = "{\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"minItems\":1,\"maxItems\":3}";
        assertWhole(schema, "[1]", "[1,2,3]", "[ 1 , 2 ]", "[1, 2]");
        assertNot(schema, "[]", "[1,2,3,4]", "[\"a\"]", "[1,]", "[,1]", "[1 2]");
        String tuple = "{\"prefixItems\":[{\"type\":\"integer\"},{\"type\":\"string\"}],\"minItems\":1}";
        assertWhole(tuple, "[1]", "[1,\"a\"]");
        assertNot(tuple, "[]", "[\"a\"]", "[1,\"a\",2]");
        assertWhole("{\"prefixItems\":[{\"type\":\"integer\"}],\"items\":{\"type\":\"null\"}}", "[]", "[1,null,null]");
        assertWhole("{\"items\":[{\"type\":\"integer\"}],\"additionalItems\":{\"type\":\"null\"}}", "[1,null]");
        assertWhole("{\"prefixItems\":[{\"type\":\"integer\"}],\"minItems\":2}", "[1,{}]");
        assertNot("{\"items\":false}", "[1]");
    }

    @Test
    void valuesAreThoseThatAreNamed() {
        String schema = "{\"enum\":[\"a\",\"a\\\"b\",12,1.50,true,null,{\"k\":[1]},[]]}";
        assertWhole(schema, "\"a\"", "\"a\\\"b\"", "12", "1.50", "true", "null", "{ \"k\": [ 1 ] }", "[]");
        assertNot(schema, "\"b\"", "1", "123", "false", "{}", "{\"k\":[]}", "[1]");
        assertWhole("{\"enum\":[\"a\",1,2.5,\"abc\"],\"type\":[\"string\",\"integer\"],\"maxLength\":2}", "\"a\"", "1");
        assertNot(
                "{\"enum\":[\"a\",1,2.5,\"abc\"],\"type\":[\"string\",\"integer\"],\"maxLength\":2}", "2.5", "\"abc\"");
        assertNot("{\"const\":\"x\",\"enum\":[\"x\",\"y\"]}", "\"y\"");
    }

    @Test
    void alternativesAreAnyOfTheirBranchesBesideWhatStandsBesideThem() {
        String schema = """
                {"properties":{"a":{"type":"integer"},"b":{"type":"integer"}},"anyOf":[{"required":["a"]},{"required":["b"]}]}""";
        assertWhole(schema, "{\"a\":1}", "{\"b\":1}", "{\"a\":1,\"b\":2}");
        assertNot(schema, "{}", "{\"a\":\"x\"}");
        assertWhole(
                "{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"integer\",\"minimum\":3},{\"const\":\"x\"}]}",
                "5",
                "\"x\"");
    }

    @Test
    void allOfWhatMustHoldIsOne() {
        String schema = """
                {"allOf":[{"properties":{"a":{"type":"number","minimum":2}},"required":["a"]},
                          {"properties":{"b":{"type":"string"},"a":{"type":"integer"}}}]}""";
        assertWhole(schema, "{\"a\":2}", "{\"a\":3,\"b\":\"x\"}");
        assertNot(schema, "{\"a\":1}", "{\"a\":2.5}", "{\"b\":\"x\"}");
        assertNot(
                "{\"allOf\":[{\"properties\":{\"a\":true},\"additionalProperties\":false},{\"properties\":{\"b\":true}}]}",
                "{\"b\":1}");
    }

    @Test
    void referencesMayPointToWhatTheyStandIn() {
        String schema = """
                {"$ref":"#/$defs/list","$defs":{"list":{"type":"object","properties":
                 {"v":{"type":"integer"},"next":{"anyOf":[{"$ref":"#/$defs/list"},{"type":"null"}]}},"required":["v","next"]}}}""";
        assertWhole(schema, "{\"v\":1,\"next\":null}", "{\"v\":1,\"next\":{\"v\":2,\"next\":null}}");
        assertNot(schema, "{\"v\":1}", "{\"v\":1,\"next\":{\"v\":2}}");
        assertWhole("{\"$ref\":\"#/definitions/a~1b%25\",\"definitions\":{\"a/b%\":{\"const\":1}}}", "1");
        assertWhole("{\"items\":{\"$ref\":\"#\"}}", "[]", "[[],[[]]]");
    }

    @Test
    void lengthsCountCharacters() {
        String schema = "{\"type\":\"string\",\"minLength\":2,\"maxLength\":3}";
        assertWhole(schema, "\"ab\"", "\"👍é\"", "\"\\ud83d\\udc4d\\n\"", "\"\\u00e9日a\"");
        assertNot(schema, "\"a\"", "\"abcd\"", "\"\\ud83d\\udc4d\"", "\"👍\"");
        assertWhole("{\"pattern\":\"^a+$\",\"minLength\":2,\"maxLength\":4}", "\"aa\"", "\"aaaa\"");
        assertNot("{\"pattern\":\"^a+$\",\"minLength\":2,\"maxLength\":4}", "\"a\"", "\"aaaaa\"");
        assertNot("{\"pattern\":\"^(aa)+$\",\"maxLength\":3}", "\"aaa\"");
        assertFalse(Texts.begins(Grammar.schema("{\"pattern\":\"^(aa)+$\",\"maxLength\":3}"), "\"aaa"));
    }

    @Test
    void formatsAreHeld() {
        assertWhole("{\"format\":\"date\"}", "\"2024-02-29\"", "\"1999-12-31\"");
        assertNot("{\"format\":\"date\"}", "\"2023-02-29\"", "\"1900-02-29\"", "\"2023-04-31\"", "\"2023-13-01\"");
        assertWhole("{\"type\":\"string\",\"format\":\"date-time\"}", "\"2024-02-29T23:59:59.25+14:00\"");
        assertNot("{\"type\":\"string\",\"format\":\"date-time\"}", "\"2024-02-29\"", "\"2024-02-29T24:00:00Z\"");
        assertWhole("{\"format\":\"uuid\"}", "\"123e4567-e89b-12d3-a456-426614174000\"");
        assertWhole("{\"format\":\"ipv4\"}", "\"255.0.10.199\"");
        assertNot("{\"format\":\"ipv4\"}", "\"256.0.0.1\"", "\"01.2.3.4\"");
        assertWhole("{\"format\":\"email\"}", "\"ann.lee@mail.example.org\"");
        assertWhole("{\"format\":\"hostname\"}", "\"localhost\"", "\"a-b.example.org\"");
        assertNot("{\"format\":\"hostname\"}", "\"-a.org\"", "\"a..b\"", "\"a--b.org\"", "\"1\"");
        assertNot("{\"format\":\"email\"}", "\"ann\"", "\"a@b\"");
        assertWhole("{\"type\":\"integer\",\"format\":\"int64\"}", "5");
    }

    @Test
    void numbersLieBetweenTheirBounds() {
        assertWhole("{\"type\":\"integer\",\"minimum\":-5,\"exclusiveMaximum\":12}", "-5", "0", "11");
        assertNot("{\"type\":\"integer\",\"minimum\":-5,\"exclusiveMaximum\":12}", "-6", "12", "100");
        assertWhole("{\"type\":\"number\",\"exclusiveMinimum\":0,\"maximum\":0.5}", "0.5", "0.001", "0.50");
        assertNot("{\"type\":\"number\",\"exclusiveMinimum\":0,\"maximum\":0.5}", "0", "0.0", "0.51", "1", "1e-3");
        assertWhole("{\"type\":\"number\",\"multipleOf\":1.0}", "7");
        assertNot("{\"type\":\"number\",\"multipleOf\":1}", "7.5");
    }
}
