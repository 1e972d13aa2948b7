package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.Drawn;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An adapter whose files change is another one to all that was read and said with it. */
class AdapterVersionsTest {
    private static final int LONG = 1000;

    private final ScriptedAdapters source = new ScriptedAdapters();
    private final ScriptedAdapters.Over decoder = new ScriptedAdapters.Over(4, Alphabet.letters(2 * LONG));
    private final Adapters adapters = new Adapters(decoder, source, 2, 100);
    private final Stepper stepper = new Turned().over(decoder, 8, adapters);

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

    /** Which slot was computed with which adapter, guesses included. */
    private List<String> places() {
        return spans().stream()
                .map(span -> span.replaceAll(",.*,", ""))
                .distinct()
                .toList();
    }

    private List<String> spans() {
        return decoder.steps.stream().flatMap(List::stream).map(Span::toString).toList();
    }

    @Test
    void aRunningAnswerKeepsItsVersionAndTheNextHasTheNewOne() {
        // Given
        source.put("a", "1", 10);
        Recorded before = running("a");
        // When its files change
        source.put("a", "2", 10);
        ask("p", Optional.of("a"), LONG, Recorded.unbounded());
        turn(5);
        decoder.steps.clear();
        turn(1);
        // Then each has its own
        assertEquals(List.of("a1", "a2"), source.loaded);
        assertEquals(List.of("slot 0 adapter 0", "slot 1 adapter 1"), places());
        end(before);
    }

    @Test
    void anEarlierVersionMakesRoomBeforeAnotherAdapter() {
        source.put("a", "1", 10);
        source.put("b", "1", 10);
        for (String each : List.of("b", "a")) {
            ask(each);
            untilIdle();
        }
        source.put("a", "2", 10);
        for (String each : List.of("a", "b")) {
            ask(each);
            untilIdle();
        }
        assertEquals(List.of("b1", "a1", "a2"), source.loaded);
    }

    @Test
    void beginningsAreSharedAmongTheSameVersionAlone() {
        String system = "s".repeat(150);
        source.put("a", "1", 10);
        source.put("b", "1", 10);
        assertEquals(0, cached(system + "a", Optional.of("a")));
        assertEquals(0, cached(system + "b", Optional.empty()));
        assertEquals(0, cached(system + "c", Optional.of("b")));
        assertEquals(128, cached(system + "d", Optional.of("a")));
        assertEquals(128, cached(system + "e", Optional.empty()));
        source.put("a", "2", 10);
        assertEquals(0, cached(system + "f", Optional.of("a")));
    }

    private long cached(String prompt, Optional<String> adapter) {
        Recorded answer = ask(prompt, adapter, 1, Recorded.unbounded());
        untilIdle();
        return answer.usage().cached().orElseThrow();
    }

    @Test
    void aDraftIsGoneOnWithUnderTheSameVersionAlone() {
        AdapterVersion first = source.put("a", "1", 10);
        int[] prompt = {Alphabet.A};
        int[] made = {Alphabet.A + 1, Alphabet.A + 2};
        Draft draft = new Draft(Turned.MODEL, Optional.of(first), prompt, made, 0, 0);
        assertTrue(goneOn(draft, Optional.of("a")).text().startsWith("bc"));
        assertTrue(goneOn(draft, Optional.empty()).text().startsWith("aa"));
        source.put("a", "2", 10);
        assertTrue(goneOn(draft, Optional.of("a")).text().startsWith("aa"));
    }

    private Recorded goneOn(Draft draft, Optional<String> adapter) {
        Ask ask = Ask.of(
                        Requests.with(Requests.of("a"), new Drawn().maxTokens(4).sampling()), Optional.of(draft))
                .over(adapter);
        Recorded recorded = Turned.submit(stepper, ask, Recorded.unbounded());
        untilIdle();
        return recorded;
    }

    @Test
    void whatBreaksOffKeepsTheVersionItHad() {
        AdapterVersion first = source.put("a", "1", 10);
        Recorded answer = running("a");
        stepper.stop();
        stepper.run();
        Draft draft =
                assertInstanceOf(BrokenOff.class, answer.thrown.orElseThrow()).draft();
        int[] prompt = {Alphabet.A + 'p' - 'a'};
        assertTrue(draft.answers(Turned.MODEL, Optional.of(first), prompt));
        assertTrue(!draft.answers(Turned.MODEL, prompt));
        assertTrue(source.isClosed);
    }
}
