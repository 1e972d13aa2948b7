package dev.outrigger;

import static dev.outrigger.EngineRoom.borrow;
import static dev.outrigger.EngineRoom.drain;
import static dev.outrigger.EngineRoom.passed;
import static dev.outrigger.EngineRoom.settle;
import static dev.outrigger.EngineRoom.smol;
import static dev.outrigger.EngineRoom.smolWith;
import static dev.outrigger.EngineRoom.with;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.backend.LocalModel;
import dev.outrigger.chat.FailureException;
import dev.outrigger.engine.Generator;
import dev.outrigger.engine.Shared;
import dev.outrigger.registry.Health;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that nobody asks leaves memory, and comes back for who asks. */
class LocalEngineRestTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String NOTE = "unloaded after 10m without a request; loads with the next";
    private static final Settings RESTING = smolWith("slots: 4, queue: 1", "unloadAfter: 10m");

    @SuppressWarnings("NullAway.Init")
    private EngineRoom room;

    @SuppressWarnings("NullAway.Init")
    private LocalEngine engine;

    @BeforeEach
    void aRoom(@TempDir Path folder) {
        room = new EngineRoom(folder);
        engine = room.engine();
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void staysForGoodUnlessSaidOtherwise() {
        settle(engine, with("slots: 4", ""));
        room.pass(engine, Duration.ofDays(2));
        assertInstanceOf(LocalModel.Ready.class, smol(engine));
        assertEquals(List.of(), room.agenda.plans());
    }

    @Test
    void isFreedAfterSoLongWithoutARequest() {
        settle(engine, RESTING);
        room.pass(engine, MINUTE.multipliedBy(9));
        borrow(engine).close();
        room.pass(engine, MINUTE.multipliedBy(9));
        assertInstanceOf(LocalModel.Ready.class, smol(engine));

        room.pass(engine, MINUTE);

        LocalModel.Asleep asleep = assertInstanceOf(LocalModel.Asleep.class, smol(engine));
        assertEquals(new Health.Asleep(NOTE), asleep.health());
        await().until(() -> room.models.story.contains("-smol/4"));
        await().until(() -> !engine.held().containsKey("smol"));
    }

    @Test
    void isNotFreedInTheMiddleOfALongAnswer() {
        settle(engine, RESTING);
        Shared.Loan<Generator> answer = borrow(engine);
        room.pass(engine, MINUTE.multipliedBy(60));
        assertInstanceOf(LocalModel.Ready.class, smol(engine));
        answer.close();
        room.pass(engine, MINUTE.multipliedBy(11));
        assertInstanceOf(LocalModel.Asleep.class, smol(engine));
    }

    @Test
    void theNextRequestLoadsItAndAllThatComeMeanwhileWaitForTheOneLoad() {
        rest();
        CountDownLatch gate = new CountDownLatch(1);
        room.models.delays.put("smol", () -> passed(gate));

        Future<Shared.Loan<Generator>> first = ask();
        await().until(() -> smol(engine).health().detail().equals("loading: its weights are being read"));
        Future<Shared.Loan<Generator>> second = ask();
        assertFalse(first.isComplete() || second.isComplete());
        gate.countDown();
        drain(engine);

        for (Future<Shared.Loan<Generator>> each : List.of(first, second))
            assertEquals(1024, each.result().model().contextTokens());
        assertEquals(2, loads());
        assertEquals("smol READY REQUEST", room.outcomes.getLast());
        assertInstanceOf(LocalModel.Ready.class, smol(engine));
    }

    @Test
    void noMoreWaitThanMayRunAndQueue() {
        rest();
        CountDownLatch gate = new CountDownLatch(1);
        room.models.delays.put("smol", () -> passed(gate));
        List<Future<Shared.Loan<Generator>>> asked =
                Stream.generate(this::ask).limit(5).toList();
        int handed = room.agenda.handed();
        assertEquals("5 requests wait for the model to be loaded already", failure(ask()));
        assertEquals(handed, room.agenda.handed(), "one that was refused gave the loader something to do");
        gate.countDown();
        drain(engine);
        assertTrue(asked.stream().allMatch(Future::succeeded));
    }

    @Test
    void aLoadThatFailsTellsThoseWhoWaitAndIsTriedAgain() {
        rest();
        room.models.failures.put("smol", () -> new IOException("damaged"));
        Future<Shared.Loan<Generator>> asked = ask();
        drain(engine);
        assertEquals("damaged; next try at 2026-01-01T00:10:01Z", failure(asked));
        assertEquals(new LocalModel.Unavailable("damaged; next try at 2026-01-01T00:10:01Z"), smol(engine));
        room.models.failures.clear();
        room.pass(engine, Duration.ofSeconds(1));
        assertInstanceOf(LocalModel.Ready.class, smol(engine));
    }

    @Test
    void whoAsksWhileItIsStillBeingFreedGetsTheNextOne() {
        settle(engine, RESTING);
        CountDownLatch gate = new CountDownLatch(1);
        room.models.frees.put("smol", () -> passed(gate));
        room.pass(engine, MINUTE.multipliedBy(10));
        Future<Shared.Loan<Generator>> asked = ask();
        drain(engine);
        assertFalse(asked.isComplete());
        gate.countDown();
        await().until(asked::succeeded);
        assertEquals(List.of("+smol/4", "-smol/4", "+smol/4"), room.smols());
    }

    @Test
    void isThereAgainAtItsTimesOfDay() {
        settle(engine, smolWith("slots: 4", "unloadAfter: 10m, wakeAt: [\"07:45\"]"));
        room.pass(engine, Duration.ofHours(7).plusMinutes(44));
        assertInstanceOf(LocalModel.Asleep.class, smol(engine));
        room.pass(engine, MINUTE);
        assertInstanceOf(LocalModel.Ready.class, smol(engine));
        assertEquals("smol READY SCHEDULE", room.outcomes.getLast());
        room.pass(engine, MINUTE.multipliedBy(10));
        assertInstanceOf(LocalModel.Asleep.class, smol(engine));
        room.pass(engine, Duration.ofDays(1));
        assertEquals(3, loads());
    }

    @Test
    void comesBackAtTheTimesOfDayThatNewSettingsName() {
        rest();
        settle(engine, smolWith("slots: 4, queue: 1", "unloadAfter: 10m, wakeAt: [\"07:45\"]"));
        room.pass(engine, Duration.ofHours(7).plusMinutes(34));
        assertInstanceOf(LocalModel.Asleep.class, smol(engine));
        room.pass(engine, MINUTE);
        assertEquals("smol READY SCHEDULE", room.outcomes.getLast());
        room.pass(engine, MINUTE.multipliedBy(10));
        settle(engine, RESTING);
        room.pass(engine, Duration.ofDays(1));
        assertInstanceOf(LocalModel.Asleep.class, smol(engine));
        assertEquals(2, loads());
    }

    @Test
    void whoWaitsForAModelThatNewSettingsDoNotNameHearsSo() {
        settle(engine, RESTING);
        CountDownLatch gate = new CountDownLatch(1);
        room.models.frees.put("smol", () -> passed(gate));
        room.pass(engine, MINUTE.multipliedBy(10));
        LocalModel.Asleep asleep = assertInstanceOf(LocalModel.Asleep.class, smol(engine));
        Future<Shared.Loan<Generator>> before = asleep.wake().loan(() -> false);
        drain(engine);
        assertFalse(before.isComplete());

        settle(engine, EngineRoom.nothingLocal());
        Future<Shared.Loan<Generator>> after = asleep.wake().loan(() -> false);
        engine.forget();
        drain(engine);
        Future<Shared.Loan<Generator>> late = asleep.wake().loan(() -> false);

        assertEquals("no longer configured", failure(before));
        assertEquals("local model smol is no longer configured", failure(after));
        assertEquals("local model smol is no longer configured", failure(late));
        gate.countDown();
    }

    @Test
    void restsOnWithOtherSettingsAndTakesTheNewestWhenItIsAsked() {
        rest();
        settle(engine, smolWith("slots: 2", "unloadAfter: 10m"));
        assertInstanceOf(LocalModel.Asleep.class, smol(engine));
        assertEquals(1, loads());
        Future<Shared.Loan<Generator>> asked = ask();
        drain(engine);
        assertTrue(asked.succeeded());
        assertEquals("+smol/2", room.smols().getLast());
    }

    @Test
    void isLoadedOnceItMayRestNoMore() {
        rest();
        settle(engine, with("slots: 4", ""));
        assertInstanceOf(LocalModel.Ready.class, smol(engine));
        assertEquals("smol READY SETTINGS", room.outcomes.getLast());
    }

    @Test
    void nobodyWaitsForAnEngineThatCloses() {
        rest();
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        room.models.delays.put("smol", () -> {
            begun.countDown();
            // A native load cannot be interrupted.
            while (gate.getCount() > 0) Thread.onSpinWait();
        });
        LocalModel.Asleep asleep = assertInstanceOf(LocalModel.Asleep.class, smol(engine));
        Future<Shared.Loan<Generator>> before = asleep.wake().loan(() -> false);
        passed(begun);
        engine.close();
        Future<Shared.Loan<Generator>> after = asleep.wake().loan(() -> false);
        gate.countDown();
        assertEquals("the process is stopping", failure(before));
        assertEquals("the process is stopping", failure(after));
        await().until(() -> room.smols().equals(List.of("+smol/4", "-smol/4", "+smol/4", "-smol/4")));
    }

    private void rest() {
        settle(engine, RESTING);
        room.pass(engine, MINUTE.multipliedBy(10));
        await().until(() -> room.smols().contains("-smol/4"));
    }

    private Future<Shared.Loan<Generator>> ask() {
        return assertInstanceOf(LocalModel.Asleep.class, smol(engine)).wake().loan(() -> false);
    }

    private static String failure(Future<?> asked) {
        return FailureException.of(asked.cause()).message();
    }

    private long loads() {
        return room.models.story.stream()
                .filter(told -> told.startsWith("+smol"))
                .count();
    }
}
