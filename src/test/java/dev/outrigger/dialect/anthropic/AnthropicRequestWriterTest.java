package dev.outrigger.dialect.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Part.Media.Kind;
import dev.outrigger.chat.Part.Source;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Seal;
import dev.outrigger.support.Asked;
import dev.outrigger.support.Drawn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicRequestWriterTest {
    @Test
    void saysTheSmallestRequestWithABoundThatAnthropicDemands() {
        // When
        var said = Wire.said(Asked.of("hi").request());
        // Then
        assertEquals(
                Wire.json("{\"model\":\"claude-x\",\"max_tokens\":4096,"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"),
                Wire.json(said.body().utf8()));
        assertEquals(Set.of(), said.lost());
    }

    @Test
    void joinsNeighboursOfOneSideWithResultsFirst() {
        // Given
        ChatRequest request = Asked.of(
                        Message.of(Role.SYSTEM, "one"),
                        Message.of(Role.SYSTEM, "two"),
                        Message.of(Role.USER, "a"),
                        Message.of(Role.USER, "b"),
                        new Message(Role.ASSISTANT, List.of(new Part.ToolCall("call.1", "f", "{\"x\":1}"))),
                        new Message(Role.ASSISTANT, List.of(new Part.ToolCall("call 2", "f", ""))),
                        new Message(
                                Role.TOOL, List.of(new Part.ToolResult("call.1", List.of(new Part.Text("r")), false))),
                        Message.of(Role.USER, "c"),
                        new Message(Role.TOOL, List.of(new Part.ToolResult("call 2", List.of(), true))))
                .request();
        // When
        JsonNode written = Wire.written(request);
        // Then
        assertEquals(
                Wire.json("[{\"type\":\"text\",\"text\":\"one\"},{\"type\":\"text\",\"text\":\"two\"}]"),
                written.get("system"));
        assertEquals(
                Wire.json("[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},"
                        + "{\"type\":\"text\",\"text\":\"b\"}]},"
                        + "{\"role\":\"assistant\",\"content\":["
                        + "{\"type\":\"tool_use\",\"id\":\"call_1\",\"name\":\"f\",\"input\":{\"x\":1}},"
                        + "{\"type\":\"tool_use\",\"id\":\"call_2\",\"name\":\"f\",\"input\":{}}]},"
                        + "{\"role\":\"user\",\"content\":["
                        + "{\"type\":\"tool_result\",\"tool_use_id\":\"call_1\",\"content\":\"r\"},"
                        + "{\"type\":\"tool_result\",\"tool_use_id\":\"call_2\",\"is_error\":true},"
                        + "{\"type\":\"text\",\"text\":\"c\"}]}]"),
                written.get("messages"));
    }

    @Test
    void saysALaterSystemTextAsTheUsers() {
        // When
        JsonNode written = Wire.written(Asked.of(
                        Message.of(Role.USER, "a"),
                        Message.of(Role.ASSISTANT, "b"),
                        Message.of(Role.SYSTEM, "be kind"),
                        Message.of(Role.USER, "c"))
                .request());
        // Then
        assertFalse(written.has("system"));
        assertEquals("be kind", written.at("/messages/2/content/0/text").asText());
        assertEquals("c", written.at("/messages/2/content/1/text").asText());
    }

    @Test
    void leavesOutWhatSaysNothingAndJoinsItsNeighbours() {
        // When
        JsonNode written = Wire.written(
                Asked.of(Message.of(Role.USER, "a"), Message.of(Role.ASSISTANT, ""), Message.of(Role.USER, "b"))
                        .request());
        // Then
        assertEquals(
                Wire.json(
                        "[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}]}]"),
                written.get("messages"));
    }

    @Test
    void sendsOnlyItsOwnSeals() {
        // Given
        ChatRequest request = Asked.of(
                        Message.of(Role.USER, "a"),
                        new Message(
                                Role.ASSISTANT,
                                List.of(
                                        new Part.Reasoning("unsigned", Optional.empty()),
                                        new Part.Reasoning("theirs", Optional.of(new Seal("gemini", "g"))),
                                        new Part.SealedReasoning(new Seal("openai", "o")),
                                        new Part.Reasoning("ours", Optional.of(new Seal("anthropic", "s"))),
                                        new Part.SealedReasoning(new Seal("anthropic", "d")),
                                        new Part.Refusal("no"))))
                .request();
        // When
        var said = Wire.said(request);
        // Then
        assertEquals(
                Wire.json("[{\"type\":\"thinking\",\"thinking\":\"ours\",\"signature\":\"s\"},"
                        + "{\"type\":\"redacted_thinking\",\"data\":\"d\"},{\"type\":\"text\",\"text\":\"no\"}]"),
                Wire.json(said.body().utf8()).at("/messages/1/content"));
        assertEquals(Set.of(Feature.REASONING, Feature.REFUSAL), said.lost());
    }

    @Test
    void marksAtMostFourPlaces() {
        // Given
        Part mark = new Part.CacheMark(Optional.of(Duration.ofMinutes(30)));
        Part text = new Part.Text("t");
        ChatRequest request = Asked.of(text, mark, text, mark, text, mark, text, mark, text, mark)
                .request();
        // When
        var said = Wire.said(request);
        // Then
        JsonNode content = Wire.json(said.body().utf8()).at("/messages/0/content");
        assertEquals(Wire.json("{\"type\":\"ephemeral\",\"ttl\":\"1h\"}"), content.at("/3/cache_control"));
        assertFalse(content.get(4).has("cache_control"));
        assertEquals(Set.of(Feature.CACHE_MARK), said.lost());
    }

    @Test
    void marksAResultAndNoThought() {
        // Given
        ChatRequest request = Asked.of(
                        Message.of(Role.USER, "a"),
                        new Message(
                                Role.ASSISTANT,
                                List.of(
                                        new Part.SealedReasoning(new Seal("anthropic", "d")),
                                        new Part.CacheMark(Optional.empty()))),
                        new Message(
                                Role.TOOL,
                                List.of(
                                        new Part.ToolResult("t", List.of(new Part.Text("r")), false),
                                        new Part.CacheMark(Optional.empty()))))
                .request();
        // When
        var said = Wire.said(request);
        // Then
        assertEquals(
                Wire.json("{\"type\":\"ephemeral\"}"),
                Wire.json(said.body().utf8()).at("/messages/2/content/0/cache_control"));
        assertEquals(Set.of(Feature.CACHE_MARK), said.lost());
    }

    @ParameterizedTest
    @CsvSource({"0.7, 0.7", "1, 1.0", "1.5, 1.0", "2, 1.0"})
    void cutsATemperatureAboveOne(double asked, double written) {
        // When
        var said = Wire.said(Asked.of("a")
                .sampling(new Drawn().temperature(asked).sampling())
                .request());
        // Then
        assertEquals(written, Wire.json(said.body().utf8()).get("temperature").asDouble());
        assertEquals(asked > 1 ? Set.of(Feature.TEMPERATURE) : Set.of(), said.lost());
    }

    @Test
    void namesEveryWishThatItHasNoWordFor() {
        // Given
        ChatRequest request = Asked.of("a")
                .sampling(new Drawn()
                        .seed(1)
                        .choices(2)
                        .presencePenalty(1)
                        .frequencyPenalty(1)
                        .topLogProbs(1)
                        .stop("\n", "END")
                        .sampling())
                .format(new OutputFormat.Json())
                .request();
        // When
        var said = Wire.said(request);
        // Then
        assertEquals(
                Set.of(
                        Feature.SEED,
                        Feature.CHOICES,
                        Feature.PRESENCE_PENALTY,
                        Feature.FREQUENCY_PENALTY,
                        Feature.LOG_PROBS,
                        Feature.STOP,
                        Feature.JSON_MODE),
                said.lost());
        assertEquals(Wire.json("[\"END\"]"), Wire.json(said.body().utf8()).get("stop_sequences"));
    }

    @Test
    void saysASchemaAsTheFormOfTheOutput() {
        assertEquals(
                Wire.json(
                        "{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\",\"additionalProperties\":false}}}"),
                Wire.written(Asked.of("a")
                                .format(new OutputFormat.Schema("person", "{\"type\":\"object\"}"))
                                .request())
                        .get("output_config"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"image/png | image | base64", "application/pdf | document | base64", "text/csv | document | text"})
    void saysWhatIsInTheRequest(String type, String block, String source) {
        // Given
        Kind kind = block.equals("image") ? Kind.IMAGE : Kind.DOCUMENT;
        // When
        JsonNode said = Wire.written(Asked.of(new Part.Media(kind, new Source.Inline(type, "aGk="), Optional.of("n")))
                        .request())
                .at("/messages/0/content/0");
        // Then
        assertEquals(block, said.get("type").asText());
        assertEquals(source, said.at("/source/type").asText());
        assertEquals(
                source.equals("text") ? "hi" : "aGk=", said.at("/source/data").asText());
        assertEquals(kind == Kind.DOCUMENT, said.path("title").asText().equals("n"));
    }

    @Test
    void cannotSayWhatHasNoBlock() {
        for (String type : List.of("image/bmp", "image/tiff", "image/svg+xml"))
            assertEquals(
                    "an image that is neither a JPEG, a PNG, a GIF nor a WebP",
                    unsayable(Kind.IMAGE, new Source.Inline(type, "aGk=")));
        assertEquals(
                "an image whose address is not of https",
                unsayable(Kind.IMAGE, new Source.Url("http://example.org/a.png")));
        assertEquals("a sound", unsayable(Kind.AUDIO, new Source.Inline("audio/wav", "aGk=")));
        assertEquals("a video", unsayable(Kind.VIDEO, new Source.Url("https://example.org/v")));
        assertEquals(
                "an image that was uploaded to another vendor", unsayable(Kind.IMAGE, new Source.Uploaded("file-1")));
        assertEquals(
                "a document that is neither a PDF nor a text",
                unsayable(Kind.DOCUMENT, new Source.Inline("application/zip", "aGk=")));
        assertEquals(
                "a document that is not in base64", unsayable(Kind.DOCUMENT, new Source.Inline("text/plain", "a")));
        assertEquals(
                "a part of the kind item_reference",
                Wire.unsayable(Asked.of(new Part.Other("item_reference")).request()));
        assertEquals(
                "a chat in which nobody has said anything",
                Wire.unsayable(Asked.of(Message.of(Role.SYSTEM, "s")).request()));
        assertEquals(
                "a tool's call whose arguments are no JSON object (messages[].tool_calls[].function.arguments)",
                Wire.unsayable(Asked.of(new Message(Role.ASSISTANT, List.of(new Part.ToolCall("c", "f", "[1]"))))
                        .request()));
    }

    @Test
    void givesAPictureItsRegisteredType() {
        Part picture = new Part.Media(Kind.IMAGE, new Source.Inline("image/jpg", "aGk="));

        assertEquals(
                "image/jpeg",
                Wire.written(Asked.of(picture).request())
                        .at("/messages/0/content/0/source/media_type")
                        .asText());
    }

    private static String unsayable(Kind kind, Source source) {
        return Wire.unsayable(Asked.of(new Part.Media(kind, source)).request());
    }
}
