package dev.outrigger.dialect.gemini;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Part.Media;
import dev.outrigger.chat.Part.Source;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Tool;
import dev.outrigger.dialect.Encoding;
import dev.outrigger.support.Asked;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiContentWriterTest {
    private static final String MODEL = "gemini-2.5-flash";
    private static final Seal OWN = new Seal("gemini", "c2ln");

    private static String contents(Message... messages) {
        return Wire.body(Asked.of(messages).request(), MODEL).path("contents").toString();
    }

    @Test
    void saysAConversation() {
        JsonNode body = Wire.body(
                Asked.of(
                                Message.of(Role.SYSTEM, "be brief"),
                                Message.of(Role.USER, "a"),
                                Message.of(Role.USER, "b"),
                                Message.of(Role.ASSISTANT, "c"),
                                Message.of(Role.SYSTEM, "now be long"),
                                Message.of(Role.USER, "d"))
                        .request(),
                MODEL);

        assertEquals(
                Wire.tree("{\"systemInstruction\":{\"parts\":[{\"text\":\"be brief\"}]},\"contents\":["
                        + "{\"role\":\"user\",\"parts\":[{\"text\":\"a\"},{\"text\":\"b\"}]},"
                        + "{\"role\":\"model\",\"parts\":[{\"text\":\"c\"}]},"
                        + "{\"role\":\"user\",\"parts\":[{\"text\":\"now be long\"},{\"text\":\"d\"}]}]}"),
                body);
    }

    @Test
    void aConversationOfSystemTextsAloneAsks() {
        assertEquals(
                "[{\"role\":\"user\",\"parts\":[{\"text\":\"be brief\"}]}]",
                contents(Message.of(Role.SYSTEM, "be brief")));
    }

    @Test
    void aResultNamesItsFunction() {
        assertEquals(
                Wire.tree(
                        "[{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"id\":\"call_1\",\"name\":\"f\",\"args\":{\"x\":1}}}]},"
                                + "{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"id\":\"call_1\",\"name\":\"f\",\"response\":{\"output\":\"a\\nb\"}}},"
                                + "{\"functionResponse\":{\"id\":\"old\",\"name\":\"old\",\"response\":{\"error\":\"\"}}},"
                                + "{\"text\":\"go on\"}]}]"),
                Wire.tree(contents(
                        new Message(Role.ASSISTANT, List.of(new Part.ToolCall("call_1", "f", "{\"x\":1}"))),
                        new Message(
                                Role.TOOL,
                                List.of(new Part.ToolResult(
                                        "call_1", List.of(new Part.Text("a"), new Part.Text("b")), false))),
                        new Message(Role.TOOL, List.of(new Part.ToolResult("old", List.of(), true))),
                        Message.of(Role.USER, "go on"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''|{}", "{\"a\":1}|{\"a\":1}"})
    void argumentsAreAnObject(String arguments, String args) {
        String said = contents(new Message(Role.ASSISTANT, List.of(new Part.ToolCall("i", "f", arguments))));

        assertEquals(args, Wire.tree(said).at("/0/parts/0/functionCall/args").toString());
    }

    @Test
    void whatAToolOfFreeTextWasToldIsItsOneArgument() {
        Tool free = new Tool("f", "", "{}", Tool.Kind.FREE_FORM);
        Message call = new Message(Role.ASSISTANT, List.of(new Part.ToolCall("i", "f", "ls -l")));

        JsonNode body = Wire.body(
                Asked.of(Message.of(Role.USER, "hi"), call).tools(List.of(free)).request(), MODEL);

        assertEquals(
                "{\"input\":\"ls -l\"}",
                body.at("/contents/1/parts/0/functionCall/args").toString());
    }

    @Test
    void oneThatSaysNothingPartsNobody() {
        assertEquals(
                "[{\"role\":\"user\",\"parts\":[{\"text\":\"a\"},{\"text\":\"b\"}]}]",
                contents(
                        Message.of(Role.USER, "a"),
                        new Message(Role.ASSISTANT, List.of(new Part.Reasoning("hm", Optional.empty()))),
                        Message.of(Role.USER, "b")));
    }

    @Test
    void aSignatureStandsOnWhatComesAfterTheThought() {
        assertEquals(
                "[{\"role\":\"model\",\"parts\":[{\"text\":\"hm\",\"thought\":true},"
                        + "{\"functionCall\":{\"id\":\"i\",\"name\":\"f\",\"args\":{}},\"thoughtSignature\":\"c2ln\"},"
                        + "{\"text\":\"so\",\"thought\":true,\"thoughtSignature\":\"c2ln\"}]}]",
                contents(new Message(
                        Role.ASSISTANT,
                        List.of(
                                new Part.Reasoning("hm", Optional.of(OWN)),
                                new Part.ToolCall("i", "f", "{}"),
                                new Part.Reasoning("so", Optional.of(OWN))))));
    }

    @Test
    void anothersReasoningIsLeftOutAndNamed() {
        Encoding.Said said = Wire.said(
                Asked.of(new Message(
                                Role.ASSISTANT,
                                List.of(
                                        new Part.Reasoning("private", Optional.of(new Seal("anthropic", "THEIRS"))),
                                        new Part.Reasoning("unsigned", Optional.empty()),
                                        new Part.SealedReasoning(new Seal("openai", "THEIRS")),
                                        new Part.Text("a"))))
                        .request(),
                MODEL);

        assertEquals(Set.of(Feature.REASONING), said.lost());
        assertFalse(said.body().utf8().matches(".*(THEIRS|private|unsigned).*"));
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-3-pro-preview, true",
        "gemini-3.1-flash, true",
        "gemini-2.5-flash, false",
        "gemma-3-27b-it, false",
        "tuned-in-house, true",
    })
    void aCallThatNobodySignedIsExcusedWhereSignaturesAreWanted(String model, boolean excused) {
        Message calls = new Message(
                Role.ASSISTANT, List.of(new Part.ToolCall("a", "f", "{}"), new Part.ToolCall("b", "f", "{}")));

        JsonNode parts = Wire.body(Asked.of(calls).request(), model).at("/contents/0/parts");

        assertEquals(excused, parts.path(0).path("thoughtSignature").asText().equals(GeminiTurnWriter.UNSIGNED));
        assertFalse(parts.path(1).has("thoughtSignature"));
    }

    @Test
    void saysMedia() {
        assertEquals(
                Wire.tree("[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"eA==\"}},"
                        + "{\"fileData\":{\"mimeType\":\"image/jpeg\",\"fileUri\":\"https://x.org/a.jpg?b\"}},"
                        + "{\"fileData\":{\"fileUri\":\"https://x.org/a\"}},"
                        + "{\"fileData\":{\"fileUri\":\"https://youtu.be/x\"}},"
                        + "{\"fileData\":{\"fileUri\":\"https://generativelanguage.googleapis.com/v1beta/files/1\"}}]"),
                Wire.tree(contents(new Message(
                                Role.USER,
                                List.of(
                                        new Media(Media.Kind.IMAGE, new Source.Inline("image/png", "eA==")),
                                        new Media(Media.Kind.IMAGE, new Source.Url("https://x.org/a.jpg?b")),
                                        new Media(Media.Kind.DOCUMENT, new Source.Url("https://x.org/a")),
                                        new Media(Media.Kind.VIDEO, new Source.Url("https://youtu.be/x")),
                                        new Media(
                                                Media.Kind.DOCUMENT,
                                                new Source.Uploaded(
                                                        "https://generativelanguage.googleapis.com/v1beta/files/1"))))))
                        .at("/0/parts"));
    }

    @Test
    void whatAFunctionShowsComesAfterAllResultsWhereTheModelDoesNotLookAtThem() {
        Media picture = new Media(Media.Kind.IMAGE, new Source.Inline("image/png", "eA=="));
        var request = Asked.of(
                        new Message(
                                Role.ASSISTANT,
                                List.of(new Part.ToolCall("1", "f", "{}"), new Part.ToolCall("2", "g", "{}"))),
                        new Message(
                                Role.TOOL,
                                List.of(new Part.ToolResult("1", List.of(new Part.Text("a"), picture), false))),
                        new Message(Role.TOOL, List.of(new Part.ToolResult("2", List.of(new Part.Text("b")), false))),
                        Message.of(Role.USER, "and?"),
                        Message.of(Role.ASSISTANT, "ho"),
                        new Message(Role.TOOL, List.of(new Part.ToolResult("3", List.of(picture), false))))
                .request();
        String seen = "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"eA==\"}}";

        JsonNode contents = Wire.body(request, MODEL).path("contents");
        assertEquals(
                Wire.tree("[{\"functionResponse\":{\"id\":\"1\",\"name\":\"f\",\"response\":{\"output\":\"a\"}}},"
                        + "{\"functionResponse\":{\"id\":\"2\",\"name\":\"g\",\"response\":{\"output\":\"b\"}}}," + seen
                        + ",{\"text\":\"and?\"}]"),
                contents.at("/1/parts"));
        assertEquals(Wire.tree(seen), contents.at("/3/parts/1"));
        assertEquals(Set.of(Feature.TOOL_MEDIA), Wire.said(request, MODEL).lost());
        JsonNode newer = Wire.body(request, "gemini-3-pro-preview").path("contents");
        assertEquals(Wire.tree("[" + seen + "]"), newer.at("/1/parts/0/functionResponse/parts"));
        assertEquals(Set.of(), Wire.said(request, "gemini-3-pro-preview").lost());
    }

    @Test
    void aPictureIsOfATypeThatIsTaken() {
        assertEquals(
                "image/jpeg",
                Wire.tree(contents(shown(new Source.Inline("image/JPG; q=1", "eA=="))))
                        .at("/0/parts/0/inlineData/mimeType")
                        .asText());
        assertEquals(
                Wire.tree("[{\"fileData\":{\"mimeType\":\"text/html\",\"fileUri\":\"https://x.org/a.html\"}}]"),
                Wire.tree(contents(shown(new Source.Url("https://x.org/a.html"))))
                        .at("/0/parts"));
        for (Source refused : List.of(
                new Source.Inline("image/gif", "eA=="),
                new Source.Inline("image/bmp", "eA=="),
                new Source.Url("https://x.org/a.gif")))
            assertEquals(
                    new Encoding.Unsayable("an image that is neither a PNG, a JPEG, a WebP nor a HEIC or HEIF"),
                    Wire.GEMINI.encodeRequest(Asked.of(shown(refused)).request(), new ModelName(MODEL)));
    }

    private static Message shown(Source source) {
        return new Message(Role.USER, List.of(new Media(Media.Kind.IMAGE, source)));
    }
}
