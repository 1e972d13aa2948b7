package dev.outrigger.support;

import dev.outrigger.chat.Event;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A subscriber that keeps what it hears of an answer. */
public class HeardAnswer implements Flow.Subscriber<Event> {
    private static final int PATIENCE_SECONDS = 60;

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Optional<Throwable> thrown = Optional.empty();

    /** Of a publisher, of which it wants so many events at once. */
    public static HeardAnswer of(Flow.Publisher<Event> publisher, long events) {
        HeardAnswer heard = new HeardAnswer();
        publisher.subscribe(heard);
        if (events > 0) heard.subscription().request(events);
        return heard;
    }

    /** All of it, to its end. */
    public static HeardAnswer whole(Flow.Publisher<Event> publisher) throws InterruptedException {
        return of(publisher, Long.MAX_VALUE).await();
    }

    public Flow.Subscription subscription() {
        return subscription.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription.complete(given);
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
        over.countDown();
    }

    /** Waits for its end. */
    public HeardAnswer await() throws InterruptedException {
        if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
            throw new AssertionError("no end after " + events.size() + " events");
        return this;
    }

    public List<Event> events() {
        return List.copyOf(events);
    }

    public Optional<Throwable> thrown() {
        return thrown;
    }

    public boolean isOver() {
        return over.getCount() == 0;
    }

    /** What was said. */
    public String text() {
        return events.stream()
                .filter(Event.TextDelta.class::isInstance)
                .map(event -> ((Event.TextDelta) event).text())
                .collect(Collectors.joining());
    }
}
