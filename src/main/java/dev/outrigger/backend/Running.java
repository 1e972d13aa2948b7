package dev.outrigger.backend;

import io.vertx.core.Future;
import java.util.function.BooleanSupplier;

/** An attempt under way, from its future, what ends it, and what tells whether it was sent. */
record Running(Future<Answer> answer, Runnable stop, BooleanSupplier sent) implements Run {
    /** One that failed before anything was sent. */
    static Running failed(Throwable fault) {
        return new Running(Future.failedFuture(fault), () -> {}, () -> false);
    }

    @Override
    public boolean isSent() {
        return sent.getAsBoolean();
    }

    @Override
    public void cancel() {
        stop.run();
    }
}
