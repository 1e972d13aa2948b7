package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Seal;
import dev.outrigger.chat.Usage;
import dev.outrigger.support.Row;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final Progress progress = new Progress(1);

    private void see(Event... events) {
        progress.see(Frame.of(List.of(events)));
    }

    @Test
    @Row("clock.first-token-content")
    void isNotOpenedBySignsOfLifeWithoutContent() {
        see(
                new Event.Started("id", new ModelName("m")),
                new Event.TextDelta(0, ""),
                new Event.Ping(),
                new Event.Used(Usage.of(1, 0)),
                new Event.ReasoningSigned(0, new Seal("anthropic", "s")));
        assertFalse(progress.isOpen());
    }

    @Test
    @Row("clock.first-token-content")
    void isOpenedByEveryKindOfContent() {
        for (Event content : List.of(
                new Event.TextDelta(0, "a"),
                new Event.ReasoningDelta(0, "a"),
                new Event.RefusalDelta(0, "a"),
                new Event.ToolCallStarted(0, 0, "id", "tool"),
                new Event.ToolCallDelta(0, 0, "{"))) {
            Progress fresh = new Progress(1);
            fresh.see(Frame.of(List.of(content)));
            assertTrue(fresh.isOpen() && fresh.hasContent(), content.toString());
        }
    }

    @Test
    @Row("before.finish-alone")
    void isOpenedByAFinishReasonThoughNothingWasSaid() {
        see(new Event.Finished(0, FinishReason.LENGTH));
        assertTrue(progress.isOpen());
        assertFalse(progress.hasContent());
        assertTrue(progress.isComplete());
    }

    @Test
    @Row("before.refused-finish")
    void isARefusalWhereAFilterEndedEveryChoiceBeforeAnyContent() {
        assertEquals(Optional.empty(), progress.refusal());
        progress.see(Frames.filtered());
        assertEquals("refused", progress.refusal().orElseThrow().label());
    }

    @Test
    @Row("before.refused-finish")
    void isNoRefusalWhereAnythingWasSaidOrAnyChoiceEndedOtherwise() {
        see(new Event.TextDelta(0, "a"), new Event.Finished(0, FinishReason.CONTENT_FILTER));
        assertEquals(Optional.empty(), progress.refusal());

        Progress two = new Progress(2);
        two.see(Frames.filtered());
        assertEquals(Optional.empty(), two.refusal());
        two.see(Frames.finish(1));
        assertEquals(Optional.empty(), two.refusal());

        Progress vectors = new Progress(0);
        assertEquals(Optional.empty(), vectors.refusal());
    }

    @Test
    void isCompleteOnlyWithTheFinishReasonOfEveryChoice() {
        Progress three = new Progress(3);
        for (int choice : new int[] {0, 0, 2}) three.see(Frames.finish(choice));
        assertFalse(three.isComplete());
        three.see(Frames.finish(1));
        assertTrue(three.isComplete());
    }

    @Test
    @Row("account.usage")
    void keepsTheNewestOfEachCountAndAbsentStaysAbsent() {
        see(new Event.Used(Usage.of(11, 1)));
        see(new Event.Used(
                new Usage(OptionalLong.empty(), OptionalLong.of(9), OptionalLong.empty(), OptionalLong.empty())));
        assertEquals(Usage.of(11, 9), progress.usage());
        assertEquals(Usage.ABSENT, new Progress(1).usage());
    }

    @Test
    @Row("account.lost")
    void takesFourBytesForATokenOfWhatNobodyCounted() {
        see(new Event.TextDelta(0, "a".repeat(9)), new Event.ReasoningDelta(0, "b".repeat(9)));
        see(new Event.RefusalDelta(0, "c".repeat(9)), new Event.ToolCallDelta(0, 0, "d".repeat(9)));
        assertEquals(9, progress.uncountedTokens());
    }

    @Test
    @Row("account.lost")
    void takesOnlyThatForUncountedWhichCameAfterTheLastCountOfTheAnswer() {
        see(new Event.TextDelta(0, "a".repeat(40)));
        see(new Event.Used(Usage.of(5, 10)), new Event.TextDelta(0, "in the same frame"));
        assertEquals(0, progress.uncountedTokens());
        see(new Event.TextDelta(0, "b".repeat(8)));
        see(new Event.Used(Usage.ofInput(5)));
        assertEquals(2, progress.uncountedTokens());
    }

    @Test
    void remembersWhoServedAndHowItEnded() {
        see(
                new Event.Started("id", new ModelName("served")),
                new Event.Finished(0, FinishReason.STOP),
                new Event.Ended());
        assertEquals(Optional.of(new ModelName("served")), progress.served());
        assertEquals(Optional.of(FinishReason.STOP), progress.finish());
        assertTrue(progress.hasEnded());
    }
}
