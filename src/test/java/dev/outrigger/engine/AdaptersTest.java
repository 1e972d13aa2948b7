package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import dev.outrigger.support.Drawn;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which adapters lie over a decoder, and who waits for which. */
class AdaptersTest {
    private static final int LONG = 1000;

    private final ScriptedAdapters source = new ScriptedAdapters();
    private final ScriptedAdapters.Over decoder = new ScriptedAdapters.Over(4, Alphabet.letters(2 * LONG));
    private Adapters adapters = new Adapters(decoder, source, 2, 100);
    private Stepper stepper = new Turned().over(decoder, 8, adapters);

    private void bounded(int places, long bytes) {
        adapters = new Adapters(decoder, source, places, bytes);
        stepper = new Turned().over(decoder, 8, adapters);
    }

    private Recorded ask(String prompt, Optional<String> adapter, int tokens, Recorded recorded) {
        Ask ask = Ask.of(Requests.with(
                        Requests.of(prompt), new Drawn().maxTokens(tokens).sampling()))
                .over(adapter);
        return Turned.submit(stepper, ask, recorded);
    }

    private Recorded ask(String adapter) {
        return ask("p", Optional.of(adapter), 2, Recorded.unbounded());
    }

    /** An answer that goes on until it is cancelled. */
    private Recorded running(String adapter) {
        Recorded recorded = ask("p", Optional.of(adapter), LONG, Recorded.unbounded());
        turn(5);
        assertTrue(!recorded.text().isEmpty(), adapter);
        return recorded;
    }

    /** Nothing is left to do, also after a wake by whoever reads adapters. */
    private void untilIdle() {
        for (int idle = 0; idle < 3; ) idle = stepper.turn() ? 0 : idle + 1;
    }

    private void turn(int times) {
        for (int i = 0; i < times; i++) stepper.turn();
    }

    private void end(Recorded answer) {
        answer.subscription.cancel();
        turn(2);
    }

    private List<String> spans() {
        return decoder.steps.stream().flatMap(List::stream).map(Span::toString).toList();
    }

    @Test
    void anAnswerIsComputedWithItsAdapterFromItsPromptOn() {
        source.put("a", "1", 10);
        Recorded answer = ask("a");
        untilIdle();
        assertEquals("aa", answer.text());
        assertEquals(List.of("slot 0, 1 tokens from 0, adapter 0", "slot 0, 1 tokens from 1, adapter 0"), spans());
        assertEquals(List.of("clear 0", "add 0"), decoder.laid);
    }

    @Test
    void anAnswerWaitsUntilItsAdapterIsWholeAndOthersDoNot() {
        // Given one whose adapter is being read
        source.put("a", "1", 10);
        AdapterLoad load = source.hold("a");
        Recorded waits = ask("a");
        Recorded plain = ask("p", Optional.empty(), 2, Recorded.unbounded());
        ScriptedAdapters.put(load, 1);
        // When
        untilIdle();
        // Then
        assertTrue(plain.isComplete);
        assertEquals("", waits.text());
        assertEquals(0, adapters.resident());
        ScriptedAdapters.finish(load);
        untilIdle();
        assertTrue(waits.isComplete);
        assertEquals(1, adapters.resident());
    }

    @Test
    void oneThatLiesThereIsNotReadAgain() {
        source.put("a", "1", 10);
        for (int i = 0; i < 3; i++) {
            ask("a");
            untilIdle();
        }
        assertEquals(List.of("a1"), source.loaded);
        assertEquals(10, adapters.bytes());
    }

    @Test
    void theOneLeftLongestAgoMakesRoom() {
        for (String each : List.of("a", "b", "c")) source.put(each, "1", 10);
        for (String each : List.of("a", "b", "a", "c", "a", "b")) {
            ask(each);
            untilIdle();
        }
        assertEquals(List.of("a1", "b1", "c1", "b1"), source.loaded);
        assertEquals(2, adapters.resident());
    }

