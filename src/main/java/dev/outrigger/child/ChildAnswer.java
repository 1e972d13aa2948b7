package dev.outrigger.child;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.engine.BrokenOff;
import dev.outrigger.engine.Draft;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * An answer of the engine's process, on this side. Demand and cancel go there from any thread; signals come from the
 * thread that reads, and after the end there are none.
 */
final class ChildAnswer implements Flow.Subscription {
    private final long number;
    private final Flow.Subscriber<? super Event> subscriber;
    private final Consumer<Asked> ask;
    private final Runnable over;
    private final AtomicLong wanted = new AtomicLong();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final Growing made = new Growing();

    // Guarded by this: who subscribes may request before the answer is asked for.
    private long early;
    private boolean isAsked;

    /** @param over called once, when nothing more comes or is wanted */
    ChildAnswer(long number, Flow.Subscriber<? super Event> subscriber, Consumer<Asked> ask, Runnable over) {
        this.number = number;
        this.subscriber = subscriber;
        this.ask = ask;
        this.over = over;
    }

    @Override
    public void request(long events) {
        if (isOver.get()) return;
        if (events <= 0) {
            ask.accept(new Asked.Cancel(number));
            fail(new IllegalArgumentException("a subscriber must request at least 1 event"));
            return;
        }
        wanted.accumulateAndGet(events, ChildAnswer::sum);
        synchronized (this) {
            early = sum(early, events);
            if (!isAsked) return;
            early = 0;
        }
        ask.accept(new Asked.Request(number, events));
    }

    /** It is asked for now, with what was requested of it before. */
    void asked(Asked.Generate generate) {
        if (isOver.get()) return;
        ask.accept(generate);
        long requested;
        synchronized (this) {
            isAsked = true;
            requested = early;
            early = 0;
        }
        if (requested > 0) ask.accept(new Asked.Request(number, requested));
    }

    private static long sum(long events, long more) {
        return events + more < 0 ? Long.MAX_VALUE : events + more;
    }

    @Override
    public void cancel() {
        if (end()) ask.accept(new Asked.Cancel(number));
    }

    /** Something of it came; what nobody asked for is against the rules. */
    void happened(Event event, Optional<Told.Growth> growth) {
        if (isOver.get()) return;
        if (wanted.get() != Long.MAX_VALUE && wanted.decrementAndGet() < 0)
            throw new WrongBytes("an event that nobody asked for");
        growth.ifPresent(made::add);
        try {
            subscriber.onNext(event);
        } catch (RuntimeException thrown) {
            cancel();
            told(thrown);
        }
    }

    void completed() {
        if (end()) signal(subscriber::onComplete);
    }

    /** The engine failed it; what was made of it comes from there. */
    void failed(Failure failure, Optional<Draft> draft) {
        fail(draft.<RuntimeException>map(kept -> new BrokenOff(failure, kept))
                .orElseGet(() -> new FailureException(failure)));
    }

    /** The engine's process has gone; what it had told of is what was made. */
    void lost(Failure failure) {
        failed(failure, made.draft());
    }

    private void fail(RuntimeException thrown) {
        if (end()) signal(() -> subscriber.onError(thrown));
    }

    private boolean end() {
        boolean isFirst = isOver.compareAndSet(false, true);
        if (isFirst) over.run();
        return isFirst;
    }

    private static void signal(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException thrown) {
            told(thrown);
        }
    }

    private static void told(RuntimeException thrown) {
        System.getLogger(ChildAnswer.class.getName())
                .log(Level.WARNING, "a subscriber threw {0}", thrown.getClass().getName());
    }
}
