package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfferedModelsTest {
    private static Optional<OfferedModels> decode(String json) {
        return OfferedModels.decode(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsTheListOfEachVendor() {
        var two = Optional.of(new OfferedModels(List.of("a", "b"), true));

        assertEquals(two, decode("""
                {"object":"list","data":[{"id":"a","object":"model","owned_by":"x"},{"id":"b","object":"model"}]}"""));
        assertEquals(two, decode("""
                {"data":[{"type":"model","id":"a","display_name":"A"},{"type":"model","id":"b"}],"has_more":false}"""));
        assertEquals(two, decode("""
                {"models":[{"name":"models/a","inputTokenLimit":5},{"name":"models/b"}]}"""));
        assertEquals(two, decode("""
                {"models":[{"name":"a","model":"a","size":3},{"name":"b"}]}"""));
    }

    @Test
    void saysWhereThereAreOthers() {
        assertEquals(
                Optional.of(new OfferedModels(List.of("a"), false)),
                decode("{\"data\":[{\"id\":\"a\"}],\"has_more\":true}"));
        assertEquals(
                Optional.of(new OfferedModels(List.of("a"), false)),
                decode("{\"models\":[{\"name\":\"models/a\"}],\"nextPageToken\":\"x\"}"));
    }

    @Test
    void passesOverWhatIsNoModelsName() {
        String longName = "x".repeat(OfferedModels.MOST_CHARACTERS + 1);

        assertEquals(
                Optional.of(new OfferedModels(List.of("a"), true)),
                decode("{\"data\":[{},5,{\"id\":\" \"},{\"id\":\"" + longName + "\"},{\"id\":\"a\"}]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "<html>", "{\"data\":{}}", "{\"models\":5}", "{\"data\":"})
    void isAbsentWhereItIsNoList(String body) {
        assertEquals(Optional.empty(), decode(body));
    }

    @Property
    void neverThrows(@ForAll byte[] body) {
        OfferedModels.decode(body);
    }

    @Test
    void knowsWhoCanBeAsked() {
        assertTrue(OfferedModels.path("ollama").isPresent());
        assertEquals(Optional.empty(), OfferedModels.path("bedrock"));
    }
}