    @Test
    void oneInUseIsNeverDropped() {
        // Given both places in use
        for (String each : List.of("a", "b", "c")) source.put(each, "1", 10);
        Recorded a = running("a");
        Recorded b = running("b");
        // When a third is asked for
        Recorded c = ask("c");
        turn(50);
        // Then it waits, in the queue
        assertEquals("", c.text());
        assertEquals(3, stepper.open());
        assertEquals(List.of("a1", "b1"), source.loaded);
        // And has the first place that is left
        end(b);
        turn(5);
        assertTrue(c.isComplete);
        assertTrue(!a.isComplete && a.thrown.isEmpty());
    }

    /** Else two that are asked for again and again would keep a third out. */
    @Test
    void whoWaitsForAPlaceGoesBeforeThoseWhoComeLater() {
        // Given
        for (String each : List.of("a", "b", "c")) source.put(each, "1", 10);
        Recorded a = running("a");
        Recorded b = running("b");
        Recorded c = ask("c");
        Recorded later = ask("a");
        turn(20);
        assertEquals("", later.text());
        // When
        end(b);
        turn(10);
        // Then
        assertTrue(c.isComplete);
        assertTrue(later.isComplete);
        end(a);
    }

    @Test
    void asManyGoAsTheBytesOfANewOneTake() {
        bounded(4, 100);
        for (String each : List.of("a", "b", "c")) source.put(each, "1", 30);
        source.put("large", "1", 60);
        for (String each : List.of("a", "b", "c", "large")) {
            ask(each);
            untilIdle();
            assertTrue(adapters.bytes() <= 100);
        }
        assertEquals(2, adapters.resident());
        assertEquals(90, adapters.bytes());
    }

    @Test
    void waitsForBytesAsForAPlace() {
        bounded(4, 100);
        source.put("a", "1", 60);
        source.put("b", "1", 60);
        Recorded a = running("a");
        Recorded b = ask("b");
        turn(20);
        assertEquals("", b.text());
        end(a);
        turn(5);
        assertTrue(b.isComplete);
    }

    @Test
    void oneThatIsNotThereFailsItsAnswerAlone() {
        source.put("a", "1", 10);
        Recorded none = ask("none");
        Recorded a = ask("a");
        untilIdle();
        assertEquals(
                404, assertInstanceOf(Failure.Rejected.class, none.failure()).status());
        assertTrue(a.isComplete);
        assertEquals(0, stepper.open());
    }

    @Test
    void oneThatCannotBeReadFailsThoseThatWaitAndIsTriedAgain() {
        source.put("a", "1", 10);
        AdapterLoad load = source.hold("a");
        Recorded first = ask("a");
        Recorded second = ask("a");
        turn(1);
        load.fail(new Failure.Overloaded(503, "changed", Optional.empty()));
        untilIdle();
        assertEquals("changed", first.failure().message());
        assertEquals("changed", second.failure().message());
        assertEquals(0, adapters.bytes());
        Recorded third = ask("a");
        untilIdle();
        assertTrue(third.isComplete);
    }

    @Test
    void itIsHandedOverInPiecesBetweenSteps() {
        // Given an answer that runs
        source.put("a", "1", 10);
        source.put("b", "1", 10);
        running("a");
        AdapterLoad load = source.hold("b");
        Recorded b = ask("b");
        for (int i = 0; i < 3; i++) ScriptedAdapters.put(load, Adapters.NUMBERS);
        load.finish();
        turn(1);
        // When
        for (int i = 1; i <= 3; i++) {
            decoder.steps.clear();
            turn(1);
            // Then a piece is added and a step taken
            int pieces = i;
            assertEquals(pieces, decoder.laid.stream().filter("add 1"::equals).count());
            assertEquals(1, decoder.steps.size());
        }
        turn(2);
        assertTrue(!b.text().isEmpty());
    }

    @Test
    void thoseThatWaitForAnAdapterFillTheQueue() {
        source.put("a", "1", 10);
        source.hold("a");
        for (int i = 0; i < 12; i++) assertTrue(ask("a").thrown.isEmpty());
        assertInstanceOf(Failure.Overloaded.class, ask("a").failure());
    }

    @Test
    void aModelWithoutAdaptersHasNone() {
        adapters = Adapters.none(decoder);
        stepper = new Turned().over(decoder, 8, adapters);
        Recorded answer = ask("a");
        untilIdle();
        assertEquals(
                "the local model has no adapters (models.*.adapters)",
                answer.failure().message());
    }
}
