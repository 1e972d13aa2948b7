package dev.outrigger.dialect.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.outrigger.chat.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonEditTest {
    private static JsonEdit edit(String json) {
        return new JsonEdit(JsonObjectText.read(Bytes.of(json)).text());
    }

    @Test
    void handsTheSameBytesOnWhenNothingIsEdited() {
        // Given
        Bytes raw = Bytes.of(" { \"a\" : 1 } ");
        // When
        Bytes edited = new JsonEdit(JsonObjectText.read(raw).text())
                .remove("absent")
                .rename("absent", "b")
                .apply()
                .joined();
        // Then
        assertSame(raw, edited);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':1,'b':2,'c':3} | a | {'b':2,'c':3}",
                "{'a':1,'b':2,'c':3} | b | {'a':1,'c':3}",
                "{'a':1,'b':2,'c':3} | c | {'a':1,'b':2}",
                "{'a':1} | a | {}",
                "{ 'a' : 1 , 'b' : 2 } | a | {  'b' : 2 }",
                "{ 'a' : 1 , 'b' : 2 } | b | { 'a' : 1 }",
            },
            quoteCharacter = '`')
    void removesAFieldWithItsComma(String before, String name, String after) {
        // When
        String edited =
                edit(before.replace('\'', '"')).remove(name).apply().joined().utf8();
        // Then
        assertEquals(squeezed(after.replace('\'', '"')), squeezed(edited));
    }

    @Test
    void removesEveryField() {
        // When
        Bytes edited = edit("{\"a\":1, \"b\":[2], \"c\":{}}")
                .remove("a")
                .remove("b")
                .remove("c")
                .apply()
                .joined();
        // Then
        assertEquals("{}", edited.utf8());
    }

    @Test
    void givesAFieldAnotherValueAndLeavesTheSpacesAroundIt() {
        // When
        Bytes edited = edit("{\n  \"model\" :  \"auto\" ,\n  \"n\": 1\n}\n")
                .set("model", "\"mini\"")
                .apply()
                .joined();
        // Then
        assertEquals("{\n  \"model\" :  \"mini\" ,\n  \"n\": 1\n}\n", edited.utf8());
    }

    @Test
    void editsANumberThatEndsTheObject() {
        // When
        Bytes edited = edit("{\"a\":1,\"n\":12345}").set("n", "7").apply().joined();
        // Then
        assertEquals("{\"a\":1,\"n\":7}", edited.utf8());
    }

    @ParameterizedTest
    @CsvSource({"{}", "{ }", "'{\"a\":1}'", "'{ \"a\" : 1 }'"})
    void putsANewFieldFirst(String before) throws Exception {
        // When
        String edited = edit(before).set("new", "true").apply().joined().utf8();
        // Then
        assertEquals("{\"new\":true", edited.substring(0, 11));
        assertEquals(true, Json.STRICT.readTree(edited).path("new").asBoolean());
    }

    @Test
    void renamesAFieldAndLeavesItsSpacesAndValue() {
        // When
        Bytes edited = edit("{\"max_tokens\"\t: 5.0e1 }")
                .rename("max_tokens", "max_completion_tokens")
                .apply()
                .joined();
        // Then
        assertEquals("{\"max_completion_tokens\"\t: 5.0e1 }", edited.utf8());
    }

    @Test
    void keepsTheFieldThatHasTheNewNameAlready() {
        // When
        Bytes edited =
                edit("{\"old\":1,\"new\":2}").rename("old", "new").apply().joined();
        // Then
        assertEquals("{\"new\":2}", edited.utf8());
    }

    @Test
    void givesTheNewNameToOnlyOneOfTwo() {
        // When
        Bytes edited = edit("{\"a\":1,\"b\":2}")
                .rename("b", "c")
                .rename("a", "c")
                .apply()
                .joined();
        // Then
        assertEquals("{\"c\":1}", edited.utf8());
    }

    @Test
    void renamesOntoANameThatIsRemoved() {
        // When
        Bytes edited =
                edit("{\"a\":1,\"b\":2}").remove("b").rename("a", "b").apply().joined();
        // Then
        assertEquals("{\"b\":1}", edited.utf8());
    }

    @Test
    void leavesAFieldThatIsRenamedToItself() {
        // When
        Bytes edited = edit("{\"a\":1}").rename("a", "a").apply().joined();
        // Then
        assertEquals("{\"a\":1}", edited.utf8());
    }

    @Test
    void removesEvenWhatIsSetAndRenamed() {
        // When
        Bytes edited = edit("{\"a\":1,\"b\":2}")
                .set("a", "5")
                .set("x", "6")
                .rename("b", "c")
                .remove("a")
                .remove("b")
                .remove("x")
                .apply()
                .joined();
        // Then
        assertEquals("{}", edited.utf8());
    }

    @Test
    void findsNamesByWhatTheirEscapesMean() {
        // When
        Bytes edited = edit("{\"\\u006dodel\":\"a\",\"s\\\"p\\\\\":1}")
                .set("model", "\"b\"")
                .rename("s\"p\\", "plain")
                .apply()
                .joined();
        // Then
        assertEquals("{\"\\u006dodel\":\"b\",\"plain\":1}", edited.utf8());
    }

    @Test
    void countsBytesAndNotCharacters() {
        // When
        Bytes edited = edit("{\"größe\":\"日本語😀\",\"model\":\"ä\",\"z\":\"ß\"}")
                .set("model", "\"ö\"")
                .remove("größe")
                .apply()
                .joined();
        // Then
        assertEquals("{\"model\":\"ö\",\"z\":\"ß\"}", edited.utf8());
    }

    @Test
    void leavesNestedFieldsOfTheSameNameAlone() {
        // When
        Bytes edited = edit("{\"x\":{\"model\":1},\"model\":2,\"y\":[{\"model\":3}]}")
                .remove("model")
                .apply()
                .joined();
        // Then
        assertEquals("{\"x\":{\"model\":1},\"y\":[{\"model\":3}]}", edited.utf8());
    }

    @Test
    void editsBehindABigValue() {
        // Given
        String big = "é".repeat(1 << 20);
        // When
        Bytes edited = edit("{\"big\":\"" + big + "\",\"model\":\"a\"}")
                .set("model", "\"b\"")
                .apply()
                .joined();
        // Then
        assertEquals("{\"big\":\"" + big + "\",\"model\":\"b\"}", edited.utf8());
    }

    private static String squeezed(String json) {
        return json.replace(" ", "");
    }
}
