package dev.outrigger.child;

import dev.outrigger.engine.Device;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A model of the engine's process, as far as all kinds are alike: where it is, whether it was lost, and how it is freed. */
final class ChildModel implements AutoCloseable {
    private final Child child;
    private final Told.Loaded loaded;
    private final Runnable leave;
    private final CompletableFuture<String> lost = new CompletableFuture<>();
    private final AtomicBoolean isClosed = new AtomicBoolean();

    /** @param leave called once, when it is freed */
    ChildModel(Child child, Told.Loaded loaded, Runnable leave) {
        this.child = child;
        this.loaded = loaded;
        this.leave = leave;
        child.conversation().whenLost(loaded.model(), lost::complete);
    }

    /** Where it is asked. */
    Conversation conversation() {
        return child.conversation();
    }

    /** Its number there. */
    long number() {
        return loaded.model();
    }

    /** Of a kind that has a window. */
    int tokens() {
        return loaded.tokens().orElseThrow();
    }

    /** Of a kind that makes vectors. */
    int dimensions() {
        return loaded.dimensions().orElseThrow();
    }

    Device device() {
        return loaded.device();
    }

    /** Calls this once, with the reason, when it answers no more though nobody freed it; at once if that is so already. */
    void whenLost(Consumer<String> then) {
        var unusedStage = lost.thenAccept(then);
    }

    @Override
    public void close() {
        if (!isClosed.compareAndSet(false, true)) return;
        child.free(loaded.model());
        leave.run();
    }
}
