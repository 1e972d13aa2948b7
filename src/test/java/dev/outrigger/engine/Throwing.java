package dev.outrigger.engine;

import dev.outrigger.chat.Event;
import java.util.concurrent.Flow;

/** A subscriber that breaks its contract. */
final class Throwing implements Flow.Subscriber<Event> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {}

    @Override
    public void onNext(Event event) {
        throw new IllegalStateException("thrown on purpose");
    }

    @Override
    public void onError(Throwable cause) {}

    @Override
    public void onComplete() {}
}
