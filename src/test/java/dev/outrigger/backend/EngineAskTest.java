package dev.outrigger.backend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.LogitBias;
import dev.outrigger.engine.Ask;
import dev.outrigger.engine.Generator;
import dev.outrigger.engine.Shared;
import dev.outrigger.registry.Profiles;
import dev.outrigger.support.Room;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a model of this process is asked, of what an app wrote. */
class EngineAskTest {
    private final EventLoop loop = new EventLoop();
    private final ThreadGenerator generator = ThreadGenerator.of(
            List.of(new Event.TextDelta(0, "a"), new Event.Finished(0, FinishReason.STOP), new Event.Ended()));
    private final LocalModel model = new LocalModel.Ready(new Shared<Generator>(generator, () -> {}));
    private final EngineBackend backend = new EngineBackend(
            "here", profile -> model, Guards.NO_EMBEDDER, Guards.NO_COUNTER, Guards.one(Duration.ofSeconds(30)));

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void heedsABiasOnlyOfAnAppThatNamedTheModel() {
        // Given: ids of tokens mean something to one tokenizer alone
        String bias = ",\"logit_bias\":{\"7\":-100}";
        Losses lenient = new Losses(new TranslationSettings(List.of(), List.of("logit_bias")));
        // When
        answer(call(bias, Call.Choice.APP, new Losses(TranslationSettings.DEFAULT)));
        Answer ours = answer(call(bias, Call.Choice.OURS, lenient));
        FailureException refused = assertThrows(
                FailureException.class,
                () -> backend.attempt(call(bias, Call.Choice.OURS, new Losses(TranslationSettings.DEFAULT))));
        // Then
        assertEquals(LogitBias.of(Map.of(7, -100.0)), biasAsked(0));
        assertEquals(Set.of("logit_bias"), ours.dropped());
        assertEquals(LogitBias.NONE, biasAsked(1));
        assertInstanceOf(Failure.Untranslatable.class, refused.failure());
    }

    private Answer answer(Call call) {
        return loop.await(() -> backend.attempt(call).answer());
    }

    private Call call(String more, Call.Choice choice, Losses losses) {
        return Calls.of(Profiles.of("smol", "here", "smol"), more, choice, losses, Room.ample(), loop.context());
    }

    private LogitBias biasAsked(int answer) {
        return generator.asks.get(answer).request().sampling().logitBias();
    }

    @Test
    void somebodyWaitsUnlessTheAppSaysThatNobodyDoes() {
        // When
        answer(hinted(""));
        answer(hinted("interactive"));
        answer(hinted("Batch"));
        // Then
        assertEquals(
                List.of(Ask.Urgency.INTERACTIVE, Ask.Urgency.INTERACTIVE, Ask.Urgency.BATCH),
                generator.asks.stream().map(Ask::urgency).toList());
    }

    @Test
    void aStreamMustBeginWithinTheGuardsClockAndAWholeAnswerByTheDeadlineAlone() {
        // Given
        long before = System.nanoTime();
        // When
        answer(call(",\"stream\":true", Call.Choice.APP, new Losses(TranslationSettings.DEFAULT)));
        answer(call("", Call.Choice.APP, new Losses(TranslationSettings.DEFAULT)));
        // Then
        long begunBy = generator.asks.getFirst().begunBy().orElseThrow() - before;
        assertTrue(begunBy >= Duration.ofSeconds(30).toNanos()
                && begunBy < Duration.ofSeconds(60).toNanos());
        assertEquals(OptionalLong.empty(), generator.asks.getLast().begunBy());
    }

    @Test
    void theDeadlineAloneBoundsAnAnswerThatNobodyWaitsFor() {
        // Given a model that says nothing for longer than the guard's clock
        ThreadGenerator slow = new ThreadGenerator(at -> {
            if (at == 0) await().pollDelay(Duration.ofMillis(400)).until(() -> true);
            return at == 0
                    ? new ThreadGenerator.Emit(new Event.TextDelta(0, "a"))
                    : at == 1
                            ? new ThreadGenerator.Emit(new Event.Finished(0, FinishReason.STOP))
                            : new ThreadGenerator.Complete();
        });
        LocalModel ready = new LocalModel.Ready(new Shared<Generator>(slow, () -> {}));
        EngineBackend hurried = new EngineBackend(
                "here", profile -> ready, Guards.NO_EMBEDDER, Guards.NO_COUNTER, Guards.one(Duration.ofMillis(100)));
        // Then
        FailureException late = assertThrows(
                FailureException.class,
                () -> loop.await(() -> hurried.attempt(hinted("interactive", ",\"stream\":true"))
                        .answer()));
        assertInstanceOf(Failure.TimedOut.class, late.failure());
        Answer patient = loop.await(
                () -> hurried.attempt(hinted("batch", ",\"stream\":true")).answer());
        assertTrue(patient.stream());
        assertEquals(OptionalLong.empty(), slow.asks.getLast().begunBy());
    }

    private Call hinted(String latency) {
        return hinted(latency, "");
    }

    private Call hinted(String latency, String more) {
        Call call = call(more, Call.Choice.APP, new Losses(TranslationSettings.DEFAULT));
        if (!latency.isEmpty()) call.headers().set("x-outrigger-latency", latency);
        return call;
    }
}
