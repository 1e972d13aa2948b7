package dev.outrigger.dialect.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.Dialect.Answered;
import dev.outrigger.dialect.ListedModel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicAnswerTest {
    private static List<Event> events(String body) {
        return assertInstanceOf(Answered.Whole.class, Wire.ANTHROPIC.decodeAnswer(Bytes.of(body)))
                .frame()
                .events();
    }

    private static Failure failure(String body) {
        return assertInstanceOf(Answered.Broken.class, Wire.ANTHROPIC.decodeAnswer(Bytes.of(body)))
                .failure();
    }

    private static JsonNode encoded(Event... events) {
        return Wire.json(Wire.ANTHROPIC
                .encodeAnswer(List.of(Frame.of(List.of(events))), Wire.ID)
                .utf8());
    }

    @Test
    void readsThoughtsTextsAndCalls() {
        assertEquals(
                List.of(
                        new Event.Started("msg_01XFD", new ModelName("claude-sonnet-4-5-20250929")),
                        new Event.ReasoningDelta(0, "The user wants weather."),
                        new Event.ReasoningSigned(0, new Seal("anthropic", "EqQBCgIYAhIM")),
                        new Event.ReasoningSealed(0, new Seal("anthropic", "EmwKAhgBEgy3va3p")),
                        new Event.TextDelta(0, "I'll look."),
                        new Event.ToolCallStarted(0, 0, "toolu_01A", "get_weather"),
                        new Event.ToolCallDelta(0, 0, "{\"city\":\"Rome\"}"),
                        new Event.ToolCallStarted(0, 1, "toolu_01B", "now"),
                        new Event.ToolCallDelta(0, 1, "{}"),
                        new Event.Used(new Usage(
                                OptionalLong.of(420),
                                OptionalLong.of(58),
                                OptionalLong.of(300),
                                OptionalLong.of(11),
                                OptionalLong.of(20))),
                        new Event.Finished(0, FinishReason.TOOL_CALLS)),
                events(Wire.cassette("answer-tools.json")));
    }

    @Test
    void readsSourcesWithTheStretchOfTheirBlock() {
        // When
        List<Event> events = events(Wire.cassette("answer-citations.json"));
        // Then
        Optional<Citation.Stretch> stretch = Optional.of(new Citation.Stretch(8, 22));
        assertEquals(
                List.of(
                        new Event.Other(0, "server_tool_use"),
                        new Event.Other(0, "web_search_tool_result"),
                        new Event.TextDelta(0, "Well \uD83D\uDE00: "),
                        new Event.TextDelta(0, "grass is green"),
                        new Event.Cited(
                                0,
                                new Citation(
                                        new Citation.Source.Given(1),
                                        Optional.of("Facts"),
                                        Optional.of("The grass is green."),
                                        stretch)),
                        new Event.Cited(
                                0,
                                new Citation(
                                        new Citation.Source.Page("https://example.org/grass"),
                                        Optional.of("Grass"),
                                        Optional.of("Grass is green."),
                                        stretch)),
                        new Event.TextDelta(0, "."),
                        new Event.Used(Usage.of(9, 8)),
                        new Event.Finished(0, FinishReason.STOP)),
                events.subList(1, events.size()));
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, STOP",
        "stop_sequence, STOP",
        "max_tokens, LENGTH",
        "model_context_window_exceeded, LENGTH",
        "tool_use, TOOL_CALLS",
        "refusal, CONTENT_FILTER",
        "pause_turn, OTHER",
        "something_new, OTHER"
    })
    void readsWhyItEnded(String reason, FinishReason expected) {
        assertEquals(
                List.of(new Event.Finished(0, expected)),
                events("{\"content\":[],\"stop_reason\":\"" + reason + "\"}"));
    }

    @Test
    void readsTheWordsOfARefusal() {
        assertEquals(
                List.of(new Event.RefusalDelta(0, "Not this."), new Event.Finished(0, FinishReason.CONTENT_FILTER)),
                events("{\"content\":[],\"stop_reason\":\"refusal\",\"stop_details\":{\"type\":\"refusal\","
                        + "\"category\":\"bio\",\"explanation\":\"Not this.\"}}"));
    }

    @Test
    void leavesUnknownCountsAbsent() {
        assertEquals(
                List.of(new Event.Used(Usage.ABSENT), new Event.Finished(0, FinishReason.STOP)),
                events(
                        "{\"content\":[],\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":-1,\"output_tokens\":null}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no", "[]", "{\"content\":", "<html></html>", "{}", "{\"content\":\"x\"}"})
    void takesWhatIsNoMessageForMalformed(String body) {
        assertEquals("malformed", failure(body).label());
    }

    @Test
    void readsAnErrorWhereAnAnswerShouldBe() {
        assertEquals(
                "throttled",
                failure("{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"slow\"}}")
                        .label());
        assertEquals(
                "malformed",
                failure("{\"type\":\"error\",\"x\":\"" + "y".repeat(300_000) + "\"}")
                        .label());
    }

    @Test
    void writesAMessage() {
        // When
        JsonNode said = encoded(
                new Event.Started("up", new ModelName("gpt-x")),
                new Event.ReasoningDelta(0, "hm"),
                new Event.TextDelta(0, "Hel"),
                new Event.TextDelta(0, "lo"),
                new Event.ToolCallStarted(0, 0, "call_1", "f"),
                new Event.ToolCallDelta(0, 0, "{\"a\":1}"),
                new Event.ToolCallStarted(0, 1, "call_2", "g"),
                new Event.ToolCallDelta(0, 1, "{\"cut"),
                new Event.Used(
                        new Usage(OptionalLong.of(10), OptionalLong.of(4), OptionalLong.of(6), OptionalLong.of(2))),
                new Event.Finished(0, FinishReason.LENGTH));
        // Then
        assertEquals(
                Wire.json("{\"id\":\"msg_" + Wire.ID.value()
                        + "\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"gpt-x\",\"content\":["
                        + "{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"outrigger:unsigned\"},"
                        + "{\"type\":\"text\",\"text\":\"Hello\"},"
                        + "{\"type\":\"tool_use\",\"id\":\"call_1\",\"name\":\"f\",\"input\":{\"a\":1}}],"
                        + "\"stop_reason\":\"max_tokens\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":4,"
                        + "\"cache_read_input_tokens\":6,\"output_tokens\":4,"
                        + "\"output_tokens_details\":{\"thinking_tokens\":2}}}"),
                said);
    }

    @Test
    void showsNoSealOfAnotherVendor() {
        // When
        JsonNode said = encoded(
                new Event.ReasoningDelta(0, "a"),
                new Event.ReasoningSigned(0, new Seal("gemini", "secret")),
                new Event.ReasoningSealed(0, new Seal("openai", "secret")),
                new Event.TextDelta(0, "b"),
                new Event.Finished(0, FinishReason.STOP));
        // Then
        assertEquals(
                Wire.json("[{\"type\":\"thinking\",\"thinking\":\"a\",\"signature\":\"outrigger:unsigned\"},"
                        + "{\"type\":\"text\",\"text\":\"b\"}]"),
                said.get("content"));
    }

    @Test
    void writesSourcesOnTheirText() {
        // Given
        Citation page = new Citation(
                new Citation.Source.Page("https://example.org"),
                Optional.of("T"),
                Optional.empty(),
                Optional.of(new Citation.Stretch(0, 2)));
        // When
        JsonNode said = encoded(
                new Event.TextDelta(0, "ab"),
                new Event.Cited(0, page),
                new Event.Cited(
                        0,
                        new Citation(
                                new Citation.Source.Uploaded("file-1"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())),
                new Event.Finished(0, FinishReason.STOP));
        // Then
        assertEquals(
                Wire.json("[{\"type\":\"web_search_result_location\",\"url\":\"https://example.org\","
                        + "\"encrypted_index\":\"\",\"title\":\"T\",\"cited_text\":\"\"}]"),
                said.at("/content/0/citations"));
    }

    @Test
    void writesARefusalAsAReason() {
        // When
        JsonNode said = encoded(new Event.RefusalDelta(0, "No."), new Event.Finished(0, FinishReason.STOP));
        // Then
        assertEquals("refusal", said.get("stop_reason").asText());
        assertEquals("No.", said.at("/stop_details/explanation").asText());
        assertEquals(0, said.get("content").size());
    }

    @Test
    void listsModels() {
        // When
        JsonNode list = Wire.json(Wire.ANTHROPIC
                .encodeModels(List.of(new ListedModel("auto", "outrigger"), new ListedModel("claude-x", "ant")))
                .utf8());
        // Then
        assertEquals("auto", list.get("first_id").asText());
        assertEquals("claude-x", list.get("last_id").asText());
        assertEquals("claude-x", list.at("/data/1/id").asText());
        assertEquals("model", list.at("/data/1/type").asText());
        assertEquals(false, list.get("has_more").asBoolean());
    }
}
