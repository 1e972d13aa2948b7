package dev.outrigger;

import static dev.outrigger.EngineRoom.borrow;
import static dev.outrigger.EngineRoom.drain;
import static dev.outrigger.EngineRoom.settle;
import static dev.outrigger.EngineRoom.slots;
import static dev.outrigger.EngineRoom.smol;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.analyze.TextClassifier;
import dev.outrigger.backend.LocalModel;
import dev.outrigger.engine.Device;
import dev.outrigger.engine.Footprint;
import dev.outrigger.engine.Generator;
import dev.outrigger.engine.Shared;
import dev.outrigger.registry.Health;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that can answer no more is loaded again, less and less often, and with less where that helps. */
class LocalEngineLossTest {
    private static final String MEMORY = "DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes.";
    private static final String FAULTS = "3 steps in a row failed, the last with EngineException";
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TRIAL = Duration.ofMinutes(5);

    private final EngineRoom room;
    private final LocalEngine engine;

    LocalEngineLossTest(@TempDir Path folder) {
        room = new EngineRoom(folder);
        engine = room.engine();
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void isUnavailableUntilItIsLoadedAgain() {
        settle(engine, slots(4));
        lose("smol", "StackOverflowError");
        assertEquals(
                new LocalModel.Unavailable("lost: StackOverflowError; next try at 2026-01-01T00:00:01Z"), smol(engine));
        await().until(() -> room.smols().equals(List.of("+smol/4", "-smol/4")));

        room.pass(engine, SECOND);

        assertInstanceOf(LocalModel.Ready.class, smol(engine));
        assertEquals(List.of("smol ENDED"), room.losses);
        assertEquals("smol READY RETRY", room.outcomes.getLast());
        assertEquals(
                "ready on probation: loaded again after this: StackOverflowError",
                engine.shortcomings().get("smol"));
    }

    @Test
    void isTrustedAgainWhenItHasHeldOutForAWhile() {
        settle(engine, slots(4));
        lose("smol", FAULTS);
        room.pass(engine, SECOND);
        room.pass(engine, TRIAL.minus(SECOND));
        assertFalse(engine.shortcomings().isEmpty());
        room.pass(engine, SECOND);
        assertTrue(engine.shortcomings().isEmpty());
        // And the next loss waits as long as the first did
        lose("smol", FAULTS);
        assertEquals(
                new LocalModel.Unavailable("lost: " + FAULTS + "; next try at 2026-01-01T00:05:02Z"), smol(engine));
    }

    @Test
    void oneThatIsLostAgainAndAgainIsLoadedLessAndLessOften() {
        settle(engine, slots(4));
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            lose("smol", FAULTS);
            String detail = smol(engine).health().detail();
            Duration wait = Duration.between(room.now, Instant.parse(detail.substring(detail.lastIndexOf(' ') + 1)));
            waits.add(wait.toSeconds());
            room.pass(engine, wait);
            assertInstanceOf(LocalModel.Ready.class, smol(engine));
        }
        assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L), waits);
    }

    @Test
    void outOfMemoryItIsLoadedWithHalfOfItsSlotsAndWithAllOfThemLater() {
        settle(engine, slots(4));
        lose("smol", MEMORY);
        room.pass(engine, SECOND);
        assertEquals("+smol/2", room.smols().getLast());
        assertEquals(
                "ready with less than wanted: 2 of 4 slots, after this: " + MEMORY,
                engine.shortcomings().get("smol"));
        assertEquals("smol DEGRADED RETRY", room.outcomes.getLast());
        assertEquals(new Footprint(100, 20, 0), engine.held().get("smol"));

        room.pass(engine, Duration.ofMinutes(5));

        await().until(() -> room.smols().equals(List.of("+smol/4", "-smol/4", "+smol/2", "+smol/4", "-smol/2")));
        assertEquals(
                "ready on probation: loaded again after this: " + MEMORY,
                engine.shortcomings().get("smol"));
        room.pass(engine, TRIAL);
        assertTrue(engine.shortcomings().isEmpty());
    }

    @Test
    void outOfMemoryAgainAndAgainItGoesDownToOneSlotAndStaysThere() {
        settle(engine, slots(4));
        for (int i = 0; i < 4; i++) {
            lose("smol", MEMORY);
            room.pass(engine, Duration.ofSeconds(1L << i));
        }
        assertEquals(
                List.of("+smol/4", "+smol/2", "+smol/1", "+smol/1", "+smol/1"),
                room.smols().stream().filter(told -> told.startsWith("+")).toList());
    }

    @Test
    void theLesserOneServesOnWhereAllOfItDoesNotFitOrFails() {
        settle(engine, slots(4));
        lose("smol", MEMORY);
        room.pass(engine, SECOND);
        room.models.hasRoom = false;
        room.pass(engine, Duration.ofMinutes(5));
        assertEquals(
                "ready with less than wanted: there is no memory for more",
                engine.shortcomings().get("smol"));
        room.models.hasRoom = true;
        room.models.failures.put("smol", () -> new IOException("no"));
        room.pass(engine, Duration.ofMinutes(10));
        assertEquals("ready with less than wanted: no", engine.shortcomings().get("smol"));
        assertFalse(room.smols().contains("-smol/2"));
        // A failed try of all of it waits for longer each time, as one without memory does
        room.pass(engine, Duration.ofMinutes(20).minus(SECOND));
        assertEquals(
                1,
                room.smols().stream().filter("!smol/4"::equals).count(),
                room.smols().toString());
        room.models.failures.clear();
        room.pass(engine, SECOND);
        await().until(() -> room.smols().getLast().equals("-smol/2"));
    }

    @Test
    void otherSettingsAreTakenAtOnceAndWhole() {
        settle(engine, slots(4));
        lose("smol", MEMORY);
        room.pass(engine, SECOND);
        settle(engine, slots(8));
        assertTrue(room.smols().contains("+smol/8"), room.smols().toString());
        assertTrue(engine.shortcomings().isEmpty());
    }

    @Test
    void aLostDeviceLeavesItOnTheCpu() {
        room.models.device = Device.CUDA;
        settle(engine, slots(4));
        lose("smol", "CUDA error: unspecified launch failure");
        lose("outrigger-analyzer", "CUDA error: unspecified launch failure");
        room.pass(engine, SECOND);
        assertEquals("+smol/4 on cpu", room.smols().getLast());
        assertTrue(room.models.story.contains("+reader outrigger-analyzer on cpu"));
        assertEquals(
                "ready with less than wanted: on the CPU, 4 of 4 slots, after this: CUDA error: unspecified launch failure",
                engine.shortcomings().get("smol"));
    }

    @Test
    void whatReadsRequestsIsLoadedAgainToo() {
        engine.heads(slots(4));
        settle(engine, slots(4));
        lose("outrigger-analyzer", "3 batches in a row failed, the last with EngineException");
        assertInstanceOf(TextClassifier.State.Broken.class, engine.classifier());
        assertInstanceOf(LocalModel.Ready.class, smol(engine));
        room.pass(engine, SECOND);
        assertInstanceOf(TextClassifier.State.Ready.class, engine.classifier());
        assertEquals(List.of("all-minilm-l6-v2 STEPS_FAILED"), room.losses);
        assertTrue(engine.classifierDetail().startsWith("ready on probation"), engine.classifierDetail());
        assertEquals(0, room.learned.get());
    }

    @Test
    void oneThatWasReplacedIsMissedByNobody() {
        settle(engine, slots(4));
        Shared.Loan<Generator> answer = borrow(engine);
        CompletableFuture<String> old = room.models.loss("smol");
        settle(engine, slots(2));
        old.complete("late");
        drain(engine);
        assertInstanceOf(LocalModel.Ready.class, smol(engine));
        assertEquals(List.of(), room.losses);
        answer.close();
    }

    @Test
    void answersThatRunKeepItInMemoryUntilTheyEnd() {
        settle(engine, slots(4));
        Shared.Loan<Generator> answer = borrow(engine);
        lose("smol", FAULTS);
        room.pass(engine, SECOND);
        assertEquals(
                new LocalModel.Loading("waiting until the answers of the one before have ended", Optional.empty()),
                smol(engine));
        answer.close();
        await().until(() -> smol(engine) instanceof LocalModel.Ready);
        assertEquals(List.of("+smol/4", "-smol/4", "+smol/4"), room.smols());
    }

    @Test
    void aFailedLoadIsTriedAgainLessAndLessOften() {
        room.models.failures.put("smol", () -> new IOException("damaged"));
        settle(engine, slots(4));
        room.pass(engine, Duration.ofSeconds(7));
        assertEquals(List.of("!smol/4", "!smol/4", "!smol/4", "!smol/4"), room.smols());
        room.models.failures.clear();
        room.pass(engine, Duration.ofSeconds(8));
        assertInstanceOf(LocalModel.Ready.class, smol(engine));
        assertTrue(engine.shortcomings().isEmpty());
    }

    @Test
    void aLoadThatRunsOutOfMemoryIsTriedAgainWithLess() {
        room.models.failures.put("smol", () -> new IOException("cannot load smol", new IllegalStateException(MEMORY)));
        settle(engine, slots(4));
        room.pass(engine, SECOND);
        assertEquals(List.of("!smol/4", "!smol/2"), room.smols());
        room.models.failures.clear();
        room.pass(engine, SECOND.multipliedBy(2));
        assertEquals("+smol/1", room.smols().getLast());
        assertEquals(
                "ready with less than wanted: 1 of 4 slots, after this: " + MEMORY,
                engine.shortcomings().get("smol"));
    }

    @Test
    void aSuccessorThatRunsOutOfMemoryChangesNothingOfWhatServes() {
        settle(engine, slots(4));
        room.models.failures.put("smol", () -> new IllegalStateException(MEMORY));
        settle(engine, slots(8));
        room.pass(engine, SECOND);
        assertEquals(List.of("+smol/4", "!smol/8", "!smol/8"), room.smols());
        assertInstanceOf(LocalModel.Ready.class, smol(engine));
    }

    @Test
    void tellsHowFarALoadIs() {
        room.models.delays.put("smol", () -> {
            room.models.progress.accept(0.42);
            assertEquals(
                    new Health.Loading("its weights are being read, 42 %", true),
                    smol(engine).health());
        });
        settle(engine, slots(4));
        assertInstanceOf(LocalModel.Ready.class, smol(engine));
    }

    private void lose(String key, String why) {
        room.models.loss(key).complete(why);
        drain(engine);
    }
}
