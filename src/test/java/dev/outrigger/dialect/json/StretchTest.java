package dev.outrigger.dialect.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Passage;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Texts that are read where they stand: any part of them is what it would be of the whole, decoded. */
class StretchTest {
    private static Passage passage(String json) {
        return value("{\"a\":" + json + "}").passage();
    }

    private static JsonValue value(String object) {
        return JsonScan.object(new JsonSource(Bytes.of(object)), JsonBounds.REQUEST)
                .get("a");
    }

    @Provide
    Arbitrary<String> strings() {
        return Arbitraries.of(
                        "a", "é", "日", "😀", "\\n", "\\\\", "\\\"", "\\/", "\\u00e9", "\\ud83d\\ude00", "\\u005c", "u")
                .list()
                .ofMaxSize(40)
                .map(pieces -> "\"" + String.join("", pieces) + "\"");
    }

    @Property
    void givesTheSameAsJacksonAndAnyPartOfIt(@ForAll("strings") String json, @ForAll @IntRange(max = 50) int chars)
            throws Exception {
        // Given
        String whole = Json.STRICT.readTree(json).asText();
        // When
        Passage passage = passage(json);
        // Then
        assertEquals(whole, passage.text());
        assertEquals(whole.substring(0, Math.min(chars, whole.length())), passage.head(chars));
        assertEquals(whole.substring(Math.max(0, whole.length() - chars)), passage.tail(chars));
        int after = Character.offsetByCodePoints(whole, 0, Math.min(chars, whole.codePointCount(0, whole.length())));
        assertEquals(
                whole.substring(after),
                value("{\"a\":" + json + "}").passageAfter(after).text());
        assertTrue(passage.size() >= whole.length());
    }

    @Property(tries = 200)
    void isReadInPiecesWhereverTheyAreCut(
            @ForAll("strings") String json, @ForAll @IntRange(min = 0, max = 20) int before) throws Exception {
        // Given
        String inside = json.substring(1, json.length() - 1);
        String text = "x".repeat(before) + inside.repeat(1 + 20_000 / (inside.length() + 1));
        StringBuilder read = new StringBuilder();
        // When
        passage("\"" + text + "\"").forEach(piece -> {
            assertTrue(piece.length() <= Passage.PIECE_CHARS);
            read.append(piece);
        });
        // Then
        assertEquals(Json.STRICT.readTree("\"" + text + "\"").asText(), read.toString());
    }

    @Property
    void givesAsManyCharactersAsTakeSoManyBytes(
            @ForAll("strings") String json, @ForAll @IntRange(max = 200) int bytes) {
        // Given
        Passage passage = passage(json);
        // When
        String start = passage.start(bytes);
        // Then
        assertTrue(passage.text().startsWith(start) && start.length() <= bytes);
        boolean isWhole = start.equals(passage.text());
        assertEquals(isWhole, passage.size() <= bytes);
        assertTrue(isWhole || passage.start(bytes + JsonString.MAX_BYTES_A_CHAR).length() > start.length());
    }

    @Test
    void countsTheBytesOfAStartWhereTheyAre() {
        assertEquals(
                "日".repeat(10), passage("\"" + "\\u65e5".repeat(100) + "\"").start(60));
        assertEquals("日".repeat(20), passage("\"" + "日".repeat(100) + "\"").start(60));
    }

    @Test
    void givesTheEndOfAPassageOfNothingButBackslashesInTime() {
        String slashes = "\\\\".repeat(2_000_000);
        Passage passage = passage("\"" + slashes + "\"");
        assertEquals("\\".repeat(10), passage.tail(10));
        long[] read = {0};
        passage.forEach(piece -> read[0] += piece.length());
        assertEquals(2_000_000, read[0]);
    }

    @Test
    void givesJsonAsItIsWritten() {
        String written = "{ \"b\" : [1.50, \"\\u00e9日\"] }";
        assertEquals(written, value("{\"a\":" + written + "}").written().text());
    }

    @Test
    void cannotBeReadOnceItWasLetGo() {
        // Given
        JsonSource source = new JsonSource(Bytes.of("{\"a\":\"b\"}"));
        Passage passage = JsonScan.object(source, JsonBounds.REQUEST).get("a").passage();
        // When
        source.letGo();
        // Then
        assertThrows(IllegalStateException.class, passage::text);
        assertEquals(1, passage.size());
        assertEquals(9, source.size());
    }
}
