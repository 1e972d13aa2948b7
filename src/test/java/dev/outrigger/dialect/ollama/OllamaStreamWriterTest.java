package dev.outrigger.dialect.ollama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.LogProb;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Usage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OllamaStreamWriterTest {
    private static final String HEAD = "{\"model\":\"smol\",\"created_at\":\"2025-06-15T15:06:40Z\",";
    private static final Event STARTED = new Event.Started("x", new ModelName("smol"));

    @Test
    void writesTheLinesOfAChat() {
        assertEquals(
                HEAD + "\"message\":{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"Hm\"},\"done\":false}\n"
                        + HEAD + "\"message\":{\"role\":\"assistant\",\"content\":\"Pa\\\"ris\"},\"done\":false}\n"
                        + HEAD + "\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,"
                        + "\"done_reason\":\"length\",\"prompt_eval_count\":3,\"eval_count\":4}\n",
                Lines.written(
                        Lines.CHAT,
                        STARTED,
                        new Event.ReasoningDelta(0, "Hm"),
                        new Event.TextDelta(0, ""),
                        new Event.TextDelta(0, "Pa\"ris"),
                        new Event.Used(Usage.of(3, 1)),
                        new Event.Finished(0, FinishReason.LENGTH),
                        new Event.Used(Usage.of(3, 4)),
                        new Event.Ended()));
    }

    @Test
    void writesTheLinesOfAPromptsAnswer() {
        assertEquals(
                HEAD + "\"response\":\"\",\"thinking\":\"Hm\",\"done\":false}\n" + HEAD
                        + "\"response\":\"Paris\",\"done\":false}\n" + HEAD
                        + "\"response\":\"\",\"done\":true,\"done_reason\":\"stop\"}\n",
                Lines.written(
                        Lines.PROMPT,
                        STARTED,
                        new Event.ReasoningDelta(0, "Hm"),
                        new Event.TextDelta(0, "Paris"),
                        new Event.Finished(0, FinishReason.STOP),
                        new Event.Ended()));
    }

    @Test
    void saysThatAFilterEndedAnAnswer() {
        assertEquals(
                HEAD + "\"message\":{\"role\":\"assistant\",\"content\":\"Pa\"},\"done\":false}\n" + HEAD
                        + "\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,"
                        + "\"done_reason\":\"content_filter\"}\n",
                Lines.written(
                        Lines.CHAT,
                        STARTED,
                        new Event.TextDelta(0, "Pa"),
                        new Event.Finished(0, FinishReason.CONTENT_FILTER),
                        new Event.Ended()));
    }

    @Test
    void tellsInterleavedCallsWholeWhenTheChoiceEnds() {
        assertEquals(
                HEAD + "\"message\":{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":["
                        + "{\"id\":\"a\",\"function\":{\"index\":0,\"name\":\"f\",\"arguments\":{\"n\":1.50}}},"
                        + "{\"id\":\"b\",\"function\":{\"index\":1,\"name\":\"g\",\"arguments\":{}}}]},\"done\":false}\n"
                        + HEAD
                        + "\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\"}\n",
                Lines.written(
                        Lines.CHAT,
                        STARTED,
                        new Event.ToolCallStarted(0, 0, "a", "f"),
                        new Event.ToolCallStarted(0, 3, "b", "g"),
                        new Event.ToolCallDelta(0, 3, "{"),
                        new Event.ToolCallDelta(0, 0, "{\"n\":"),
                        new Event.ToolCallDelta(0, 3, "}"),
                        new Event.ToolCallDelta(0, 0, "1.50}"),
                        new Event.Finished(0, FinishReason.TOOL_CALLS),
                        new Event.Ended()));
    }

    @Test
    void writesARefusalAsTextAndHowLikelyTokensWere() {
        assertEquals(
                HEAD + "\"message\":{\"role\":\"assistant\",\"content\":\"no\"},\"done\":false}\n" + HEAD
                        + "\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"logprobs\":[{\"token\":\"é\","
                        + "\"logprob\":-0.5,\"bytes\":[195,169],\"top_logprobs\":[{\"token\":\"x\",\"logprob\":-1.0,"
                        + "\"bytes\":[120]}]}],\"done\":false}\n",
                Lines.written(
                        Lines.CHAT,
                        STARTED,
                        new Event.RefusalDelta(0, "no"),
                        new Event.LogProbs(0, List.of(new LogProb("é", -0.5, List.of(new LogProb("x", -1)))))));
    }

    @Test
    void writesNothingOfWhatHasNoWord() {
        Seal seal = new Seal("anthropic", "SEAL");
        Citation cited = new Citation(
                new Citation.Source.Page("https://example.org"), Optional.empty(), Optional.empty(), Optional.empty());

        assertEquals(
                "",
                Lines.written(
                        Lines.CHAT,
                        STARTED,
                        new Event.Ping(),
                        new Event.ReasoningSigned(0, seal),
                        new Event.ReasoningSealed(0, seal),
                        new Event.Cited(0, cited),
                        new Event.Other(0, "x"),
                        new Event.Failed(new Failure.Cut("x"))));
    }

    @Test
    void writesAFailureAsALineOfItsOwn() {
        String line = Lines.OLLAMA
                .encodeStreamFailure(new Failure.Cut("upstream left"), Lines.ID)
                .utf8();

        assertEquals("{\"error\":\"upstream left [exchange " + Lines.ID.value() + "]\"}\n", line);
        assertTrue(Lines.events(Lines.frames(dev.outrigger.chat.Bytes.of(line))).getFirst() instanceof Event.Failed);
    }

    @Test
    void writesAFailureInUpstreamsWords() {
        Failure failure = new Failure.TooLong(
                "ours",
                Optional.of(new Failure.Verbatim(
                        400, "", dev.outrigger.chat.Bytes.EMPTY, "openai", Passage.of("too \"long\""))));

        assertEquals(
                "{\"error\":\"too \\\"long\\\" [exchange " + Lines.ID.value() + "]\"}",
                Lines.OLLAMA.encodeFailure(failure, Lines.ID).utf8());
    }

    @Test
    void aCallWithoutAnIdHasNone() {
        String stream = Lines.written(
                Lines.CHAT,
                new Event.ToolCallStarted(0, 0, "", "f"),
                new Event.ToolCallDelta(0, 0, "{}"),
                new Event.Finished(0, FinishReason.TOOL_CALLS),
                new Event.Ended());

        assertFalse(stream.contains("\"id\""), stream);
        assertTrue(stream.contains("\"name\":\"f\""), stream);
    }
}
