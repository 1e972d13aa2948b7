package dev.outrigger.dialect.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Thinking;
import dev.outrigger.chat.Thinking.Effort.Level;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.support.Asked;
import dev.outrigger.support.Drawn;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicThinkingWriterTest {
    private static ChatRequest thinking(Thinking thinking, ChatRequest request) {
        return new ChatRequest(
                request.model(),
                request.messages(),
                request.tools(),
                request.toolChoice(),
                request.toolCalling(),
                request.format(),
                request.sampling(),
                Optional.of(thinking),
                request.display(),
                request.stream(),
                request.vendorFields());
    }

    static ChatRequest thinking(Thinking thinking, Sampling sampling) {
        return thinking(thinking, Asked.of("a").sampling(sampling).request());
    }

    private static ChatRequest shown(ChatRequest request, Thinking.Display display) {
        return new ChatRequest(
                request.model(),
                request.messages(),
                request.tools(),
                request.toolChoice(),
                request.toolCalling(),
                request.format(),
                request.sampling(),
                request.thinking(),
                Optional.of(display),
                request.stream(),
                request.vendorFields());
    }

    @Test
    void saysThatNobodyShallThink() {
        // When
        JsonNode written = Wire.written(
                thinking(new Thinking.Off(), new Drawn().temperature(0.3).sampling()));
        // Then
        assertEquals(Wire.json("{\"type\":\"disabled\"}"), written.get("thinking"));
        assertEquals(0.3, written.get("temperature").asDouble());
        assertEquals(4_096, written.get("max_tokens").asInt());
    }

    @ParameterizedTest
    @CsvSource({
        "MINIMAL, low, true",
        "LOW, low, false",
        "MEDIUM, medium, false",
        "HIGH, high, false",
        "VERY_HIGH, xhigh, false",
        "MAX, max, false"
    })
    void saysAnEffortBesideAdaptiveThinking(Level level, String word, boolean isLost) {
        // When
        var said = Wire.said(thinking(new Thinking.Effort(level), Sampling.UNSAID));
        // Then
        JsonNode written = Wire.json(said.body().utf8());
        assertEquals(Wire.json("{\"type\":\"adaptive\"}"), written.get("thinking"));
        assertEquals(word, written.at("/output_config/effort").asText());
        assertEquals(16_384, written.get("max_tokens").asInt());
        assertEquals(isLost ? Set.of(Feature.THINKING) : Set.of(), said.lost());
    }

    @ParameterizedTest
    @CsvSource({
        // asked, bound of the answer (0: unsaid), written (0: none), bound written
        "2048, 0, 2048, 6144",
        "100, 0, 1024, 5120",
        "2048, 4000, 2048, 4000",
        "8000, 4000, 3999, 4000",
        "2048, 1024, 0, 1024",
        "2147483647, 0, 2147483646, 2147483647"
    })
    void keepsABudgetWithinItsBounds(int asked, int bound, int written, int boundWritten) {
        // Given
        Sampling sampling = bound == 0 ? Sampling.UNSAID : Sampling.UNSAID.withMaxTokens(bound);
        // When
        var said = Wire.said(thinking(new Thinking.Budget(asked), sampling));
        // Then
        JsonNode body = Wire.json(said.body().utf8());
        assertEquals(written, body.at("/thinking/budget_tokens").asInt());
        assertEquals(boundWritten, body.get("max_tokens").asInt());
        assertEquals(asked == written ? Set.of() : Set.of(Feature.THINKING), said.lost());
    }

    @Test
    void leavesOutWhatThinkingForbids() {
        // Given
        Sampling sampling = new Drawn().temperature(0.2).topP(0.5).topK(9).sampling();
        // When
        var said = Wire.said(thinking(new Thinking.Free(), sampling));
        // Then
        JsonNode body = Wire.json(said.body().utf8());
        for (String name : List.of("temperature", "top_p", "top_k")) assertFalse(body.has(name), name);
        assertEquals(Set.of(Feature.TEMPERATURE, Feature.TOP_P, Feature.TOP_K), said.lost());
    }

    @Test
    void keepsWhatThinkingAllows() {
        // When
        var said = Wire.said(thinking(
                new Thinking.Free(), new Drawn().temperature(1).topP(0.95).sampling()));
        // Then
        assertEquals(0.95, Wire.json(said.body().utf8()).get("top_p").asDouble());
        assertEquals(Set.of(), said.lost());
    }

    @Test
    void keepsAForcedToolAndGivesThinkingUp() {
        // Given
        List<ToolChoice> forced = List.of(
                new ToolChoice.Required(),
                new ToolChoice.Named("f"),
                new ToolChoice.Among(List.of("f"), ToolChoice.Among.Duty.MUST));
        for (ToolChoice choice : forced) {
            // When
            var said = Wire.said(thinking(
                    new Thinking.Free(),
                    Asked.of("a")
                            .tools(List.of(new Tool("f", "", "{}")))
                            .choice(choice)
                            .request()));
            // Then
            assertFalse(Wire.json(said.body().utf8()).has("thinking"), choice.toString());
            assertEquals(Set.of(Feature.THINKING), said.lost());
        }
    }

    @Test
    void thinksBesideToolsThatMayBeCalled() {
        // When
        var said = Wire.said(thinking(
                new Thinking.Free(),
                Asked.of("a")
                        .tools(List.of(new Tool("f", "", "{}")))
                        .choice(new ToolChoice.Auto())
                        .request()));
        // Then
        assertEquals(
                "adaptive", Wire.json(said.body().utf8()).at("/thinking/type").asText());
        assertEquals(Set.of(), said.lost());
    }

    @Test
    void givesABudgetUpAmidToolsThatAnotherVendorsModelCalled() {
        // Given
        Part call = new Part.ToolCall("c", "f", "{}");
        Part ours = new Part.Reasoning("t", Optional.of(new Seal("anthropic", "s")));
        // When
        var theirs = Wire.said(thinking(new Thinking.Budget(2_000), loop(List.of(call))));
        var own = Wire.said(thinking(new Thinking.Budget(2_000), loop(List.of(ours, call))));
        // Then
        assertEquals(Set.of(Feature.THINKING), theirs.lost());
        assertFalse(Wire.json(theirs.body().utf8()).has("thinking"));
        assertEquals(Set.of(), own.lost());
        assertEquals(
                2_000,
                Wire.json(own.body().utf8()).at("/thinking/budget_tokens").asInt());
    }

    private static ChatRequest loop(List<Part> turn) {
        return Asked.of(
                        Message.of(Role.USER, "a"),
                        new Message(Role.ASSISTANT, turn),
                        new Message(Role.TOOL, List.of(new Part.ToolResult("c", List.of(), false))))
                .request();
    }

    @Test
    void saysWhatShallBeShownOfThoughts() {
        // Given
        ChatRequest free = thinking(new Thinking.Free(), Sampling.UNSAID);
        // When, Then
        assertEquals(
                "summarized",
                Wire.written(shown(free, Thinking.Display.SHOWN))
                        .at("/thinking/display")
                        .asText());
        assertEquals(
                "omitted",
                Wire.written(shown(free, Thinking.Display.HIDDEN))
                        .at("/thinking/display")
                        .asText());
    }

    @Test
    void losesTheWishToSeeThoughtsThatNobodyThinks() {
        // Given
        ChatRequest silent = Asked.of("a").request();
        // When, Then
        assertEquals(
                Set.of(Feature.DISPLAY),
                Wire.said(shown(silent, Thinking.Display.SHOWN)).lost());
        assertEquals(Set.of(), Wire.said(shown(silent, Thinking.Display.HIDDEN)).lost());
    }
}
