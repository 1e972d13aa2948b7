package dev.outrigger.dialect.gemini;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.LogProb;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.ListedModel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GeminiAnswerWriterTest {
    private static JsonNode written(Event... events) {
        return Wire.tree(Wire.GEMINI
                .encodeAnswer(List.of(Frame.of(List.of(events))), Wire.ID)
                .utf8());
    }

    @Test
    void writesAnAnswerOfAnother() {
        JsonNode answer = written(
                new Event.Started("chatcmpl-1", new ModelName("gpt-x")),
                new Event.ReasoningDelta(0, "hm"),
                new Event.TextDelta(0, "Pa"),
                new Event.TextDelta(0, "ris"),
                new Event.ToolCallStarted(0, 0, "call_a", "f"),
                new Event.ToolCallDelta(0, 0, "{\"x\""),
                new Event.ToolCallStarted(0, 1, "call_b", "g"),
                new Event.ToolCallDelta(0, 0, ":1}"),
                new Event.Finished(0, FinishReason.TOOL_CALLS),
                new Event.Used(
                        new Usage(OptionalLong.of(3), OptionalLong.of(9), OptionalLong.of(2), OptionalLong.of(4))),
                new Event.Ended());

        assertEquals(
                Wire.tree("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"hm\",\"thought\":true},"
                        + "{\"text\":\"Paris\"},{\"functionCall\":{\"id\":\"call_a\",\"name\":\"f\",\"args\":{\"x\":1}}},"
                        + "{\"functionCall\":{\"id\":\"call_b\",\"name\":\"g\",\"args\":{}}}],\"role\":\"model\"},"
                        + "\"index\":0,\"finishReason\":\"STOP\"}],\"modelVersion\":\"gpt-x\",\"responseId\":\""
                        + Wire.ID.value()
                        + "\",\"usageMetadata\":{\"promptTokenCount\":3,\"candidatesTokenCount\":5,"
                        + "\"thoughtsTokenCount\":4,\"cachedContentTokenCount\":2,\"totalTokenCount\":12}}"),
                answer);
    }

    @Test
    void showsNoSealOfAnother() {
        String answer = written(
                        new Event.ReasoningDelta(0, "hm"),
                        new Event.ReasoningSigned(0, new Seal("anthropic", "SEALED")),
                        new Event.ReasoningSealed(0, new Seal("openai", "SEALED")),
                        new Event.TextDelta(0, "a"),
                        new Event.Finished(0, FinishReason.STOP))
                .toString();

        assertFalse(answer.contains("SEALED"), answer);
    }

    @Test
    void aCallWhoseArgumentsWereCutIsNone() {
        JsonNode answer = written(
                new Event.ToolCallStarted(0, 0, "a", "f"),
                new Event.ToolCallDelta(0, 0, "{\"x\":"),
                new Event.Finished(0, FinishReason.LENGTH));

        JsonNode candidate = answer.path("candidates").path(0);
        assertFalse(answer.toString().contains("functionCall"), answer.toString());
        assertEquals("MAX_TOKENS", candidate.path("finishReason").asText());
    }

    @Test
    void aRefusalIsOneOfSafety() {
        JsonNode candidate = written(new Event.RefusalDelta(0, "I cannot"), new Event.Finished(0, FinishReason.STOP))
                .path("candidates")
                .path(0);

        assertEquals("I cannot", candidate.at("/content/parts/0/text").asText());
        assertEquals("SAFETY", candidate.path("finishReason").asText());
    }

    @Test
    void readsBackWhatItWrites() {
        List<Event> events = List.of(
                new Event.Started(Wire.ID.value(), new ModelName("m")),
                new Event.ReasoningSigned(0, new Seal("gemini", "c2ln")),
                new Event.ToolCallStarted(0, 0, "a", "f"),
                new Event.ToolCallDelta(0, 0, "{\"x\":[1,\"ü\"]}"),
                new Event.Finished(0, FinishReason.TOOL_CALLS),
                new Event.TextDelta(1, "Grüße 😀"),
                new Event.Cited(
                        1,
                        new Citation(
                                new Citation.Source.Page("https://x.org"),
                                Optional.of("X"),
                                Optional.empty(),
                                Optional.of(new Citation.Stretch(2, 7)))),
                new Event.LogProbs(1, List.of(new LogProb("Gr", -1.5, List.of(new LogProb("Ha", -2.5))))),
                new Event.Finished(1, FinishReason.LENGTH),
                new Event.Used(Usage.of(3, 4)));

        Bytes written = Wire.GEMINI.encodeAnswer(List.of(Frame.of(events)), Wire.ID);

        assertEquals(events, Wire.answer(written.utf8()));
    }

    @Test
    void listsModelsAsTheVendorDoes() {
        String list = Wire.GEMINI
                .encodeModels(List.of(new ListedModel("auto", "outrigger"), new ListedModel("gpt-x", "there")))
                .utf8();

        JsonNode models = Wire.tree(list).path("models");
        assertEquals("models/auto", models.path(0).path("name").asText());
        assertEquals(
                "[\"generateContent\",\"streamGenerateContent\",\"countTokens\"]",
                models.path(1).path("supportedGenerationMethods").toString());
    }
}
