package dev.outrigger.backend;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Event;
import dev.outrigger.engine.Ask;
import dev.outrigger.engine.Draft;
import dev.outrigger.engine.Generator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Publishes scripted events from a thread of its own, one for each that is asked for, as an engine does. */
final class ThreadGenerator implements Generator {
    private final LongFunction<Step> script;
    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger cancelled = new AtomicInteger();
    /** What each answer was to go on with. */
    final List<Optional<Draft>> drafts = new CopyOnWriteArrayList<>();

    /** And what was to lie over the model. */
    final List<Optional<String>> adapters = new CopyOnWriteArrayList<>();

    /** What each was asked for. */
    final List<Ask> asks = new CopyOnWriteArrayList<>();

    final AtomicLong published = new AtomicLong();

    /** @param script what comes at each position, from 0 */
    ThreadGenerator(LongFunction<Step> script) {
        this.script = script;
    }

    static ThreadGenerator of(List<Event> events) {
        return new ThreadGenerator(at -> at < events.size() ? new Emit(events.get((int) at)) : new Complete());
    }

    @Override
    public int contextTokens() {
        return 1024;
    }

    @Override
    public dev.outrigger.engine.Device device() {
        return dev.outrigger.engine.Device.CPU;
    }

    @Override
    public int countTokens(ChatRequest request) {
        return 1;
    }

    @Override
    public void whenLost(Consumer<String> then) {}

    @Override
    public Flow.Publisher<Event> generate(Ask ask) {
        drafts.add(ask.draft());
        adapters.add(ask.adapter());
        asks.add(ask);
        return subscriber -> {
            Line line = new Line();
            running.incrementAndGet();
            subscriber.onSubscribe(line);
            Thread.ofPlatform().daemon().name("generator").start(() -> publish(subscriber, line));
        };
    }

    private void publish(Flow.Subscriber<? super Event> subscriber, Line line) {
        try {
            for (long at = 0; ; at++) {
                Step step = script.apply(at);
                if (step instanceof Emit) line.demand.acquire();
                if (line.isCancelled) return;
                switch (step) {
                    case Emit emit -> {
                        published.incrementAndGet();
                        subscriber.onNext(emit.event());
                    }
                    case Complete complete -> {
                        subscriber.onComplete();
                        return;
                    }
                    case Fail fail -> {
                        subscriber.onError(fail.thrown());
                        return;
                    }
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            running.decrementAndGet();
        }
    }

    @Override
    public void close() {}

    sealed interface Step {}

    record Emit(Event event) implements Step {}

    record Complete() implements Step {}

    record Fail(Throwable thrown) implements Step {}

    private final class Line implements Flow.Subscription {
        private final Semaphore demand = new Semaphore(0);
        private volatile boolean isCancelled;

        @Override
        public void request(long n) {
            demand.release(Math.toIntExact(n));
        }

        @Override
        public void cancel() {
            if (!isCancelled) cancelled.incrementAndGet();
            isCancelled = true;
            demand.release();
        }
    }
}
