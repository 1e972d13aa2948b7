package dev.outrigger.child;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.engine.Ask;
import dev.outrigger.engine.Device;
import dev.outrigger.engine.Generator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A generator of the engine's process. */
final class ChildGenerator implements Generator {
    private final Child child;
    private final long model;
    private final Told.Loaded loaded;
    private final Runnable leave;
    private final CompletableFuture<String> lost = new CompletableFuture<>();
    private final AtomicBoolean isClosed = new AtomicBoolean();

    /** @param leave called once, when it is freed */
    ChildGenerator(Child child, Told.Loaded loaded, Runnable leave) {
        this.child = child;
        this.model = loaded.model();
        this.loaded = loaded;
        this.leave = leave;
        child.conversation().whenLost(model, lost::complete);
    }

    @Override
    public int contextTokens() {
        return loaded.size();
    }

    @Override
    public Device device() {
        return loaded.device();
    }

    /** Asks the process and waits: off the event loops only. */
    @Override
    public int countTokens(ChatRequest request) {
        Told told = Child.await(child.conversation().count(model, request));
        if (told instanceof Told.Counted counted) return counted.tokens();
        throw new FailureException(new Failure.Internal("the engine did not count"));
    }

    @Override
    public Flow.Publisher<Event> generate(Ask ask) {
        AtomicBoolean isTaken = new AtomicBoolean();
        return subscriber -> {
            if (isTaken.compareAndSet(false, true)) {
                child.conversation().generate(model, ask, subscriber);
            } else {
                ChildAnswer none = new ChildAnswer(0, subscriber, message -> {}, () -> {});
                subscriber.onSubscribe(none);
                none.failed(new Failure.Internal("an answer has a single subscriber"), Optional.empty());
            }
        };
    }

    @Override
    public void whenLost(Consumer<String> then) {
        var unusedStage = lost.thenAccept(then);
    }

    @Override
    public void close() {
        if (!isClosed.compareAndSet(false, true)) return;
        child.free(model);
        leave.run();
    }
}
