package dev.outrigger.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.Asked;
import dev.outrigger.support.Drawn;
import dev.outrigger.support.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {
    private static final Seal SEAL = new Seal("anthropic", "c2ln");
    private static final Part.Media IMAGE = new Part.Media(Part.Media.Kind.IMAGE, new Part.Source.Url("https://x"));

    @Test
    void comparesBytesByValueAndPrintsTheirSizeAlone() {
        // Given
        Bytes one = Bytes.of("prompt");
        Bytes two = Bytes.of("prompt".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        // When, Then
        assertEquals(one, two);
        assertEquals(one.hashCode(), two.hashCode());
        assertNotEquals(one, Bytes.of("other"));
        assertEquals("6 bytes", one.toString());
        assertSame(Bytes.EMPTY, Bytes.of(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void namesNoModelByBlanks(String name) {
        assertThrows(IllegalArgumentException.class, () -> new ModelName(name));
    }

    @Test
    void cannotBeChangedThroughTheListsItWasMadeOf() {
        // Given
        List<Part> parts = new ArrayList<>(List.of(new Part.Text("a")));
        Message message = new Message(Role.USER, parts);
        // When
        parts.clear();
        // Then
        assertEquals("a", message.text());
        assertThrows(UnsupportedOperationException.class, () -> message.parts().clear());
    }

    @Test
    void joinsTheTextsOfAMessageAndNothingElse() {
        // Given
        Message message = new Message(
                Role.ASSISTANT,
                List.of(
                        new Part.Text("a"),
                        IMAGE,
                        new Part.Reasoning("hidden", Optional.empty()),
                        new Part.ToolCall("c", "f", "{}"),
                        new Part.Text("b")));
        // When, Then
        assertEquals("a\nb", message.text());
    }

    @Test
    void knowsWhichMediaARequestHolds() {
        // Given
        ChatRequest plain = ChatRequest.of(new ModelName("m"), "hi");
        ChatRequest seeing = Asked.of(new Part.Text("look"), IMAGE).request();
        // When, Then
        assertTrue(seeing.has(Part.Media.Kind.IMAGE));
        assertFalse(seeing.has(Part.Media.Kind.AUDIO));
        assertFalse(plain.has(Part.Media.Kind.IMAGE));
    }

    @Test
    void countsAsContentWhatTheAppCanSee() {
        assertTrue(new Event.TextDelta(0, "x").isContent());
        assertTrue(new Event.ReasoningDelta(0, "x").isContent());
        assertTrue(new Event.RefusalDelta(0, "x").isContent());
        assertTrue(new Event.ToolCallStarted(0, 0, "", "f").isContent());
        assertTrue(new Event.ToolCallDelta(0, 0, "{").isContent());
        assertTrue(new Event.MediaDelta(0, IMAGE).isContent());
    }

    @Test
    void doesNotCountAsContentWhatOnlyFramesIt() {
        List<Event> frames = List.of(
                new Event.Started("id", new ModelName("m")),
                new Event.TextDelta(0, ""),
                new Event.ReasoningDelta(0, ""),
                new Event.RefusalDelta(0, ""),
                new Event.ToolCallDelta(0, 0, ""),
                new Event.ReasoningSigned(0, SEAL),
                new Event.ReasoningSealed(0, SEAL),
                new Event.Finished(0, FinishReason.STOP),
                new Event.Used(Usage.of(1, 2)),
                new Event.LogProbs(0, List.of(new LogProb("x", -1))),
                new Event.Other(0, "server_tool_use"),
                new Event.Noted(0, "safetyRatings"),
                new Event.Weighed(0, Evidence.of(-1, 1)),
                new Event.Ping(),
                new Event.Comment(),
                new Event.Ended(),
                new Event.Failed(new Failure.Malformed("x")));
        assertFalse(Frame.of(frames).hasContent());
    }

    @Test
    @Row("clock.idle")
    void isNotHeardByEmptyPiecesMereCountsOrComments() {
        Stream.of(
                        new Event.TextDelta(0, ""),
                        new Event.ReasoningDelta(0, ""),
                        new Event.RefusalDelta(0, ""),
                        new Event.ToolCallDelta(0, 0, ""),
                        new Event.LogProbs(0, List.of()),
                        new Event.Used(Usage.of(1, 2)),
                        new Event.Noted(0, "safetyRatings"),
                        new Event.Comment())
                .forEach(event -> assertFalse(event.isHeard(), event.toString()));
    }

    @Test
    @Row("clock.idle")
    void isHeardByContentByWhatFramesItAndByAVendorsPing() {
        Stream.of(
                        new Event.TextDelta(0, "a"),
                        new Event.ReasoningDelta(0, "a"),
                        new Event.ToolCallStarted(0, 0, "id", "name"),
                        new Event.ToolCallDelta(0, 0, "{"),
                        new Event.ReasoningSigned(0, SEAL),
                        new Event.Finished(0, FinishReason.STOP),
                        new Event.Other(0, "server_tool_use"),
                        new Event.Ping(),
                        new Event.Ended())
                .forEach(event -> assertTrue(event.isHeard(), event.toString()));
    }

    @Test
    void choosesAmongAtLeastOneTool() {
        assertThrows(IllegalArgumentException.class, () -> new ToolChoice.Among(List.of(), ToolChoice.Among.Duty.MUST));
    }

    @ParameterizedTest
    @CsvSource({"-1, 3", "4, 3"})
    void citesNoStretchThatIsNone(int start, int end) {
        assertThrows(IllegalArgumentException.class, () -> new Citation.Stretch(start, end));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY})
    void takesAFinitePenalty(double penalty) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Drawn().presencePenalty(penalty).sampling());
        assertThrows(
                IllegalArgumentException.class,
                () -> new Drawn().frequencyPenalty(penalty).sampling());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void drawsAtNoTemperatureThatIsNone(double temperature) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Drawn().temperature(temperature).sampling());
    }

    @Test
    void asksForAtLeastOneTokenAndOneChoice() {
        assertThrows(
                IllegalArgumentException.class, () -> new Drawn().maxTokens(0).sampling());
        assertThrows(
                IllegalArgumentException.class, () -> new Drawn().choices(0).sampling());
        assertThrows(IllegalArgumentException.class, () -> new Thinking.Budget(0));
    }

    @Test
    void changesNothingButTheBoundOnTokens() {
        // Given
        Drawn drawn = new Drawn()
                .temperature(0.5)
                .topP(0.9)
                .topK(40)
                .seed(7)
                .stop("END")
                .choices(2)
                .presencePenalty(-2)
                .frequencyPenalty(2)
                .topLogProbs(3);
        // When, Then
        assertEquals(drawn.sampling().withMaxTokens(1), drawn.maxTokens(1).sampling());
    }

    @Provide
    Arbitrary<Usage> usages() {
        Arbitrary<OptionalLong> count = Arbitraries.longs()
                .between(0, 1_000_000)
                .map(OptionalLong::of)
                .injectNull(0.3)
                .map(tokens -> tokens == null ? OptionalLong.empty() : tokens);
        return Combinators.combine(count, count, count, count, count).as(Usage::new);
    }

    @Property
    void keepsWhatALaterReportIsSilentAbout(@ForAll("usages") Usage one, @ForAll("usages") Usage two) {
        // When
        Usage both = one.updatedBy(two);
        // Then
        assertEquals(two.input().isPresent() ? two.input() : one.input(), both.input());
        assertEquals(two.cacheWritten().isPresent() ? two.cacheWritten() : one.cacheWritten(), both.cacheWritten());
        assertEquals(one, one.updatedBy(Usage.ABSENT));
        assertEquals(one, Usage.ABSENT.updatedBy(one));
        assertEquals(both, both.updatedBy(two));
    }
}
