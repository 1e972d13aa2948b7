package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Usage;
import dev.outrigger.support.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class AlignmentTest {
    private static final Event FINISHED = new Event.Finished(0, FinishReason.STOP);

    private static Frame frame(Event... events) {
        return Frame.of(List.of(events));
    }

    private static Event text(String text) {
        return new Event.TextDelta(0, text);
    }

    private static String said(List<Event> events) {
        StringBuilder said = new StringBuilder();
        for (Event event : events) if (event instanceof Event.TextDelta delta) said.append(delta.text());
        return said.toString();
    }

    @Test
    void holdsBackWhatTheAppHasAndLetsTheRestThrough() {
        Alignment alignment = new Alignment("Hello wor", 0, true);
        assertEquals(List.of(), alignment.rest(frame(text("Hello"))).events());
        assertFalse(alignment.isReached());
        assertEquals(List.of(text("ld")), alignment.rest(frame(text(" world"))).events());
        assertTrue(alignment.isReached());
        assertEquals(
                List.of(text("!"), FINISHED),
                alignment.rest(frame(text("!"), FINISHED)).events());
    }

    @Test
    void isReachedWhereItsPieceEndsAsTheTextDoes() {
        Alignment alignment = new Alignment("Hello", 0, true);
        assertEquals(List.of(), alignment.rest(frame(text("Hello"))).events());
        assertTrue(alignment.isReached());
    }

    @Test
    @Row("resume.usage")
    void tellsNoSecondBeginningAndTheUsageOnlyOnceItIsReached() {
        Alignment alignment = new Alignment("ab", 0, true);
        Usage usage = Usage.ABSENT;
        assertEquals(
                List.of(),
                alignment
                        .rest(frame(new Event.Started("2", new ModelName("m")), new Event.Used(usage), text("a")))
                        .events());
        assertEquals(
                List.of(new Event.Used(usage), text("c")),
                alignment.rest(frame(new Event.Ping(), text("bc"))).events());
    }

    @Test
    @Row("resume.differs")
    void differsAtTheFirstOtherCharacter() {
        Alignment alignment = new Alignment("Hello", 0, true);
        alignment.rest(frame(text("Hel")));
        assertFalse(alignment.differs());
        assertEquals(
                List.of(), alignment.rest(frame(text("p! And more"), FINISHED)).events());
        assertTrue(alignment.differs());
        assertFalse(alignment.isReached());
    }

    @Test
    @Row("resume.differs")
    void differsWhenItEndsBeforeWhatTheAppHas() {
        Alignment alignment = new Alignment("Hello", 0, true);
        assertEquals(List.of(), alignment.rest(frame(text("Hell"), FINISHED)).events());
        assertTrue(alignment.differs());
    }

    @Test
    @Row("resume.text-only")
    void differsWhenItSaysAnythingElseBeforeTheTextEnds() {
        for (Event event : List.<Event>of(
                new Event.ReasoningDelta(0, "hm"),
                new Event.ToolCallStarted(0, 0, "1", "f"),
                new Event.RefusalDelta(0, "no"),
                new Event.TextDelta(1, "Hello"))) {
            Alignment alignment = new Alignment("Hello", 0, true);
            alignment.rest(frame(event));
            assertTrue(alignment.differs(), event.toString());
        }
    }

    @Test
    void letsAnythingThroughAfterTheTextsEnd() {
        Alignment alignment = new Alignment("Hello", 0, true);
        Event call = new Event.ToolCallStarted(0, 0, "1", "f");
        assertEquals(List.of(call), alignment.rest(frame(text("Hello"), call)).events());
    }

    @Test
    @Row("resume.text-only")
    void keepsWhatIsAboutTheTextBackWithIt() {
        Alignment alignment = new Alignment("Hello", 0, true);
        Event rated = new Event.Noted(0, "safetyRatings");
        assertEquals(List.of(), alignment.rest(frame(text("Hel"), rated)).events());
        assertEquals(
                List.of(text("!"), rated),
                alignment.rest(frame(text("lo!"), rated)).events());
    }

    @Test
    @Row("resume.prefill")
    void letsThroughWhatOneThatWasGivenTheTextWritesOn() {
        for (String on : List.of("ee four", "one more", "one two, th")) {
            Alignment alignment = new Alignment("one two thr", 11, true);
            List<Event> rest = new ArrayList<>();
            for (char c : on.toCharArray())
                rest.addAll(alignment.rest(frame(text(String.valueOf(c)))).events());
            assertEquals(on, said(rest));
            assertTrue(alignment.isReached());
        }
    }

    @Test
    @Row("resume.prefill")
    void takesOneThatBeginsAnewForOneThatSaysItAgain() {
        for (List<String> pieces : List.of(List.of("one two three"), List.of("one ", "two thr", "ee"))) {
            Alignment alignment = new Alignment("one two thr", 11, true);
            List<Event> rest = new ArrayList<>();
            for (String piece : pieces)
                rest.addAll(alignment.rest(frame(text(piece))).events());
            assertEquals("ee", said(rest));
            assertTrue(alignment.isReached());
        }
    }

    @Test
    @Row({"resume.prefill", "resume.differs"})
    void differsWhenItBeginsAnewAndGoesAnotherWay() {
        Alignment alignment = new Alignment("The capital of France is", 24, true);
        assertEquals(List.of(), alignment.rest(frame(text("The capital "))).events());
        assertFalse(alignment.differs());
        assertEquals(List.of(), alignment.rest(frame(text("city"))).events());
        assertTrue(alignment.differs());
    }

    @Test
    void saysTheHeldBackWordsOfOneThatEndsWithThem() {
        Alignment alignment = new Alignment("ha, ha, said he", 15, true);
        assertEquals(List.of(), alignment.rest(frame(text("ha"))).events());
        assertEquals(
                List.of(text("ha"), FINISHED), alignment.rest(frame(FINISHED)).events());
    }

    @Test
    void alignsTheSpaceThatWasNotGivenEitherWay() {
        for (String said : List.of(" Fra", "The capital of Fra")) {
            Alignment alignment = new Alignment("The capital of ", 14, true);
            assertEquals("Fra", said(alignment.rest(frame(text(said))).events()));
        }
    }

    @Property(tries = 500)
    void letsThroughExactlyTheRestHoweverItIsCut(
            @ForAll @StringLength(min = 1, max = 60) String whole,
            @ForAll @IntRange(max = 60) int had,
            @ForAll long seed) {
        // Given
        String app = whole.substring(0, Math.min(had, whole.length()));
        Alignment alignment = new Alignment(app, 0, true);
        Random random = new Random(seed);
        // When
        List<Event> rest = new ArrayList<>();
        for (int at = 0; at < whole.length(); ) {
            int to = Math.min(whole.length(), at + 1 + random.nextInt(7));
            rest.addAll(alignment.rest(frame(text(whole.substring(at, to)))).events());
            at = to;
        }
        // Then
        assertTrue(alignment.isReached());
        assertEquals(whole, app + said(rest));
    }

    @Property(tries = 500)
    void letsNothingThroughOfAnotherText(
            @ForAll @StringLength(min = 1, max = 40) String app, @ForAll @IntRange(max = 39) int at) {
        int where = at % app.length();
        char other = app.charAt(where) == 'x' ? 'y' : 'x';
        Alignment alignment = new Alignment(app, 0, true);
        String another = app.substring(0, where) + other + app.substring(where + 1) + "and more";
        assertEquals(List.of(), alignment.rest(frame(text(another))).events());
        assertTrue(alignment.differs());
    }
}
