package dev.outrigger.dialect.anthropic;

import static dev.outrigger.dialect.anthropic.AnthropicThinkingWriterTest.thinking;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Thinking;
import dev.outrigger.chat.Thinking.Effort.Level;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wish to think, as the generations of models take it. */
class AnthropicThinkingModelTest {
    @ParameterizedTest
    @CsvSource({
        // model, asked, how it thinks, its budget (0: none), its effort, whether something is lost
        "claude-opus-4-6, HIGH, adaptive, 0, high, false",
        "anthropic/claude-sonnet-4.6, MAX, adaptive, 0, max, false",
        "claude-sonnet-4-6, VERY_HIGH, adaptive, 0, high, true",
        "claude-opus-4-7, VERY_HIGH, adaptive, 0, xhigh, false",
        "claude-sonnet-5, LOW, adaptive, 0, low, false",
        "somebodys-name, VERY_HIGH, adaptive, 0, xhigh, false",
        "claude-opus-4-5-20251101, LOW, enabled, 1024, low, false",
        "claude-opus-4-5@20251101, MAX, enabled, 24576, high, true",
        "claude-sonnet-4-5-20250929, MEDIUM, enabled, 8192, '', false",
        "claude-haiku-4-5, HIGH, enabled, 24576, '', false",
        "claude-sonnet-4-20250514, LOW, enabled, 1024, '', false",
        "claude-3-7-sonnet-20250219, MINIMAL, enabled, 1024, '', true",
        "claude-3-5-haiku-latest, HIGH, '', 0, '', true",
        "claude-3-opus-20240229, HIGH, '', 0, '', true",
    })
    void saysAnEffortAsTheModelTakesIt(
            String model, Level level, String type, int budget, String effort, boolean isLost) {
        // When
        var said = Wire.said(thinking(new Thinking.Effort(level), Sampling.UNSAID), new ModelName(model));
        // Then
        JsonNode body = Wire.json(said.body().utf8());
        assertEquals(type, body.at("/thinking/type").asText());
        assertEquals(budget, body.at("/thinking/budget_tokens").asInt());
        assertEquals(effort, body.at("/output_config/effort").asText());
        assertEquals(isLost ? Set.of(Feature.THINKING) : Set.of(), said.lost());
    }

    @Test
    void keepsTheBudgetThatStandsForAnEffortBelowTheBoundOfTheAnswer() {
        // Given
        ModelName model = new ModelName("claude-sonnet-4-5");
        Thinking effort = new Thinking.Effort(Level.HIGH);
        // When
        var said = Wire.said(thinking(effort, Sampling.UNSAID.withMaxTokens(4_000)), model);
        var none = Wire.said(thinking(effort, Sampling.UNSAID.withMaxTokens(500)), model);
        // Then
        assertEquals(
                Wire.json("{\"type\":\"enabled\",\"budget_tokens\":3999}"),
                Wire.json(said.body().utf8()).get("thinking"));
        assertFalse(Wire.json(none.body().utf8()).has("thinking"));
        assertEquals(Set.of(Feature.THINKING), none.lost());
    }

    @Test
    void saysABudgetAsAnEffortWhereTheModelTakesNone() {
        // When
        var said = Wire.said(thinking(new Thinking.Budget(5_000), Sampling.UNSAID), new ModelName("claude-opus-4-7"));
        // Then
        JsonNode body = Wire.json(said.body().utf8());
        assertEquals("adaptive", body.at("/thinking/type").asText());
        assertEquals("medium", body.at("/output_config/effort").asText());
        assertEquals(Set.of(Feature.THINKING), said.lost());
    }

    @Test
    void boundsFreeThoughtWhereTheModelDoesNotDecideItself() {
        // When
        var said = Wire.said(thinking(new Thinking.Free(), Sampling.UNSAID), new ModelName("claude-haiku-4-5"));
        // Then
        assertEquals(
                8_192,
                Wire.json(said.body().utf8()).at("/thinking/budget_tokens").asInt());
        assertEquals(Set.of(Feature.THINKING), said.lost());
    }
}
