package dev.outrigger.backend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Usage;
import dev.outrigger.engine.Generator;
import dev.outrigger.engine.Shared;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.Profiles;
import dev.outrigger.support.Room;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineBackendTest {
    private static final List<Event> EVENTS = List.of(
            new Event.Started("id", new ModelName("smol")),
            new Event.TextDelta(0, "a"),
            new Event.TextDelta(0, "b"),
            new Event.Finished(0, FinishReason.STOP),
            new Event.Used(Usage.of(3, 2)),
            new Event.Ended());

    private final EventLoop loop = new EventLoop();
    private LocalModel model = new LocalModel.Unavailable("not pulled");
    private final AtomicInteger freed = new AtomicInteger();
    private Shared<Generator> lent = new Shared<>(talksFor(0), () -> {});
    private Duration firstToken = Duration.ofSeconds(30);

    @AfterEach
    void close() {
        loop.close();
    }

    private ThreadGenerator generator(ThreadGenerator generator) {
        lent = new Shared<>(generator, freed::incrementAndGet);
        model = new LocalModel.Ready(lent);
        return generator;
    }

    private static ThreadGenerator talksFor(long tokens) {
        return new ThreadGenerator(at -> at < tokens
                ? new ThreadGenerator.Emit(new Event.TextDelta(0, at + ","))
                : at == tokens
                        ? new ThreadGenerator.Emit(new Event.Finished(0, FinishReason.STOP))
                        : new ThreadGenerator.Complete());
    }

    private static ThreadGenerator fails(long after, Failure failure) {
        return new ThreadGenerator(at -> at < after
                ? new ThreadGenerator.Emit(new Event.TextDelta(0, "x"))
                : new ThreadGenerator.Fail(new FailureException(failure)));
    }

    private EngineBackend backend() {
        return new EngineBackend(
                "here", profile -> model, Guards.NO_EMBEDDER, Guards.NO_COUNTER, Guards.one(firstToken));
    }

    private Call call(String more) {
        return Calls.of(Profiles.of("smol", "here", "smol"), more, Call.Choice.APP, Room.ample(), loop.context());
    }

    private Run begin(EngineBackend backend, String more) {
        return loop.call(() -> backend.attempt(call(more)));
    }

    private Answer stream() {
        return loop.await(() -> backend().attempt(call(",\"stream\":true")).answer());
    }

    private Reader read(Answer answer, Reader reader) {
        loop.run(() -> answer.frames().subscribe(reader));
        return reader;
    }

    private Failure failure(String more) {
        return assertThrows(
                        FailureException.class,
                        () -> loop.await(() -> backend().attempt(call(more)).answer()))
                .failure();
    }

    private static List<Event> events(Reader reader) {
        return reader.frames.stream().flatMap(frame -> frame.events().stream()).toList();
    }

    @Test
    void streamsEveryEventOnceAndInOrder() {
        generator(ThreadGenerator.of(EVENTS));
        Answer answer = stream();
        Reader reader = read(answer, Reader.greedy());
        await().until(reader::isComplete);
        assertEquals(EVENTS, events(reader));
        assertEquals(OptionalInt.empty(), answer.status());
        assertEquals(Usage.of(3, 2), answer.frames().progress().usage());
    }

    @Test
    void givesAWholeAnswerInOneFrame() {
        generator(ThreadGenerator.of(EVENTS));
        Answer answer = loop.await(() -> backend().attempt(call("")).answer());
        Reader reader = read(answer, Reader.greedy());
        assertTrue(reader.isComplete());
        assertEquals(1, reader.frames.size());
        assertEquals(EVENTS, events(reader));
        assertFalse(answer.stream());
    }

    @Test
    void generatesNoFasterThanItsReader() {
        ThreadGenerator generator = generator(talksFor(100_000));
        Reader reader = read(stream(), Reader.idle());
        loop.run(() -> reader.subscription().request(5));
        await().during(Duration.ofMillis(100)).until(new Still(generator.published::get)::stands);
        assertTrue(generator.published.get() < 100, "made " + generator.published.get());
        assertEquals(5, reader.frames.size());
        loop.run(() -> reader.subscription().cancel());
        await().until(() -> generator.running.get() == 0);
    }

    @Test
    void losesNothingOfALongAnswerThatIsReadInPieces() {
        generator(talksFor(2_000));
        Reader reader = read(stream(), new Reader(subscription -> subscription.request(3)) {
            @Override
            public void onNext(dev.outrigger.chat.Frame frame) {
                super.onNext(frame);
                if (frames.size() % 3 == 0)
                    loop.context().runOnContext(later -> subscription().request(3));
            }
        });
        await().until(reader::isComplete);
        assertEquals(2_001, reader.frames.size());
        assertEquals(new Event.TextDelta(0, "1999,"), events(reader).get(1_999));
    }

    @Test
    void stopsGeneratingWhenItsReaderLeaves() {
        ThreadGenerator generator = generator(talksFor(Long.MAX_VALUE - 1));
        Reader reader = read(stream(), Reader.greedy());
        await().until(() -> reader.frames.size() > 100);
        loop.run(() -> reader.subscription().cancel());
        await().until(() -> generator.running.get() == 0);
        assertEquals(1, generator.cancelled.get());
    }

    @Test
    void stopsGeneratingAWholeAnswerAndGivesItsPlaceBack() {
        ThreadGenerator generator = generator(talksFor(Long.MAX_VALUE - 1));
        EngineBackend backend = backend();
        for (String more : List.of("", ",\"stream\":true")) {
            Run run = begin(backend, more);
            loop.run(run::cancel);
            loop.await(() -> run.answer().otherwiseEmpty());
            await().until(() -> generator.running.get() == 0);
        }
        generator(ThreadGenerator.of(EVENTS));
        loop.await(() -> backend.attempt(call("")).answer());
    }

    @Test
    @Row("clock.first-token")
    void givesUpAStreamWhoseFirstTokenIsLate() {
        firstToken = Duration.ofMillis(50);
        ThreadGenerator silent = generator(new ThreadGenerator(at -> {
            LockSupport.parkNanos(300_000_000);
            return new ThreadGenerator.Emit(new Event.Ping());
        }));
        assertEquals(Failure.Clock.FIRST_TOKEN, ((Failure.TimedOut) failure(",\"stream\":true")).clock());
        await().until(() -> silent.running.get() == 0);
    }

    @Test
    void failsAsItsGeneratorSaysBeforeTheFirstToken() {
        generator(fails(0, Failures.TOO_LONG));
        assertSame(Failures.TOO_LONG, failure(""));
        assertSame(Failures.TOO_LONG, failure(",\"stream\":true"));
    }

    @Test
    void isCutWhenItsGeneratorFailsInTheMiddle() {
        generator(fails(30, Failures.OVERLOADED));
        Reader reader = read(stream(), Reader.greedy());
        await().until(reader::hasEnded);
        assertInstanceOf(Failure.Cut.class, reader.failure());
        assertEquals(30, reader.frames.size());
        assertSame(Failures.OVERLOADED, failure(""));
    }

    @Test
    void isNoAnswerWithoutAFinishReason() {
        generator(ThreadGenerator.of(List.of(new Event.TextDelta(0, "a"))));
        assertInstanceOf(Failure.Malformed.class, failure(""));
    }

    @Test
    @Row("before.local")
    void failsAtOnceWhileItsModelIsNotThereAndSaysWhy() {
        model = new LocalModel.Loading("weights", Optional.empty());
        Failure loading = failure("");
        assertEquals(503, loading.status());
        assertEquals("model smol is loading: weights", loading.message());
        model = new LocalModel.Unavailable("not pulled");
        assertEquals(
                "model smol is unavailable: not pulled",
                failure(",\"stream\":true").message());
    }

    @Test
    void tellsItsModelsHealthAsItIsNow() {
        EngineBackend backend = backend();
        var profile = Profiles.of("smol", "here", "smol");
        assertEquals(new Health.Unavailable("not pulled"), backend.health(profile));
        model = new LocalModel.Loading("weights", Optional.empty());
        assertEquals(new Health.Loading("weights"), backend.health(profile));
        generator(ThreadGenerator.of(EVENTS));
        assertEquals(new Health.Ready(), backend.health(profile));
    }

    @Test
    void aRetiredModelFinishesItsAnswersAndIsFreedThen() {
        generator(talksFor(2_000));
        Reader reader = read(stream(), Reader.idle());
        lent.retire();
        loop.run(() -> reader.subscription().request(1_000));
        await().until(() -> reader.frames.size() == 1_000);
        assertEquals(0, freed.get());
        loop.run(() -> reader.subscription().request(Long.MAX_VALUE));
        await().until(reader::isComplete);
        assertEquals(2_001, reader.frames.size());
        await().until(() -> freed.get() == 1);
    }

    @Test
    void givesItsModelBackHoweverAnAnswerEnds() {
        for (ThreadGenerator ends : List.of(ThreadGenerator.of(EVENTS), fails(0, Failures.OVERLOADED))) {
            for (String more : List.of("", ",\"stream\":true")) {
                generator(ends);
                loop.await(() -> backend().attempt(call(more)).answer().otherwiseEmpty());
                assertFreedWhenRetired();
            }
        }
        generator(talksFor(Long.MAX_VALUE - 1));
        Reader left = read(stream(), Reader.greedy());
        loop.run(() -> left.subscription().cancel());
        assertFreedWhenRetired();
        generator(talksFor(Long.MAX_VALUE - 1));
        Run run = begin(backend(), "");
        loop.run(run::cancel);
        assertFreedWhenRetired();
    }

    private void assertFreedWhenRetired() {
        int before = freed.get();
        lent.retire();
        await().until(() -> freed.get() == before + 1);
    }

    @Test
    void looksAgainWhenItsModelWasReplacedBetweenLookAndLoan() {
        Shared<Generator> gone = new Shared<>(talksFor(0), () -> {});
        gone.freeNow();
        generator(ThreadGenerator.of(EVENTS));
        AtomicInteger looks = new AtomicInteger();
        EngineBackend backend = new EngineBackend(
                "here",
                profile -> looks.getAndIncrement() == 0 ? new LocalModel.Ready(gone) : model,
                Guards.NO_EMBEDDER,
                Guards.NO_COUNTER,
                Guards.one(firstToken));
        loop.await(() -> backend.attempt(call("")).answer());
        assertEquals(2, looks.get());
    }
}
