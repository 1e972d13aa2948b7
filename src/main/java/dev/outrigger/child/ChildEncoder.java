package dev.outrigger.child;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Passage;
import dev.outrigger.engine.Device;
import dev.outrigger.engine.Embedding;
import dev.outrigger.engine.Encoder;
import io.vertx.core.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** An encoder of the engine's process. */
final class ChildEncoder implements Encoder {
    private final Child child;
    private final long model;
    private final Told.Loaded loaded;
    private final Runnable leave;
    private final CompletableFuture<String> lost = new CompletableFuture<>();
    private final AtomicBoolean isClosed = new AtomicBoolean();

    /** @param leave called once, when it is freed */
    ChildEncoder(Child child, Told.Loaded loaded, Runnable leave) {
        this.child = child;
        this.model = loaded.model();
        this.loaded = loaded;
        this.leave = leave;
        child.conversation().whenLost(model, lost::complete);
    }

    @Override
    public int dimensions() {
        return loaded.size();
    }

    @Override
    public Device device() {
        return loaded.device();
    }

    @Override
    public Future<Embedding> encode(String text) {
        return Future.fromCompletionStage(child.conversation().encode(model, Passage.of(text)))
                .map(ChildEncoder::read);
    }

    private static Embedding read(Told told) {
        if (told instanceof Told.Encoded(long call, float[] vector, double unknown, boolean isTruncated))
            return new Embedding(vector, unknown, isTruncated);
        throw new FailureException(new Failure.Internal("the engine did not encode"));
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
