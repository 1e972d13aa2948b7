package dev.outrigger.backend;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** One event loop, on which a test runs what belongs there, and waits for it outside. */
final class EventLoop implements AutoCloseable {
    private static final int SECONDS = 10;

    private final Vertx vertx;
    private final Context context;

    EventLoop() {
        this(new VertxOptions());
    }

    EventLoop(VertxOptions options) {
        this.vertx = Vertx.vertx(options.setEventLoopPoolSize(1).setUseDaemonThread(true));
        this.context = vertx.getOrCreateContext();
    }

    Vertx vertx() {
        return vertx;
    }

    Context context() {
        return context;
    }

    /** Runs it on the loop and returns what it returned. */
    <T> T call(Supplier<T> action) {
        return await(() -> Future.succeededFuture(action.get()));
    }

    void run(Runnable action) {
        call(() -> {
            action.run();
            return true;
        });
    }

    /** Runs it on the loop and waits for its future. */
    <T> T await(Supplier<Future<T>> action) {
        Future<T> done = Future.future(promise -> context.runOnContext(hop -> {
            try {
                action.get().onComplete(promise);
            } catch (RuntimeException | AssertionError thrown) {
                promise.fail(thrown);
            }
        }));
        try {
            return done.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | TimeoutException late) {
            throw new AssertionError("nothing came within " + SECONDS + " s", late);
        } catch (java.util.concurrent.ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException known) throw known;
            throw new AssertionError(failed.getCause());
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
