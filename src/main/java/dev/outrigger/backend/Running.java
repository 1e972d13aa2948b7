package dev.outrigger.backend;

import io.vertx.core.Future;
import java.util.Collections;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** An attempt under way, from its future, what ends it, and what tells whether it was sent, and what it leaves out. */
record Running(Future<Answer> answer, Runnable stop, BooleanSupplier sent, Supplier<SortedSet<String>> left)
        implements Run {
    /** One that failed before anything was sent. */
    static Running failed(Throwable fault) {
        return new Running(Future.failedFuture(fault), () -> {}, () -> false, Collections::emptySortedSet);
    }

    @Override
    public boolean isSent() {
        return sent.getAsBoolean();
    }

    @Override
    public SortedSet<String> dropped() {
        return left.get();
    }

    @Override
    public void cancel() {
        stop.run();
    }
}
