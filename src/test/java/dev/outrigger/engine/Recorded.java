package dev.outrigger.engine;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Usage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A subscriber that keeps what it hears. */
final class Recorded implements Flow.Subscriber<Event> {
    final List<Event> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final long demand;
    volatile Optional<Throwable> thrown = Optional.empty();
    volatile boolean isComplete;
    volatile Flow.Subscription subscription = new Flow.Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    };

    private Recorded(long demand) {
        this.demand = demand;
    }

    /** Of an answer none of whose prompt was known. */
    static Usage usage(long prompt, long answer) {
        return new Usage(OptionalLong.of(prompt), OptionalLong.of(answer), OptionalLong.of(0), OptionalLong.empty());
    }

    static Recorded unbounded() {
        return new Recorded(Long.MAX_VALUE);
    }

    static Recorded asking(long demand) {
        return new Recorded(demand);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (demand > 0) given.request(demand);
    }

    @Override
    public void onNext(Event event) {
        events.add(event);
    }

    @Override
    public void onError(Throwable cause) {
        thrown = Optional.of(cause);
        over.countDown();
    }

    @Override
    public void onComplete() {
        isComplete = true;
        over.countDown();
    }

    Recorded await() throws InterruptedException {
        if (!over.await(60, TimeUnit.SECONDS)) throw new AssertionError("no end after " + events.size() + " events");
        return this;
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    String text() {
        return events.stream()
                .filter(Event.TextDelta.class::isInstance)
                .map(event -> ((Event.TextDelta) event).text())
                .collect(Collectors.joining());
    }

    FinishReason finish() {
        return one(Event.Finished.class).reason();
    }

    Usage usage() {
        return one(Event.Used.class).usage();
    }

    Failure failure() {
        return ((FailureException) thrown.orElseThrow()).failure();
    }

    private <E extends Event> E one(Class<E> kind) {
        List<E> all = events.stream().filter(kind::isInstance).map(kind::cast).toList();
        if (all.size() != 1) throw new AssertionError(all.size() + " of " + kind.getSimpleName());
        return all.getFirst();
    }
}
