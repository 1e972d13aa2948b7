package dev.outrigger.backend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.engine.Generator;
import dev.outrigger.engine.Shared;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.Profiles;
import dev.outrigger.support.Room;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request for a model that is asleep, or loaded for the first time, waits for its load, by its own clocks. */
class EngineBackendAsleepTest {
    private static final String STREAM = ",\"stream\":true";

    private final EventLoop loop = new EventLoop();
    private final Promise<Shared.Loan<Generator>> load = Promise.promise();
    private final AtomicInteger wakes = new AtomicInteger();
    private volatile BooleanSupplier isGivenUp = () -> false;
    private Duration firstToken = Duration.ofSeconds(30);

    private final LocalModel.Wake wake = given -> {
        wakes.incrementAndGet();
        isGivenUp = given;
        return load.future();
    };
    private volatile LocalModel model = new LocalModel.Asleep("nobody asked", wake);
    private final ThreadGenerator generator = ThreadGenerator.of(
            List.of(new Event.TextDelta(0, "a"), new Event.Finished(0, FinishReason.STOP), new Event.Ended()));
    private final Shared<Generator> lent = new Shared<>(generator, () -> {});

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void isAskableThoughItSleeps() {
        Health health = backend().health(Profiles.of("smol", "here", "smol"));
        assertEquals(new Health.Asleep("nobody asked"), health);
        assertTrue(health.isChoosable());
        assertEquals(0, wakes.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", STREAM})
    void isAnsweredWhenTheFirstLoadOfAllIsOver(String more) {
        model = new LocalModel.Loading("its weights are being read", Optional.of(wake));
        isAnsweredWhenItHasBeenLoaded(more);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", STREAM})
    void isAnsweredWhenItHasBeenLoaded(String more) {
        Run run = begin(more);
        await().until(() -> wakes.get() == 1);
        assertFalse(run.answer().isComplete());
        loadedOnAnotherThread();
        Answer answer = loop.await(run::answer);
        Reader reader = Reader.greedy();
        loop.run(() -> answer.frames().subscribe(reader));
        await().until(reader::isComplete);
        await().until(() -> lent.idleSince().isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", STREAM})
    void failsAsItsLoadDoes(String more) {
        Run run = begin(more);
        load.fail(new FailureException(Failures.OVERLOADED));
        FailureException thrown = assertThrows(FailureException.class, () -> loop.await(run::answer));
        assertEquals(Failures.OVERLOADED, thrown.failure());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", STREAM})
    void gaveUpAndKeepsNothingWhenItsAppLeaves(String more) {
        Run run = begin(more);
        await().until(() -> wakes.get() == 1);
        assertFalse(isGivenUp.getAsBoolean());
        loop.run(run::cancel);
        assertTrue(isGivenUp.getAsBoolean());
        FailureException thrown = assertThrows(FailureException.class, () -> loop.await(run::answer));
        assertInstanceOf(Failure.Cancelled.class, thrown.failure());
        // A load that comes all the same is given back, and nothing is generated
        loadedOnAnotherThread();
        await().until(() -> lent.idleSince().isPresent());
        assertEquals(0, generator.published.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", STREAM})
    void waitsNoLongerThanForAFirstToken(String more) {
        firstToken = Duration.ofMillis(50);
        Run run = begin(more);
        FailureException thrown = assertThrows(FailureException.class, () -> loop.await(run::answer));
        assertEquals(Failure.Clock.FIRST_TOKEN, ((Failure.TimedOut) thrown.failure()).clock());
        // Where its time was over before it began, nobody was woken
        await().until(() -> wakes.get() == 0 || isGivenUp.getAsBoolean());
    }

    private EngineBackend backend() {
        return new EngineBackend(
                "here", profile -> model, Guards.NO_EMBEDDER, Guards.NO_COUNTER, Guards.one(firstToken));
    }

    private Run begin(String more) {
        Call call = Calls.of(Profiles.of("smol", "here", "smol"), more, Call.Choice.APP, Room.ample(), loop.context());
        EngineBackend backend = backend();
        return loop.call(() -> backend.attempt(call));
    }

    private void loadedOnAnotherThread() {
        Optional<Shared.Loan<Generator>> loan = lent.borrow();
        Thread.ofPlatform().start(() -> load.complete(loan.orElseThrow()));
        await().until(() -> load.future().isComplete());
    }
}
