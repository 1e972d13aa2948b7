package dev.outrigger.child;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.engine.Ask;
import dev.outrigger.engine.Device;
import dev.outrigger.engine.Generator;
import dev.outrigger.engine.LaidNow;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A generator of the engine's process. */
record ChildGenerator(ChildModel model, LaidNow laid) implements Generator {
    ChildGenerator(ChildModel model) {
        this(model, model.conversation().laid(model.number()));
    }

    @Override
    public int contextTokens() {
        return model.tokens();
    }

    @Override
    public Device device() {
        return model.device();
    }

    /** Asks the process and waits: off the event loops only. */
    @Override
    public int countTokens(ChatRequest request) {
        Told told = Child.await(model.conversation().count(model.number(), request));
        if (told instanceof Told.Counted counted) return counted.tokens();
        throw new FailureException(new Failure.Internal("the engine did not count"));
    }

    @Override
    public Flow.Publisher<Event> generate(Ask ask) {
        AtomicBoolean isTaken = new AtomicBoolean();
        return subscriber -> {
            if (isTaken.compareAndSet(false, true)) {
                model.conversation().generate(model.number(), ask, subscriber);
            } else {
                ChildAnswer none = new ChildAnswer(0, subscriber, message -> {}, () -> {});
                subscriber.onSubscribe(none);
                none.failed(new Failure.Internal("an answer has a single subscriber"), Optional.empty());
            }
        };
    }

    @Override
    public void whenLost(Consumer<String> then) {
        model.whenLost(then);
    }

    @Override
    public void close() {
        model.close();
    }
}
