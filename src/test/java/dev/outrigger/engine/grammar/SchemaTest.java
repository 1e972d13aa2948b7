package dev.outrigger.engine.grammar;

import static dev.outrigger.engine.grammar.Texts.assertNot;
import static dev.outrigger.engine.grammar.Texts.assertWhole;

import org.junit.jupiter.api.Test;

class SchemaTest {
    @Test
    void typesAllowTheirKindsAlone() {
        assertWhole("{'type':'string'}".replace('\'', '"'), "\"\"", "\"a\"", "\"\\u00e9\\n\"");
        assertNot("{'type':'string'}".replace('\'', '"'), "1", "null", "[]", "{}");
        assertWhole("{'type':['integer','null']}".replace('\'', '"'), "1", "-20", "0", "null");
        assertNot("{'type':['integer','null']}".replace('\'', '"'), "1.5", "1e3", "-0", "01", "\"1\"", "true");
        assertWhole("{'type':'number'}".replace('\'', '"'), "1", "-0.5", "1.25e-3", "0");
        assertWhole("{'type':'boolean'}".replace('\'', '"'), "true", "false");
        assertWhole("true", "{\"a\": [1, \"b\", null, {}]}", "3", "\"x\"");
        assertWhole("{}", "{\"a\": [1, \"b\", null, {}]}", "3", "\"x\"");
    }

    @Test
    void membersComeInTheSchemasOrder() {
        String schema = """
                {"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"string"},"c":{"type":"null"}},
                 "required":["c","a"]}""";
        assertWhole(
                schema, "{\"a\":1,\"b\":\"x\",\"c\":null}", "{\"a\":1,\"c\":null}", "{\n  \"a\": 1,\n  \"c\": null\n}");
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
        assertNot(schema, "{\"b\":true,\"\\u0062\":true}", "{\"a\\\"\":true,\"a\\\"\":true}");
        assertWhole(schema, "{\"a\\\"\":true,\"a\":1}".replace("\"a\":1", "\"q\":true"), "{\"ä\":true,\"ö\":false}");
    }
}
