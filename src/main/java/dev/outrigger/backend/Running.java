package dev.outrigger.backend;

import io.vertx.core.Future;

/** An attempt under way, from its future and what ends it. */
record Running(Future<Answer> answer, Runnable stop) implements Run {
    @Override
    public void cancel() {
        stop.run();
    }
}
