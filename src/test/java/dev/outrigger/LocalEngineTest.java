package dev.outrigger;

import static dev.outrigger.EngineRoom.borrow;
import static dev.outrigger.EngineRoom.drain;
import static dev.outrigger.EngineRoom.nothingLocal;
import static dev.outrigger.EngineRoom.passed;
import static dev.outrigger.EngineRoom.settle;
import static dev.outrigger.EngineRoom.slots;
import static dev.outrigger.EngineRoom.smol;
import static dev.outrigger.EngineRoom.with;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.analyze.TextClassifier;
import dev.outrigger.backend.LocalModel;
import dev.outrigger.engine.Generator;
import dev.outrigger.engine.Shared;
import dev.outrigger.registry.Health;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which models are in memory when. */
class LocalEngineTest {
    @SuppressWarnings("NullAway.Init")
    private EngineRoom room;

    @BeforeEach
    void aRoom(@TempDir Path folder) {
        room = new EngineRoom(folder);
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void loadsWhatIsNamedOnce() {
        LocalEngine engine = room.engine();
        settle(engine, slots(4));
        settle(engine, with("slots: 4, guard: { firstToken: 3s }", "limits: { attempts: 2 }"));
        assertEquals(List.of("+reader outrigger-analyzer", "+smol/4"), room.models.story);
        assertEquals(List.of("all-minilm-l6-v2 READY SETTINGS", "smol READY SETTINGS"), room.outcomes);
        assertEquals("ready", engine.classifierDetail());
    }

    @Test
    void isLoadingUntilItIsLoaded() {
        CountDownLatch gate = new CountDownLatch(1);
        room.models.delays.put("smol", () -> passed(gate));
        LocalEngine engine = room.engine();
        engine.want(slots(4));
        assertInstanceOf(LocalModel.Loading.class, smol(engine));
        await().until(() -> engine.classifier() instanceof TextClassifier.State.Ready);
        await().until(() -> smol(engine).health().equals(new Health.Loading("its weights are being read", true)));
        gate.countDown();
        await().until(() -> smol(engine) instanceof LocalModel.Ready);
    }

    @Test
    void whoeverAsksWhileItIsLoadedForTheFirstTimeMayWaitForIt() {
        CountDownLatch gate = new CountDownLatch(1);
        room.models.delays.put("smol", () -> passed(gate));
        LocalEngine engine = room.engine();
        engine.want(slots(4));
        LocalModel.Loading loading = assertInstanceOf(LocalModel.Loading.class, smol(engine));
        Future<Shared.Loan<Generator>> loan = loading.wake().orElseThrow().loan(() -> false);
        await().until(() -> smol(engine).health().equals(new Health.Loading("its weights are being read", true)));
        assertFalse(loan.isComplete());
        gate.countDown();
        await().until(loan::succeeded);
        loan.result().close();
    }

    @Test
    void theOneBeforeServesUntilItsSuccessorIsLoadedAndEndsWithItsLastAnswer() {
        LocalEngine engine = room.engine();
        settle(engine, slots(4));
        Shared.Loan<Generator> answer = borrow(engine);
        CountDownLatch gate = new CountDownLatch(1);
        room.models.delays.put("smol", () -> passed(gate));

        engine.want(slots(2));
        await().until(() -> !engine.shortcomings().isEmpty());
        assertEquals(
                "ready with earlier settings: its weights are being read",
                engine.shortcomings().get("smol"));
        borrow(engine).close();
        gate.countDown();
        drain(engine);

        assertEquals(List.of("+reader outrigger-analyzer", "+smol/4", "+smol/2"), room.models.story);
        assertTrue(engine.shortcomings().isEmpty());
        answer.close();
        await().until(() -> room.models.story.contains("-smol/4"));
        assertInstanceOf(LocalModel.Ready.class, smol(engine));
    }

    @Test
    void withoutRoomForBothTheOneBeforeIsFreedFirst() {
        LocalEngine engine = room.engine();
        settle(engine, slots(4));
        Shared.Loan<Generator> answer = borrow(engine);
        room.models.hasRoom = false;
        settle(engine, slots(2));
        assertEquals(
                new Health.Loading("memory does not hold it twice, so the earlier one goes first", true),
                smol(engine).health());
        assertEquals(List.of("+reader outrigger-analyzer", "+smol/4"), room.models.story);
        answer.close();
        await().until(() -> smol(engine) instanceof LocalModel.Ready);
        assertEquals(List.of("+reader outrigger-analyzer", "+smol/4", "-smol/4", "+smol/2"), room.models.story);
    }

    @Test
    void aFirstLoadDoesNotAskForRoom() {
        room.models.hasRoom = false;
        LocalEngine engine = room.engine();
        settle(engine, slots(4));
        assertInstanceOf(LocalModel.Ready.class, smol(engine));
    }

    @Test
    void neverHoldsMoreThanTwoOfAKind() {
        LocalEngine engine = room.engine();
        settle(engine, slots(4));
        Shared.Loan<Generator> answer = borrow(engine);
        settle(engine, slots(3));
        settle(engine, slots(2));
        assertEquals(
                "ready with earlier settings: waiting until the answers of the one before have ended",
                engine.shortcomings().get("smol"));
        assertTrue(
                room.models.story.contains("+smol/3") && !room.models.story.contains("+smol/2"),
                room.models.story.toString());
        answer.close();
        await().until(() -> room.models.story.contains("-smol/3"));
        assertTrue(
                room.models.story.indexOf("-smol/4") < room.models.story.indexOf("+smol/2"),
                room.models.story.toString());
    }

    @Test
    void whatIsNoLongerNamedIsFreedOnceNobodyNeedsIt() {
        LocalEngine engine = room.engine();
        settle(engine, slots(4));
        settle(engine, nothingLocal());
        // An exchange that was decided by the earlier configuration still finds it.
        Shared.Loan<Generator> late = borrow(engine);
        engine.forget();
        await().until(() -> smol(engine) instanceof LocalModel.Unavailable);
        assertTrue(room.models.story.stream().noneMatch("-smol/4"::equals));
        late.close();
        await().until(() -> room.models.story.contains("-smol/4"));
    }

    @Test
    void whatIsNamedAgainBeforeItWasFreedIsCarriedOver() {
        LocalEngine engine = room.engine();
        settle(engine, slots(4));
        settle(engine, nothingLocal());
        settle(engine, slots(4));
        engine.forget();
        drain(engine);
        assertInstanceOf(LocalModel.Ready.class, smol(engine));
        assertEquals(List.of("+reader outrigger-analyzer", "+smol/4"), room.models.story);
    }
}
