package dev.outrigger.backend;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Frame;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads an answer on the test's demand, and remembers it. */
class Reader implements Flow.Subscriber<Frame> {
    final List<Frame> frames = new CopyOnWriteArrayList<>();
    private final Consumer<Flow.Subscription> begin;
    private volatile Flow.@Nullable Subscription subscription;
    private volatile @Nullable Throwable error;
    private final AtomicInteger ends = new AtomicInteger();

    /** @param begin what it does when it may read */
    Reader(Consumer<Flow.Subscription> begin) {
        this.begin = begin;
    }

    /** Wants everything at once. */
    static Reader greedy() {
        return new Reader(subscription -> subscription.request(Long.MAX_VALUE));
    }

    /** Wants one after the other, as what writes them does. */
    static Reader steady() {
        return new Reader(subscription -> subscription.request(1)) {
            @Override
            public void onNext(Frame frame) {
                super.onNext(frame);
                subscription().request(1);
            }
        };
    }

    /** Wants nothing until told. */
    static Reader idle() {
        return new Reader(subscription -> {});
    }

    Flow.Subscription subscription() {
        Flow.Subscription given = subscription;
        if (given == null) throw new IllegalStateException("not subscribed");
        return given;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        begin.accept(given);
    }

    @Override
    public void onNext(Frame frame) {
        if (ends.get() > 0) throw new IllegalStateException("a frame after the end");
        frames.add(frame);
    }

    @Override
    public void onError(Throwable thrown) {
        error = thrown;
        end();
    }

    @Override
    public void onComplete() {
        end();
    }

    private void end() {
        ends.incrementAndGet();
    }

    boolean isComplete() {
        return ends.get() == 1 && error == null;
    }

    boolean hasEnded() {
        return ends.get() > 0;
    }

    Failure failure() {
        Throwable thrown = error;
        if (thrown == null) throw new IllegalStateException("it did not fail");
        return FailureException.of(thrown);
    }

    /** What their events say. */
    String said() {
        StringBuilder said = new StringBuilder();
        for (Frame frame : frames)
            for (Event event : frame.events()) if (event instanceof Event.TextDelta delta) said.append(delta.text());
        return said.toString();
    }

    /** The bytes read so far, as text. */
    String text() {
        return frames.stream().map(frame -> frame.raw().utf8()).collect(Collectors.joining());
    }
}
