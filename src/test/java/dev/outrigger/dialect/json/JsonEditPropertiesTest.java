package dev.outrigger.dialect.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** For every object and every set of edits. */
class JsonEditPropertiesTest {
    @Provide
    Arbitrary<List<JsonObjects.Written>> fields() {
        return JsonObjects.fields();
    }

    @Provide
    Arbitrary<Set<String>> names() {
        return JsonObjects.names().set().ofMaxSize(3);
    }

    @Provide
    Arbitrary<Map<String, String>> renames() {
        return Arbitraries.maps(JsonObjects.names(), JsonObjects.names()).ofMaxSize(3);
    }

    @Provide
    Arbitrary<Map<String, String>> values() {
        return Arbitraries.maps(JsonObjects.names(), JsonObjects.values()).ofMaxSize(2);
    }

    @Property
    void changesWhatWasAskedAndNothingElse(
            @ForAll("fields") List<JsonObjects.Written> fields,
            @ForAll("names") Set<String> removed,
            @ForAll("renames") Map<String, String> renames,
            @ForAll("values") Map<String, String> values)
            throws JsonProcessingException {
        // Given
        String before = JsonObjects.object(fields);
        JsonEdit edit = new JsonEdit(JsonObjectText.read(Bytes.of(before)).text());
        removed.forEach(edit::remove);
        renames.forEach(edit::rename);
        values.forEach(edit::set);
        // When
        String after = edit.apply().joined().utf8();
        // Then: STRICT refuses duplicate keys.
        assertEquals(expected(before, removed, renames, values), Json.STRICT.readTree(after));
    }

    @Property
    void keepsEveryByteOfTheFieldsThatStay(
            @ForAll("fields") List<JsonObjects.Written> fields, @ForAll("names") Set<String> removed) {
        // Given
        JsonEdit edit = new JsonEdit(
                JsonObjectText.read(Bytes.of(JsonObjects.object(fields))).text());
        removed.forEach(edit::remove);
        // When
        String after = edit.apply().joined().utf8();
        // Then
        for (JsonObjects.Written field : fields)
            if (!removed.contains(field.name()))
                assertTrue(after.contains(field.text().strip()), "a field that stays was changed");
    }

    @Property
    void isUndoneByTheOppositeEdit(@ForAll("fields") List<JsonObjects.Written> fields) {
        // Given
        String before = JsonObjects.object(fields);
        JsonObjectText text = JsonObjectText.read(Bytes.of(before)).text();
        for (String name : text.places().keySet()) {
            JsonObjectText.Place place = text.places().get(name);
            byte[] raw = text.raw().array();
            String value = new String(
                    raw, place.valueStart(), place.end() - place.valueStart(), java.nio.charset.StandardCharsets.UTF_8);
            // When
            Bytes changed = new JsonEdit(text).set(name, "\"changed\"").apply().joined();
            Bytes back = new JsonEdit(JsonObjectText.read(changed).text())
                    .set(name, value)
                    .apply()
                    .joined();
            // Then
            assertEquals(before, back.utf8());
        }
    }

    /** The same by the tree: slow, but plainly right. */
    private static JsonNode expected(
            String before, Set<String> removed, Map<String, String> renames, Map<String, String> values)
            throws JsonProcessingException {
        ObjectNode old = (ObjectNode) Json.STRICT.readTree(before);
        ObjectNode result = Json.STRICT.createObjectNode();
        Set<String> taken = new HashSet<>(values.keySet());
        old.fieldNames().forEachRemaining(taken::add);
        taken.removeAll(removed);
        for (var value : values.entrySet())
            if (!removed.contains(value.getKey()) && !old.has(value.getKey()))
                result.set(value.getKey(), Json.STRICT.readTree(value.getValue()));
        for (var field : old.properties()) {
            String name = field.getKey();
            if (removed.contains(name)) continue;
            String other = renames.getOrDefault(name, name);
            if (!other.equals(name) && !taken.add(other)) continue;
            String value = values.get(name);
            result.set(other, value == null ? field.getValue() : Json.STRICT.readTree(value));
        }
        return result;
    }
}
