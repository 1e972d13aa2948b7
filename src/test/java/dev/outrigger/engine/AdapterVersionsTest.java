package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An adapter whose files change is another one to all that was read and said with it. */
class AdapterVersionsTest {
    private final AdapterRoom room = AdapterRoom.of(2, 100);

    /** Which slot was computed with which adapter, guesses included. */
    private List<String> places() {
        return room.spans().stream()
                .map(span -> span.replaceAll(",.*,", ""))
                .distinct()
                .toList();
    }

    @Test
    void aRunningAnswerKeepsItsVersionAndTheNextHasTheNewOne() {
        // Given
        room.source.put("a", "1", 10);
        Recorded before = room.running("a");
        // When its files change
        room.source.put("a", "2", 10);
        room.ask("p", Optional.of("a"), AdapterRoom.LONG);
        room.turn(5);
        room.decoder.steps.clear();
        room.turn(1);
        // Then each has its own
        assertEquals(List.of("a1", "a2"), room.source.loaded);
        assertEquals(List.of("slot 0 adapter 0", "slot 1 adapter 1"), places());
        room.end(before);
    }

    @Test
    void anEarlierVersionMakesRoomBeforeAnotherAdapter() {
        room.source.put("a", "1", 10);
        room.source.put("b", "1", 10);
        for (String each : List.of("b", "a")) {
            room.ask(each);
            room.untilIdle();
        }
        room.source.put("a", "2", 10);
        for (String each : List.of("a", "b")) {
            room.ask(each);
            room.untilIdle();
        }
        assertEquals(List.of("b1", "a1", "a2"), room.source.loaded);
    }

    @Test
    void beginningsAreSharedAmongTheSameVersionAlone() {
        String system = "s".repeat(150);
        room.source.put("a", "1", 10);
        room.source.put("b", "1", 10);
        assertEquals(0, cached(system + "a", Optional.of("a")));
        assertEquals(0, cached(system + "b", Optional.empty()));
        assertEquals(0, cached(system + "c", Optional.of("b")));
        assertEquals(128, cached(system + "d", Optional.of("a")));
        assertEquals(128, cached(system + "e", Optional.empty()));
        room.source.put("a", "2", 10);
        assertEquals(0, cached(system + "f", Optional.of("a")));
    }

    private long cached(String prompt, Optional<String> adapter) {
        Recorded answer = room.ask(prompt, adapter, 1);
        room.untilIdle();
        return answer.usage().cached().orElseThrow();
    }

    @Test
    void aDraftIsGoneOnWithUnderTheSameVersionAlone() {
        AdapterVersion first = room.source.put("a", "1", 10);
        int[] prompt = {Alphabet.A};
        int[] made = {Alphabet.A + 1, Alphabet.A + 2};
        Draft draft = new Draft(Turned.MODEL, Optional.of(first), prompt, made, 0, 0);
        assertTrue(goneOn(draft, Optional.of("a")).text().startsWith("bc"));
        assertTrue(goneOn(draft, Optional.empty()).text().startsWith("aa"));
        room.source.put("a", "2", 10);
        assertTrue(goneOn(draft, Optional.of("a")).text().startsWith("aa"));
    }

    private Recorded goneOn(Draft draft, Optional<String> adapter) {
        Recorded recorded = room.ask(Ask.of(Requests.with(Requests.of("a"), AdapterRoom.most(4)), Optional.of(draft))
                .over(adapter));
        room.untilIdle();
        return recorded;
    }

    @Test
    void whatBreaksOffKeepsTheVersionItHad() {
        AdapterVersion first = room.source.put("a", "1", 10);
        Recorded answer = room.running("a");
        room.stepper.stop();
        room.stepper.run();
        Draft draft =
                assertInstanceOf(BrokenOff.class, answer.thrown.orElseThrow()).draft();
        int[] prompt = {Alphabet.A + 'p' - 'a'};
        assertTrue(draft.answers(Turned.MODEL, Optional.of(first), prompt));
        assertTrue(!draft.answers(Turned.MODEL, prompt));
        assertTrue(room.source.isClosed);
    }
}
