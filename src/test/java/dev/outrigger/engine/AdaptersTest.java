package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Which adapters lie over a decoder, and who waits for which. */
class AdaptersTest {
    private AdapterRoom room = AdapterRoom.of(2, 100);

    @Test
    void anAnswerIsComputedWithItsAdapterFromItsPromptOn() {
        room.source.put("a", "1", 10);
        Recorded answer = room.ask("a");
        room.untilIdle();
        assertEquals("aa", answer.text());
        assertEquals(List.of("slot 0, 1 tokens from 0, adapter 0", "slot 0, 1 tokens from 1, adapter 0"), room.spans());
        assertEquals(List.of("clear 0", "add 0"), room.decoder.laid);
    }

    @Test
    void anAnswerWaitsUntilItsAdapterIsWholeAndOthersDoNot() {
        // Given one whose adapter is being read
        room.source.put("a", "1", 10);
        AdapterLoad load = room.source.hold("a");
        Recorded waits = room.ask("a");
        Recorded plain = room.ask("p", Optional.empty(), 2);
        ScriptedAdapters.put(load, 1);
        // When
        room.untilIdle();
        // Then
        assertTrue(plain.isComplete);
        assertEquals("", waits.text());
        assertEquals(0, room.adapters.resident());
        ScriptedAdapters.finish(load);
        room.untilIdle();
        assertTrue(waits.isComplete);
        assertEquals(1, room.adapters.resident());
    }

    @Test
    void oneThatLiesThereIsNotReadAgain() {
        room.source.put("a", "1", 10);
        for (int i = 0; i < 3; i++) {
            room.ask("a");
            room.untilIdle();
        }
        assertEquals(List.of("a1"), room.source.loaded);
        assertEquals(10, room.adapters.bytes());
    }

    @Test
    void theOneLeftLongestAgoMakesRoom() {
        for (String each : List.of("a", "b", "c")) room.source.put(each, "1", 10);
        for (String each : List.of("a", "b", "a", "c", "a", "b")) {
            room.ask(each);
            room.untilIdle();
        }
        assertEquals(List.of("a1", "b1", "c1", "b1"), room.source.loaded);
        assertEquals(2, room.adapters.resident());
    }

    @Test
    void oneInUseIsNeverDropped() {
        // Given both places in use
        for (String each : List.of("a", "b", "c")) room.source.put(each, "1", 10);
        Recorded a = room.running("a");
        Recorded b = room.running("b");
        // When a third is asked for
        Recorded c = room.ask("c");
        room.turn(50);
        // Then it waits, in the queue
        assertEquals("", c.text());
        assertEquals(3, room.stepper.open());
        assertEquals(List.of("a1", "b1"), room.source.loaded);
        // And has the first place that is left
        room.end(b);
        room.turn(5);
        assertTrue(c.isComplete);
        assertTrue(!a.isComplete && a.thrown.isEmpty());
    }

    /** Else two that are asked for again and again would keep a third out. */
    @Test
    void whoWaitsForAPlaceGoesBeforeThoseWhoComeLater() {
        // Given
        for (String each : List.of("a", "b", "c")) room.source.put(each, "1", 10);
        Recorded a = room.running("a");
        Recorded b = room.running("b");
        Recorded c = room.ask("c");
        Recorded later = room.ask("a");
        room.turn(20);
        assertEquals("", later.text());
        // When
        room.end(b);
        room.turn(10);
        // Then
        assertTrue(c.isComplete);
        assertTrue(later.isComplete);
        room.end(a);
    }

    @Test
    void asManyGoAsTheBytesOfANewOneTake() {
        room = AdapterRoom.of(4, 100);
        for (String each : List.of("a", "b", "c")) room.source.put(each, "1", 30);
        room.source.put("large", "1", 60);
        for (String each : List.of("a", "b", "c", "large")) {
            room.ask(each);
            room.untilIdle();
            assertTrue(room.adapters.bytes() <= 100);
        }
        assertEquals(2, room.adapters.resident());
        assertEquals(90, room.adapters.bytes());
    }

    @Test
    void waitsForBytesAsForAPlace() {
        room = AdapterRoom.of(4, 100);
        room.source.put("a", "1", 60);
        room.source.put("b", "1", 60);
        Recorded a = room.running("a");
        Recorded b = room.ask("b");
        room.turn(20);
        assertEquals("", b.text());
        room.end(a);
        room.turn(5);
        assertTrue(b.isComplete);
    }

