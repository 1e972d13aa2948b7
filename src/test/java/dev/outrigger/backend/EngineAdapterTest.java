package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.engine.Generator;
import dev.outrigger.engine.Shared;
import dev.outrigger.registry.Adapters;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.support.Known;
import dev.outrigger.support.Room;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the engine's backend makes of an adapter that is asked for. */
class EngineAdapterTest {
    private final EventLoop loop = new EventLoop();
    private final ThreadGenerator generator = ThreadGenerator.of(
            List.of(new Event.TextDelta(0, "a"), new Event.Finished(0, FinishReason.STOP), new Event.Ended()));
    private final Shared<Generator> lent = new Shared<>(generator, () -> {});
    private final EngineBackend backend = new EngineBackend(
            "here",
            profile -> new LocalModel.Ready(lent),
            Guards.NO_EMBEDDER,
            Guards.NO_COUNTER,
            Guards.one(Duration.ofSeconds(30)));

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void itIsLaidOverAModelThatTakesThem() {
        Call call = call(Adapters.LAID, Call.Choice.APP);
        Answer answer = loop.await(() -> backend.attempt(call).answer());
        assertEquals(List.of(Optional.of("poet")), generator.adapters);
        assertEquals(Set.of(), Set.copyOf(answer.dropped()));
    }

    /** Never without it: who asked for that very model is told so, and a policy's choice goes elsewhere. */
    @Test
    void aModelThatTakesNoneIsNotAskedForOne() {
        Failure named = refusal(call(Adapters.NONE, Call.Choice.APP));
        assertEquals(404, named.status());
        assertEquals("model smol takes no adapters (models.smol.adapters), and poet was asked for", named.message());
        assertFalse(named.mayMoveOn());
        assertTrue(refusal(call(Adapters.NONE, Call.Choice.OURS)).mayMoveOn());
        assertEquals(List.of(), generator.adapters);
    }

    /** What it refuses itself, as an adapter that is not there, is final where the app named it, and nowhere else. */
    @Test
    void whatTheModelRefusesIsTheAppsAffairOnlyIfTheAppChoseIt() {
        Failure.Rejected unknown = new Failure.Rejected(404, "there is no adapter poet", Optional.empty());
        ThreadGenerator refuses = new ThreadGenerator(at -> new ThreadGenerator.Fail(new FailureException(unknown)));
        EngineBackend here = new EngineBackend(
                "here",
                profile -> new LocalModel.Ready(new Shared<>(refuses, () -> {})),
                Guards.NO_EMBEDDER,
                Guards.NO_COUNTER,
                Guards.one(Duration.ofSeconds(30)));
        assertEquals(unknown, answered(here, Call.Choice.APP));
        Failure ours = answered(here, Call.Choice.OURS);
        assertEquals("there is no adapter poet", ours.message());
        assertTrue(ours.mayMoveOn());
    }

    private Failure answered(EngineBackend here, Call.Choice choice) {
        Call call = call(Adapters.LAID, choice);
        return assertThrows(
                        FailureException.class,
                        () -> loop.await(() -> here.attempt(call).answer()))
                .failure();
    }

    private Failure refusal(Call call) {
        return assertThrows(FailureException.class, () -> loop.call(() -> backend.attempt(call)))
                .failure();
    }

    private Call call(Adapters adapters, Call.Choice choice) {
        ModelProfile smol = new Known("smol", "here", "smol").adapters(adapters).profile();
        return Calls.of(smol, ",\"adapter_id\":\"poet\"", choice, Room.ample(), loop.context())
                .over(Optional.of("poet"));
    }
}
