package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Tool;
import dev.outrigger.dialect.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas that OpenAI refuses are said as it takes them, less strictly, or not at all; in both of its dialects. */
class SchemasForOpenAiTest {
    private static final Optional<Strictness> STRICT = Optional.of(Strictness.STRICT);
    private static final List<Dialect> DIALECTS = Spoken.all().stream()
            .map(Spoken::dialect)
            .filter(dialect -> dialect.name().startsWith("openai"))
            .toList();

    private static Encoding encoding(Dialect dialect, Wish.Manner manner) {
        return dialect.encodeRequest(Wish.request(Wish.HI, manner), new ModelName("m"));
    }

    private static Encoding.Said said(Dialect dialect, Wish.Manner manner) {
        return assertInstanceOf(Encoding.Said.class, encoding(dialect, manner));
    }

    private static Wish.Manner tool(String schema, Optional<Strictness> strictness) {
        return Wish.Manner.of(
                List.of(new Tool("f", "", schema, Tool.Kind.FUNCTION, strictness)), Optional.empty(), Optional.empty());
    }

    private static Wish.Manner form(String schema, Optional<Strictness> strictness) {
        return Wish.Manner.of(new OutputFormat.Schema("n", Passage.of(schema), strictness));
    }

    /** The function, whose fields stand beside the type in one of the two. */
    private static JsonNode function(Encoding.Said said) {
        JsonNode tool = Json.tree(Passage.of(said.body().utf8())).path("tools").path(0);
        return tool.has("function") ? tool.path("function") : tool;
    }

    @Test
    void aToolWithoutPropertiesSaysThatThereAreNone() {
        for (Dialect dialect : DIALECTS)
            assertEquals(
                    "{\"type\":\"object\",\"properties\":{}}",
                    function(said(dialect, tool("{\"type\":\"object\"}", Optional.empty())))
                            .path("parameters")
                            .toString());
    }

    @Test
    void aToolWithoutASchemaHasNoParameters() {
        for (Dialect dialect : DIALECTS) {
            JsonNode function = function(said(dialect, tool("{}", Optional.empty())));
            // Responses must say something.
            assertEquals(
                    dialect.name().equals("openai") ? "" : "{\"type\":\"object\",\"properties\":{}}",
                    function.path("parameters").toString());
        }
    }

    @Test
    void aStrictToolWithoutPropertiesIsClosed() {
        for (Dialect dialect : DIALECTS) {
            JsonNode function = function(said(dialect, tool("{\"type\":\"object\"}", STRICT)));
            assertEquals(
                    "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}",
                    function.path("parameters").toString());
            assertTrue(function.path("strict").asBoolean());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}",
                "{\"enum\":[\"a\",\"b\"]}",
                "{\"type\":\"string\",\"enum\":[\"a\"]}",
                "{\"anyOf\":[{\"type\":\"object\",\"properties\":{}},{\"type\":\"null\"}]}",
                "{\"type\":\"object\",\"anyOf\":[{\"required\":[\"a\"]}]}",
                "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"type\":\"object\"}}}",
            })
    void anAnswerOfNoObjectIsNotAskedFor(String schema) {
        for (Dialect dialect : DIALECTS)
            for (Optional<Strictness> strictness : List.of(STRICT, Optional.<Strictness>empty()))
                assertTrue(assertInstanceOf(Encoding.Unsayable.class, encoding(dialect, form(schema, strictness)))
                        .what()
                        .startsWith("an answer's schema whose root is no object"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"oneOf\":[{\"type\":\"string\"}]}",
                "{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"uniqueItems\":true}",
                "{\"type\":\"string\",\"default\":\"x\"}",
                "{\"anyOf\":[{\"type\":\"string\"}],\"discriminator\":{\"propertyName\":\"x\"}}",
                "{\"type\":\"string\",\"not\":{\"enum\":[\"x\"]}}",
                "{\"type\":\"string\",\"if\":{\"type\":\"string\"}}",
                "{\"type\":\"object\",\"properties\":{},\"patternProperties\":{\"^x\":{\"type\":\"string\"}}}",
                "{\"allOf\":[{\"type\":\"string\"}]}",
                "{\"type\":\"object\"}",
                "{\"type\":\"array\"}",
                "{\"anyOf\":[{\"type\":\"string\",\"default\":\"x\"}]}",
                "{}",
            })
    void whatIsNotHeldStrictlyIsNamed(String inside) {
        String schema = "{\"type\":\"object\",\"properties\":{\"a\":" + inside
                + "},\"required\":[\"a\"],\"additionalProperties\":false}";
        for (Dialect dialect : DIALECTS) {
            Encoding.Said form = said(dialect, form(schema, STRICT));
            assertEquals(Set.of(Feature.FORMAT_STRICTNESS), form.lost());
            assertTrue(form.body().utf8().contains("\"strict\":false"));
            assertEquals(
                    Set.of(Feature.TOOL_STRICTNESS),
                    said(dialect, tool(schema, STRICT)).lost());
        }
    }

    @Test
    void namesOfPropertiesAreNoKeywords() {
        String schema = "{\"type\":\"object\",\"properties\":{\"default\":{\"type\":\"string\"},"
                + "\"not\":{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}},\"required\":[\"default\",\"not\"]}";
        for (Dialect dialect : DIALECTS)
            assertEquals(Set.of(), said(dialect, form(schema, STRICT)).lost());
    }
}
