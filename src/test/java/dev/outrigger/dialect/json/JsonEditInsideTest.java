package dev.outrigger.dialect.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Splice;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields inside of others are edited where they stand. */
class JsonEditInsideTest {
    private static JsonEdit edit(String before) {
        return new JsonEdit(
                JsonObjectText.read(Bytes.of(before.replace('\'', '"'))).text());
    }

    private static String written(JsonEdit edit) {
        return edit.apply().joined().utf8().replace('"', '\'');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'o':{'a':1, 'b':2, 'c':3}} | o.a | {'o':{'b':2, 'c':3}}",
                "{'o':{'a':1, 'b':2, 'c':3}} | o.b | {'o':{'a':1, 'c':3}}",
                "{'o':{'a':1, 'b':2, 'c':3}} | o.c | {'o':{'a':1, 'b':2}}",
                "{'o':{ 'a' : 1 }} | o.a | {'o':{  }}",
                "{'t':[{'s':1,'n':2},{'n':3},{'n':4,'s':5}]} | t[].s | {'t':[{'n':2},{'n':3},{'n':4}]}",
                "{'t':[{'f':{'s':1}},{'f':null},7]} | t[].f.s | {'t':[{'f':{}},{'f':null},7]}",
                "{'o':{'a':1}} | o.b | {'o':{'a':1}}",
            })
    void removesAFieldWithItsComma(String before, String path, String after) {
        assertEquals(after, written(edit(before).remove(FieldPath.of(path))));
    }

    @Test
    void removesNeighboursTogether() {
        JsonEdit edit = edit("{'o':{'a':1 , 'b':2 , 'c':3 , 'd':4}}");
        for (String path : List.of("o.a", "o.b", "o.d")) edit.remove(FieldPath.of(path));

        assertEquals("{'o':{'c':3}}", written(edit));
    }

    @Test
    void removesEveryField() {
        JsonEdit edit = edit("{'o':{'a':1 , 'b':2 , 'c':[3]}}");
        for (String path : List.of("o.c", "o.a", "o.b")) edit.remove(FieldPath.of(path));

        assertEquals("{'o':{}}", written(edit));
    }

    @Test
    void renamesAFieldWhereItStands() {
        assertEquals(
                "{'o':{'a' : 1,'z' : {'b':2}}}",
                written(edit("{'o':{'a' : 1,'b' : {'b':2}}}").rename(FieldPath.of("o.b"), "z")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // It is there already
                "{'o':{'a':1,'z':2}} | {'o':{'z':2}}",
                "{'o':{'z':2,'a':1}} | {'o':{'z':2}}",
                // Two come to it: the first has it
                "{'o':{'b':2,'a':1}} | {'o':{'z':2}}",
            })
    void letsNoNameStandTwice(String before, String after) {
        assertEquals(
                after, written(edit(before).rename(FieldPath.of("o.a"), "z").rename(FieldPath.of("o.b"), "z")));
    }

    @Test
    void removalWinsOverAnotherName() {
        JsonEdit edit = edit("{'o':{'a':1,'b':2}}");

        assertEquals(
                "{'o':{'b':2}}",
                written(edit.rename(FieldPath.of("o.a"), "z")
                        .remove(FieldPath.of("o.a"))
                        .rename(FieldPath.of("o.a"), "y")));
    }

    @Test
    void whatGoesGoesWithAllThatIsInIt() {
        assertEquals(
                "{'o':{'x':1}}",
                written(edit("{'o':{'x':1,'a':{'b':{'c':1},'d':2}}}")
                        .remove(FieldPath.of("o.a.b.c"))
                        .remove(FieldPath.of("o.a"))
                        .rename(FieldPath.of("o.a.d"), "e")));
        assertEquals(
                "{}", written(edit("{'o':{'a':1}}").remove(FieldPath.of("o.a")).remove("o")));
    }

    @Test
    void editsTheRequestsOwnFieldsBesideThoseInside() {
        JsonEdit edit = edit("{'model':'m', 'o':{'a':1,'b':2}, 'seed':1}")
                .set("model", "\"x\"")
                .remove(FieldPath.of("seed"))
                .remove(FieldPath.of("o.b"))
                .rename(FieldPath.of("o"), "options");

        assertEquals("{'model':'x', 'options':{'a':1}}", written(edit));
    }

    @Test
    void editsWhatIsSetAsWhatStoodThere() {
        JsonEdit edit = edit("{'m':[{'name':'long ago'}]}")
                .set("m", "[{\"name\":\"n\",\"role\":\"user\"}]")
                .remove(FieldPath.of("m[].name"));

        assertEquals("{'m':[{'role':'user'}]}", written(edit));
    }

    @Test
    void leavesTheVeryBytesWhereNothingIsFound() {
        Bytes raw = Bytes.of("{\"o\":{\"a\":1}}");

        assertSame(
                raw,
                new JsonEdit(JsonObjectText.read(raw).text())
                        .remove(FieldPath.of("o.b"))
                        .remove(FieldPath.of("p.a"))
                        .apply()
                        .joined());
    }

    @Test
    void copiesNothingThatIsLong() {
        String text = "x".repeat(100_000);
        Splice edited = edit("{'m':[{'text':'" + text + "','name':'n'}]}")
                .remove(FieldPath.of("m[].name"))
                .apply();

        assertEquals("{\"m\":[{\"text\":\"" + text + "\"}]}", edited.joined().utf8());
        assertEquals(
                2, edited.pieces().stream().filter(piece -> piece.size() > 3).count() + 1);
    }

    @Provide
    Arbitrary<List<JsonObjects.Written>> fields() {
        return JsonObjects.fields();
    }

    @Provide
    Arbitrary<Set<String>> names() {
        return Arbitraries.of("model", "messages", "max_tokens", "a").set().ofMaxSize(3);
    }

    @Property(tries = 300)
    void removesFieldsOfEveryItemAndNothingElse(
            @ForAll("fields") List<JsonObjects.Written> one,
            @ForAll("fields") List<JsonObjects.Written> other,
            @ForAll("names") Set<String> removed)
            throws JsonProcessingException {
        String before = "{\"list\":[" + JsonObjects.object(one) + " ,\n" + JsonObjects.object(other) + "]}";
        JsonEdit edit = new JsonEdit(JsonObjectText.read(Bytes.of(before)).text());
        for (String name : removed) edit.remove(FieldPath.of("list[]." + name));

        JsonNode expected = Json.STRICT.readTree(before);
        for (JsonNode item : expected.get("list")) ((ObjectNode) item).remove(removed);
        assertEquals(expected, Json.STRICT.readTree(edit.apply().joined().utf8()));
    }
}
