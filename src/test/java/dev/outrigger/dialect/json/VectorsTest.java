package dev.outrigger.dialect.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Vector;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorsTest {
    private static JsonValue value(String json) {
        return JsonScan.object(new JsonSource(Bytes.of("{\"v\":" + json + "}")), JsonBounds.answerBeside("v"))
                .get("v");
    }

    private static String written(Vector vector) {
        return JsonWriting.bytes(json -> Vectors.write(vector, json)).utf8();
    }

    private static String inBase64(Vector vector) {
        return JsonWriting.bytes(json -> Vectors.writeBase64(vector, json)).utf8();
    }

    @Test
    void readsNumbersOfEveryForm() {
        assertEquals(Vector.of(1, -0.5f, 2e-5f, 300, 0), Vectors.read(value(" [ 1, -0.5,\n2e-5 ,3.0E+2, 0.0 ]")));
        assertEquals(Vector.of(), Vectors.read(value("[]")));
    }

    @Test
    void readsMoreDigitsThanAFloatHas() {
        assertEquals(Vector.of(0.1f), Vectors.read(value("[0.100000001490116119384765625]")));
    }

    @Test
    void readsBase64AsLittleEndianFloats() {
        // 1.0 is 3F800000 and -2.0 is C0000000.
        assertEquals(Vector.of(1, -2), Vectors.read(value("\"AACAPwAAAMA=\"")));
        assertEquals("\"AACAPwAAAMA=\"", inBase64(Vector.of(1, -2)));
    }

    @Test
    void readsAListOfThem() {
        assertEquals(List.of(Vector.of(1), Vector.of(), Vector.of(2, 3)), Vectors.readAll(value("[[1],[],[2,3]]")));
    }

    @Test
    void readsLongOnes() {
        float[] many = new float[5_000];
        for (int i = 0; i < many.length; i++) many[i] = i / 3f;

        assertEquals(Vector.of(many), Vectors.read(value(written(Vector.of(many)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "null", "{}", "[\"1\"]", "[[1]]", "[1e99]", "[true]", "\"AACA\"", "\"?\""})
    void whatIsNoVectorIsUnfit(String json) {
        assertThrows(Json.Unfit.class, () -> Vectors.read(value(json)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "[1]", "[[\"x\"]]", "\"AACAPw==\""})
    void whatIsNoListOfVectorsIsUnfit(String json) {
        assertThrows(Json.Unfit.class, () -> Vectors.readAll(value(json)));
    }

    @Property
    void everyFloatComesThroughInBothForms(@ForAll float number) {
        Vector vector = Vector.of(number, -number);

        assertEquals(vector, Vectors.read(value(written(vector))));
        assertEquals(vector, Vectors.read(value(inBase64(vector))));
    }
}
