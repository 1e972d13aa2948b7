package dev.outrigger.dialect.ollama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Thinking;
import dev.outrigger.chat.Tool;
import dev.outrigger.dialect.StoredState;
import dev.outrigger.support.Drawn;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OllamaRequestTest {
    private static Part image(String type, String base64) {
        return new Part.Media(Part.Media.Kind.IMAGE, new Part.Source.Inline(type, base64));
    }

    private static ChatRequest wholeChat() {
        return Lines.inbound(Lines.CHAT, Lines.cassette("request-chat.json")).request();
    }

    @Test
    void readsTheMessagesOfAChat() {
        assertEquals(
                List.of(
                        Message.of(Role.SYSTEM, "Be brief."),
                        new Message(
                                Role.USER,
                                List.of(
                                        new Part.Text("What is this?"),
                                        image("image/png", "iVBORw0KGgoAAAANSUhEUg=="),
                                        image("image/jpeg", "/9j/4AAQSkZJRgABAQ=="))),
                        new Message(
                                Role.ASSISTANT,
                                List.of(
                                        new Part.Reasoning("I need both.", Optional.empty()),
                                        new Part.ToolCall(
                                                "call_7", "get_weather", "{\"city\": \"Paris\", \"days\": 2}"),
                                        new Part.ToolCall("call_0", "find", "{}"))),
                        result("call_0", "nothing"),
                        result("call_7", "sunny")),
                wholeChat().messages());
    }

    private static Message result(String id, String text) {
        return new Message(Role.TOOL, List.of(new Part.ToolResult(id, List.of(new Part.Text(text)), false)));
    }

    @Test
    void readsWhatAChatAsksForBesideItsMessages() {
        Tool weather = new Tool(
                "get_weather",
                "Weather of a city",
                "{\"type\": \"object\", \"required\": [\"city\"], \"properties\": {\"city\": {\"type\": \"string\"}}}");
        assertEquals(
                new ChatRequest(
                        new ModelName("qwen3:8b"),
                        wholeChat().messages(),
                        List.of(weather),
                        Optional.empty(),
                        Optional.empty(),
                        new OutputFormat.Schema(
                                "",
                                Passage.of(
                                        "{\"type\": \"object\", \"properties\": {\"answer\": {\"type\": \"string\"}}}"),
                                Optional.of(Strictness.STRICT)),
                        drawn(),
                        Optional.of(new Thinking.Effort(Thinking.Effort.Level.HIGH)),
                        Optional.empty(),
                        false,
                        Set.of("keep_alive", "options.num_ctx", "options.repeat_penalty")),
                wholeChat());
    }

    private static Sampling drawn() {
        return new Drawn()
                .temperature(0.2)
                .topP(0.9)
                .topK(40)
                .maxTokens(100)
                .seed(42)
                .stop("\n\n", "END")
                .presencePenalty(-0.5)
                .frequencyPenalty(1.5)
                .topLogProbs(3)
                .sampling();
    }

    @Test
    void readsAPromptAsAChatOfOneMessage() {
        // When
        ChatRequest read = Lines.inbound(Lines.PROMPT, Lines.cassette("request-generate.json"))
                .request();
        // Then
        assertEquals(
                List.of(
                        Message.of(Role.SYSTEM, "You are a pirate."),
                        new Message(
                                Role.USER,
                                List.of(
                                        new Part.Text("Why is the sky blue?"),
                                        image("image/gif", "R0lGODlhAQABAAAAACw=")))),
                read.messages());
        assertEquals(new OutputFormat.Json(), read.format());
        assertEquals(Optional.of(new Thinking.Off()), read.thinking());
        assertTrue(read.sampling().maxTokens().isEmpty());
        // What is written and empty says nothing
        assertEquals(Set.of("context"), read.vendorFields());
        // Ids of tokens that nobody here reads
        assertEquals(Set.of("context"), StoredState.named(read));
    }

    @Test
    void countsWhatPicturesTakeBesideTheirBytes() {
        String body = "{\"model\":\"m\",\"prompt\":\"a\",\"images\":[%s]}";
        long one =
                Lines.inbound(Lines.PROMPT, Bytes.of(body.formatted("\"x\""))).readBytes();
        long two = Lines.inbound(Lines.PROMPT, Bytes.of(body.formatted("\"x\",\"y\"")))
                .readBytes();

        assertTrue(two - one >= 128, (two - one) + " bytes");
    }

    @Test
    void namesWhatAPromptSaysThatAChatCannot() {
        ChatRequest read = Lines.inbound(
                        Lines.PROMPT,
                        Bytes.of(
                                "{\"model\":\"m\",\"prompt\":\"a\",\"suffix\":\"b\",\"raw\":true,\"template\":\"{{ .Prompt }}\","
                                        + "\"context\":[],\"truncate\":false,\"keep_alive\":null}"))
                .request();

        assertEquals(Set.of("suffix", "raw", "template", "truncate"), read.vendorFields());
    }

    @Test
    void isStreamedUnlessTheAppSaysNot() {
        assertTrue(Lines.chatWith("\"think\":null").stream());
        assertTrue(Lines.chatWith("\"stream\":true").stream());
        assertFalse(Lines.chatWith("\"stream\":false").stream());
    }

    @ParameterizedTest
    @CsvSource({
        "iVBORw0KGgoAAAANSUhEUg==,image/png",
        "/9j/4AAQSkZJRgABAQ==,image/jpeg",
        "R0lGODlhAQABAAAAACw=,image/gif",
        "UklGRiQAAABXRUJQVlA4IBgAAAAw,image/webp",
        "UklGRiQAAABXQVZFZm10IBAAAAAB,application/octet-stream",
        "Qk1GAAAAAAAAADYAAAAoAAAA,image/bmp",
        "????,application/octet-stream",
        "i,application/octet-stream"
    })
    void tellsTheTypeOfAPictureByItsFirstBytes(String base64, String type) {
        ChatRequest read =
                Lines.chat("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"images\":[\"" + base64 + "\"]}]}");

        assertEquals(List.of(image(type, base64)), read.messages().getFirst().parts());
    }

    @ParameterizedTest
    @CsvSource({"low,LOW", "medium,MEDIUM", "high,HIGH", "max,MAX"})
    void readsLevelsOfThinking(String word, Thinking.Effort.Level level) {
        assertEquals(
                Optional.of(new Thinking.Effort(level)),
                Lines.chatWith("\"think\":\"" + word + "\"").thinking());
    }

    @Test
    void readsWhetherToThink() {
        assertEquals(
                Optional.of(new Thinking.Free()),
                Lines.chatWith("\"think\":true").thinking());
        assertEquals(
                Optional.of(new Thinking.Off()),
                Lines.chatWith("\"think\":false").thinking());
        assertEquals(Optional.empty(), Lines.chatWith("\"think\":null").thinking());
    }

    @Test
    void namesWordsThatHaveNoWord() {
        ChatRequest read = Lines.chatWith("\"think\":\"hard\",\"format\":\"xml\",\"keep_alive\":-1,"
                + "\"options\":{\"num_gpu\":1,\"sp ace\":2}");

        assertEquals(
                Set.of("think", "format", "keep_alive", "options.num_gpu", "options.unprintable"), read.vendorFields());
        assertTrue(Lines.OLLAMA.changesMeaning("raw"));
        assertFalse(Lines.OLLAMA.changesMeaning("keep_alive"));
    }

    @Test
    void takesWhatIsBelowOneForNoBound() {
        var sampling = Lines.chatWith("\"options\":{\"num_predict\":-2,\"top_k\":0,\"stop\":[],\"seed\":-1}")
                .sampling();

        assertEquals(new Drawn().seed(-1).sampling(), sampling);
    }

    @Test
    void findsTheCallOfAResultThatNamesOnlyItsTool() {
        // Given
        String call = "{\"role\":\"assistant\",\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":{}}},"
                + "{\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}},{\"function\":{\"name\":\"f\"}}]}";
        // When
        ChatRequest read = Lines.chat(
                "{\"model\":\"m\",\"messages\":[" + call
                        + ",{\"role\":\"tool\",\"tool_name\":\"g\",\"content\":\"\"}"
                        + ",{\"role\":\"tool\",\"tool_name\":\"f\"},{\"role\":\"tool\"},{\"role\":\"tool\",\"tool_name\":\"h\"}]}");
        // Then
        assertEquals(
                List.of("call_1", "call_0", "call_2", "h"),
                read.messages().stream()
                        .skip(1)
                        .map(message -> ((Part.ToolResult) message.parts().getFirst()).callId())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|model must be given",
                "{\"model\":7}|model must be a string",
                "{\"model\":\" \"}|model must not be blank",
                "{\"model\":\"m\",\"messages\":{}}|messages must be an array",
                "{\"model\":\"m\",\"messages\":[1]}|messages[0] must be an object",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"SECRET\"}]}|messages[0].role must be system, user, assistant or tool",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[]}]}|messages[0].content must be a string",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"images\":[{}]}]}|messages[0].images[0] must be a string",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{}]}]}|messages[0].tool_calls[0].function must be an object",
                "{\"model\":\"m\",\"tools\":[{}]}|tools[0].function must be an object",
                "{\"model\":\"m\",\"stream\":1}|stream must be true or false",
                "{\"model\":\"m\",\"think\":1}|think must be a string",
                "{\"model\":\"m\",\"format\":1}|format must be a string",
                "{\"model\":\"m\",\"options\":[]}|options must be an object",
                "{\"model\":\"m\",\"options\":{\"temperature\":-1}}|options.temperature must be a number of at least 0",
                "{\"model\":\"m\",\"options\":{\"num_predict\":1.5}}|options.num_predict must be a whole number of at most 64 bits",
                "{\"model\":\"m\",\"options\":{\"stop\":\"x\"}}|options.stop must be an array",
                "{\"model\":\"m\",\"model\":\"n\"}|a key must not stand twice in the same object of the body (line 1, column 26)",
            })
    void refusesABodyWithTheRuleThatItBreaks(String body, String rule) {
        assertEquals(rule, Lines.refusal(Lines.CHAT, body));
    }

    @Test
    void refusesAPromptThatIsNone() {
        assertEquals("prompt must be a string", Lines.refusal(Lines.PROMPT, "{\"model\":\"m\",\"prompt\":[]}"));
        assertEquals("images must be an array", Lines.refusal(Lines.PROMPT, "{\"model\":\"m\",\"images\":\"x\"}"));
    }

    @ParameterizedTest
    @EnumSource
    void hasAFieldForEveryFeature(Feature feature) {
        Set<String> names = new HashSet<>();
        for (Feature other : Feature.values()) if (other != feature) names.add(Lines.OLLAMA.field(other));

        Set<Feature> shared = Set.of(Feature.THINKING, Feature.DISPLAY, Feature.FORMAT, Feature.JSON_MODE);
        assertEquals(shared.contains(feature), names.contains(Lines.OLLAMA.field(feature)));
    }
}
