package dev.outrigger.dialect.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPathTest {
    private static boolean has(String object, String path) {
        return JsonObjectText.read(Bytes.of(object.replace('\'', '"'))).text().has(FieldPath.of(path));
    }

    private static String refusal(String path) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> FieldPath.of(path))
                .getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "temperature",
                "generationConfig.topK",
                "tools[].function.strict",
                "messages[].content[].cache_control",
                "a.b-c.$d"
            })
    void isWrittenAsItIsRead(String path) {
        assertEquals(path, FieldPath.of(path).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "a.", ".a", "a..b", "a[0].b", "a[].", "a b", "a[", "[]", "a.[]", "a[][].b", "a\"b"})
    void isNothingElseThanNamesAndItems(String path) {
        String rule = refusal(path);

        assertTrue(rule.contains("names with a dot between two, and [] after that of an array"), rule);
    }

    @Test
    void endsWithAFieldAndNotWithItsItems() {
        assertEquals("paths that end with a field, not with its items, not tools[]", refusal("tools[]"));
    }

    @Test
    void isNoLongerThanAnyVendorsJsonIsDeep() {
        String longest = "a" + ".a".repeat(FieldPath.MAX_STEPS - 1);

        assertEquals(longest, FieldPath.of(longest).toString());
        assertThrows(IllegalArgumentException.class, () -> FieldPath.of(longest + ".a"));
        assertThrows(IllegalArgumentException.class, () -> FieldPath.of("a".repeat(65)));
    }

    @Test
    void findsAFieldWhereItSays() {
        String request = "{'tools':[{},{'function':{'strict':true}}],'options':{'num_ctx':1},'top_k':2}";

        assertTrue(has(request, "tools[].function.strict"));
        assertTrue(has(request, "options.num_ctx"));
        assertTrue(has(request, "top_k"));
    }

    @Test
    void findsNoFieldThatIsElsewhere() {
        String request = "{'tools':[{'function':{'strict':true}}],'options':{'num_ctx':1},'list':[{'x':1}]}";

        for (String path :
                new String[] {"strict", "tools.function.strict", "options[].num_ctx", "options.num_ctx.x", "list.x", "x"
                }) assertFalse(has(request, path), path);
    }

    /** Gemini reads both, and writes one of them in its errors. */
    @Test
    void takesSnakeAndCamelCaseForOne() {
        assertTrue(has("{'generation_config':{'top_k':1}}", "generationConfig.topK"));
        assertTrue(has("{'generationConfig':{'topK':1}}", "generation_config.top_k"));
        assertTrue(has("{'topK':1}", "top_k"));
        assertFalse(has("{'TopK':1}", "top_k"));
    }

    @Test
    void doesNotLookIntoARequestThatWasLetGo() {
        JsonObjectText text =
                JsonObjectText.read(Bytes.of("{\"a\":{\"b\":1},\"c\":2}")).text();
        text.source().letGo();

        assertFalse(text.has(FieldPath.of("a.b")));
        assertTrue(text.has(FieldPath.of("c")));
    }
}