    @Test
    void oneThatIsNotThereFailsItsAnswerAlone() {
        room.source.put("a", "1", 10);
        Recorded none = room.ask("none");
        Recorded a = room.ask("a");
        room.untilIdle();
        assertEquals(
                404, assertInstanceOf(Failure.Rejected.class, none.failure()).status());
        assertTrue(a.isComplete);
        assertEquals(0, room.stepper.open());
    }

    /** While an interactive one waits it is not a batch one's turn, and what is known of that need not wait for it. */
    @Test
    void aRefusalIsToldBeforeTheTurnOfWhoeverItRefuses() {
        // Given both places of adapters in use, so that an interactive answer waits
        for (String each : List.of("a", "b", "c")) room.source.put(each, "1", 10);
        room.running("a");
        room.running("b");
        Recorded waits = room.ask("c");
        // When
        Recorded batch = room.ask(new Ask(
                Requests.with(Requests.of("p"), AdapterRoom.most(2)),
                Optional.empty(),
                Optional.of("none"),
                Ask.Urgency.BATCH,
                OptionalLong.empty()));
        room.turn(1);
        // Then
        assertFalse(waits.isOver());
        assertEquals("no adapter none", batch.failure().message());
        assertEquals(3, room.stepper.open());
    }

    @Test
    void tellsWhatLiesThereAsItChanges() {
        List<Laid> told = new ArrayList<>();
        room.adapters.laid().whenChanged(told::add);
        for (String each : List.of("a", "b", "c")) room.source.put(each, "1", 10);
        AdapterLoad load = room.source.hold("c");
        for (String each : List.of("a", "b", "c")) {
            room.ask(each);
            room.untilIdle();
        }
        assertEquals(new Laid(1, 20), room.adapters.laid().get());
        ScriptedAdapters.finish(load);
        room.untilIdle();
        assertEquals(
                List.of(
                        new Laid(0, 10),
                        new Laid(1, 10),
                        new Laid(1, 20),
                        new Laid(2, 20),
                        new Laid(1, 10),
                        new Laid(1, 20),
                        new Laid(2, 20)),
                told);
    }

    @Test
    void oneThatCannotBeReadFailsThoseThatWaitAndIsTriedAgain() {
        room.source.put("a", "1", 10);
        AdapterLoad load = room.source.hold("a");
        Recorded first = room.ask("a");
        Recorded second = room.ask("a");
        room.turn(1);
        load.fail(new Failure.Overloaded(503, "changed", Optional.empty()));
        room.untilIdle();
        assertEquals("changed", first.failure().message());
        assertEquals("changed", second.failure().message());
        assertEquals(0, room.adapters.bytes());
        Recorded third = room.ask("a");
        room.untilIdle();
        assertTrue(third.isComplete);
    }

    @Test
    void itIsHandedOverInPiecesBetweenSteps() {
        // Given an answer that runs
        room.source.put("a", "1", 10);
        room.source.put("b", "1", 10);
        room.running("a");
        AdapterLoad load = room.source.hold("b");
        Recorded b = room.ask("b");
        for (int i = 0; i < 3; i++) ScriptedAdapters.put(load, Adapters.NUMBERS);
        load.finish();
        room.turn(1);
        // When
        for (int i = 1; i <= 3; i++) {
            room.decoder.steps.clear();
            room.turn(1);
            // Then a piece is added and a step taken
            int pieces = i;
            assertEquals(
                    pieces, room.decoder.laid.stream().filter("add 1"::equals).count());
            assertEquals(1, room.decoder.steps.size());
        }
        room.turn(2);
        assertTrue(!b.text().isEmpty());
    }

    @Test
    void thoseThatWaitForAnAdapterFillTheQueue() {
        room.source.put("a", "1", 10);
        room.source.hold("a");
        for (int i = 0; i < 12; i++) assertTrue(room.ask("a").thrown.isEmpty());
        assertInstanceOf(Failure.Overloaded.class, room.ask("a").failure());
    }

    @Test
    void aModelWithoutAdaptersHasNone() {
        room = AdapterRoom.none();
        Recorded answer = room.ask("a");
        room.untilIdle();
        assertEquals(
                "the local model has no adapters (models.*.adapters)",
                answer.failure().message());
    }
}
