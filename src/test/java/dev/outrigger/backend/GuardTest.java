package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.support.Room;
import dev.outrigger.support.Row;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final EventLoop LOOP = new EventLoop();
    private static final Answer ANSWER = new Answer(
            OptionalInt.of(200),
            MultiMap.caseInsensitiveMultiMap(),
            false,
            FrameQueue.whole(Frames.text("a"), new Progress(1), Room.ample()));

    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofMinutes(1);

    @AfterAll
    static void close() {
        LOOP.close();
    }

    private static Guard guard(int inFlight) {
        return new Guard("there", inFlight);
    }

    private static Failure failure(Future<Answer> answer) {
        return assertThrows(FailureException.class, () -> LOOP.await(() -> answer))
                .failure();
    }

    @Test
    void letsAsManyInAsItsBoundAndRefusesTheNextAtOnce() {
        Guard guard = guard(3);
        List<Promise<Answer>> running = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Promise<Answer> promise = Promise.promise();
            running.add(promise);
            if (i == 0) LOOP.call(() -> guard.whole(promise::future));
            else LOOP.call(() -> guard.stream(LOOP.context(), LONG, promise::future));
        }
        Future<Answer> over = LOOP.call(() -> guard.whole(() -> Future.succeededFuture(ANSWER)));
        assertTrue(over.isComplete());
        Failure.Saturated full = assertInstanceOf(Failure.Saturated.class, failure(over));
        assertEquals("guard.inFlight of backend there is reached: 3 attempts", full.message());
        LOOP.run(() -> running.get(1).complete(ANSWER));
        assertSame(ANSWER, LOOP.await(() -> guard.whole(() -> Future.succeededFuture(ANSWER))));
    }

    @Test
    void givesThePlaceBackHoweverAnAttemptEnds() {
        Guard guard = guard(1);
        for (int i = 0; i < 3; i++) {
            LOOP.await(() -> guard.whole(() -> Future.succeededFuture(ANSWER)));
            assertSame(
                    Failures.OVERLOADED,
                    failure(LOOP.call(
                            () -> guard.whole(() -> Future.failedFuture(new FailureException(Failures.OVERLOADED))))));
            assertInstanceOf(
                    Failure.Internal.class,
                    failure(LOOP.call(() -> guard.whole(() -> {
                        throw new IllegalStateException("bug");
                    }))));
            assertInstanceOf(
                    Failure.Internal.class,
                    failure(LOOP.call(() -> guard.stream(LOOP.context(), SHORT, () -> {
                        throw new IllegalStateException("bug");
                    }))));
            assertInstanceOf(
                    Failure.TimedOut.class,
                    failure(LOOP.call(() -> guard.stream(
                            LOOP.context(),
                            SHORT,
                            () -> Promise.<Answer>promise().future()))));
        }
    }

    @Test
    @Row("clock.first-token")
    void stopsAStreamWhoseFirstContentIsLateByItsClock() {
        Guard guard = guard(1);
        Failure late = failure(LOOP.call(() -> guard.stream(
                LOOP.context(), SHORT, () -> Promise.<Answer>promise().future())));
        assertEquals(Failure.Clock.FIRST_TOKEN, ((Failure.TimedOut) late).clock());
    }

    @Test
    @Row("clock.whole")
    void hasNoFirstTokenClockForAWholeAnswer() {
        Guard guard = guard(1);
        Answer answer = LOOP.await(() -> guard.whole(() -> {
            Promise<Answer> late = Promise.promise();
            LOOP.vertx().setTimer(80, fired -> late.complete(ANSWER));
            return late.future();
        }));
        assertSame(ANSWER, answer);
    }

    @Test
    void runsTheActionOnTheCallingLoop() {
        Guard guard = guard(1);
        for (int i = 0; i < 3; i++) {
            AtomicReference<Context> ran = new AtomicReference<>();
            LOOP.await(() -> guard.stream(LOOP.context(), LONG, () -> {
                ran.set(Vertx.currentContext());
                return Future.succeededFuture(ANSWER);
            }));
            assertSame(LOOP.context(), ran.get());
        }
    }

    @Test
    void completesOnTheContextEvenWhenTheClockRanOut() {
        Guard guard = guard(4);
        Context heard = LOOP.await(() -> guard.stream(
                        LOOP.context(), SHORT, () -> Promise.<Answer>promise().future())
                .transform(ended -> Future.succeededFuture(Vertx.currentContext())));
        assertSame(LOOP.context(), heard);
        heard = LOOP.await(() -> guard.stream(LOOP.context(), SHORT, () -> Future.succeededFuture(ANSWER))
                .transform(ended -> Future.succeededFuture(Vertx.currentContext())));
        assertSame(LOOP.context(), heard);
    }
}
