package dev.outrigger.engine;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The way of an answer's events to its subscriber. The subscriber's calls, from any thread, only leave a note and wake
 * the stepping thread; every signal comes from that thread alone, and so in order.
 */
final class Outbox implements Drafting {
    private final Flow.Subscriber<? super Event> subscriber;
    private final Runnable wake;
    private final AtomicLong demand = new AtomicLong();
    private volatile boolean isCancelled;
    private volatile boolean isMisused;

    /** Waiting for demand; bounded, because nothing is generated into a full outbox. Stepping thread only. */
    private final Queue<Event> waiting = new ArrayDeque<>();

    private boolean isComplete;
    private Supplier<Optional<Draft>> draft = Optional::empty;

    Outbox(Flow.Subscriber<? super Event> subscriber, Runnable wake) {
        this.subscriber = subscriber;
        this.wake = wake;
    }

    @Override
    public void request(long count) {
        if (count <= 0) isMisused = true;
        else demand.accumulateAndGet(count, (now, more) -> now + more < 0 ? Long.MAX_VALUE : now + more);
        wake.run();
    }

    @Override
    public void cancel() {
        isCancelled = true;
        wake.run();
    }

    /** From now on this tells what is made of the answer. Stepping thread only. */
    void drafts(Supplier<Draft> maker) {
        draft = () -> Optional.of(maker.get());
    }

    @Override
    public Optional<Draft> draft() {
        return draft.get();
    }

    /** Whether the subscriber wants more than waits already. */
    boolean hasRoom() {
        return demand.get() > waiting.size();
    }

    /** Whether nobody listens any more: after a cancel, a failure, or the end. */
    boolean isCancelled() {
        return isCancelled;
    }

    void put(Event event) {
        waiting.add(event);
    }

    /** Nothing more is put. */
    void complete() {
        isComplete = true;
    }

    /** Passes on what is asked for; true when the answer is over for its subscriber. */
    boolean deliver() {
        if (isMisused) {
            fail(new IllegalArgumentException("a subscriber must request at least 1 event"));
            return true;
        }
        while (!isCancelled && demand.get() > 0 && !waiting.isEmpty()) {
            if (demand.get() != Long.MAX_VALUE) demand.decrementAndGet();
            signal(() -> subscriber.onNext(waiting.remove()));
        }
        if (isComplete && waiting.isEmpty() && !isCancelled) {
            signal(subscriber::onComplete);
            isCancelled = true;
        }
        return isCancelled;
    }

    /** Ends the answer with a failure, past what waits. */
    void fail(Failure failure) {
        fail(new FailureException(failure));
    }

    /** Likewise, with all that is to be said of it. */
    void fail(RuntimeException thrown) {
        if (!isCancelled) signal(() -> subscriber.onError(thrown));
        isCancelled = true;
    }

    /** A subscriber that throws has broken its contract: it hears nothing more, and the other answers go on. */
    private void signal(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException thrown) {
            cancel();
            System.getLogger(Outbox.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "a subscriber threw {0}",
                            thrown.getClass().getName());
        }
    }
}
