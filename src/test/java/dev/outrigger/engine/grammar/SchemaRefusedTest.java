package dev.outrigger.engine.grammar;

import static dev.outrigger.engine.grammar.Texts.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not promised is refused, in words that say where and why. */
class SchemaRefusedTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "not",
                "if",
                "then",
                "else",
                "dependentRequired",
                "dependentSchemas",
                "dependencies",
                "propertyNames",
                "unevaluatedProperties",
                "unevaluatedItems",
                "contains",
                "minContains",
                "maxContains",
                "$dynamicRef",
                "$recursiveRef"
            })
    void keywordsThatAreNotKept(String keyword) {
        assertRefused(
                "#/properties/a: " + keyword + " {\"x\":1} cannot be promised",
                "{\"properties\":{\"a\":{\"" + keyword + "\":{\"x\":1}}}}");
    }

    @Test
    void valuesOfKeywordsThatAreNotKept() {
        assertRefused("#: uniqueItems true cannot be promised", "{\"type\":\"array\",\"uniqueItems\":true}");
        assertRefused("#: multipleOf 0.5 is kept as 1 alone", "{\"type\":\"number\",\"multipleOf\":0.5}");
        assertRefused("#: format \"uri\" cannot be promised", "{\"type\":\"string\",\"format\":\"uri\"}");
        assertRefused(
                "#/items: pattern \"(?=a)b\" has a group that looks around or sets flags before its character 3",
                "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"pattern\":\"(?=a)b\"}}");
        assertRefused(
                "#: patternProperties \"a\\\\b\" has an escape that is not kept before its character 4",
                "{\"patternProperties\":{\"a\\\\b\":true}}");
        assertRefused(
                "#: minProperties cannot be promised beyond what is required",
                "{\"type\":\"object\",\"minProperties\":1}");
        assertRefused("#: maxProperties cannot be promised", "{\"type\":\"object\",\"maxProperties\":1}");
        assertRefused("#/items: $id \"x\" is kept at the root alone", "{\"items\":{\"$id\":\"x\"}}");
    }

    @Test
    void oneOfWhoseBranchesMayBothHold() {
        assertRefused(
                "#: oneOf must have branches that no value fits two of, as may be of 0 and 2",
                "{\"oneOf\":[{\"type\":\"integer\"},{\"type\":\"string\"},{\"type\":\"number\",\"minimum\":3}]}");
        assertRefused(
                "#: oneOf must have branches that no value fits two of, as may be of 0 and 1",
                "{\"oneOf\":[{\"properties\":{\"a\":true},\"required\":[\"a\"]},{\"properties\":{\"b\":true}}]}");
        assertRefused(
                "#: oneOf must have branches that no value fits two of, as may be of 0 and 1",
                "{\"oneOf\":[{\"format\":\"date\"},{\"format\":\"time\"}]}");
    }

    @Test
    void whatPointsElsewhereOrInACircle() {
        assertRefused(
                "#: $ref \"other.json#/a\" must point into its own schema, as #/$defs/NAME",
                "{\"$ref\":\"other.json#/a\"}");
        assertRefused("#: $ref \"#/$defs/a\" must point to what is there", "{\"$ref\":\"#/$defs/a\"}");
        assertRefused("#: $ref \"#/$defs/%zz\" must be well-formed", "{\"$ref\":\"#/$defs/%zz\"}");
        assertRefused("#: must not be told by itself", "{\"$ref\":\"#\"}");
        assertRefused(
                "#/$defs/a: must not be told by itself",
                "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"anyOf\":[{\"type\":\"null\"},{\"$ref\":\"#/$defs/a\"}]}}}");
    }

    @Test
    void whatNoValueFits() {
        String words = "#: is a schema that no value fits";
        assertRefused(words, "false");
        assertRefused(words, "{\"enum\":[]}");
        assertRefused(words, "{\"allOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}");
        assertRefused(words, "{\"type\":\"integer\",\"minimum\":2,\"maximum\":1}");
        assertRefused(words, "{\"pattern\":\"^a$\",\"minLength\":2}");
        assertRefused(words, "{\"allOf\":[{\"pattern\":\"^a\"},{\"pattern\":\"^b\"}]}");
        assertRefused(words, "{\"required\":[\"a\"],\"additionalProperties\":false}");
        assertRefused(words, "{\"properties\":{\"a\":{\"$ref\":\"#\"}},\"required\":[\"a\"]}");
        assertRefused(words, "{\"type\":\"array\",\"minItems\":3,\"maxItems\":2}");
    }

    @Test
    void whatIsNoSchema() {
        assertRefused("#: must be a schema: an object, true or false", "[]");
        assertRefused("#: type \"strng\" must be a type of JSON Schema, or an array of them", "{\"type\":\"strng\"}");
        assertRefused("#: type 3 must be a string", "{\"type\":3}");
        assertRefused("#: minLength -1 must be a whole number of at least 0", "{\"minLength\":-1}");
        assertRefused("#: exclusiveMinimum true must be a number", "{\"minimum\":1,\"exclusiveMinimum\":true}");
        assertRefused("#: required true must be an array", "{\"properties\":{\"a\":true},\"required\":true}");
        assertRefused("#: required [1] must be an array of strings", "{\"required\":[1]}");
        assertRefused("#: properties [] must be an object", "{\"properties\":[]}");
        assertRefused("#: properties 1 must be a schema", "{\"properties\":{\"a\":1}}");
        assertRefused("#: uniqueItems 1 must be true or false", "{\"uniqueItems\":1}");
        assertRefused("#: must not name a field twice, as \"a\"", "{\"a\":1,\"a\":2}");
        for (String malformed : new String[] {"{}{}", "", "{", "{a:1}", "{'a':1}", "[1,]", "nul", "[".repeat(200)})
            assertRefused("#: must be one JSON value of at most 128 levels", malformed);
    }

    @Test
    void longValuesAreCutInMessages() {
        String format = "x".repeat(200);
        assertRefused(
                "#: format \"" + "x".repeat(SchemaRefused.MAX_VALUE_CHARS - 1) + "… cannot be promised",
                "{\"format\":\"" + format + "\"}");
    }
}
