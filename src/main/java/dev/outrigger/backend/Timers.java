package dev.outrigger.backend;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Runs something later, on the calling context. Tests give their own and move time by hand. */
public interface Timers {
    /** Runs the task once, unless the returned handle is run first. */
    Runnable after(Duration delay, Runnable task);

    /** Timers of this Vert.x instance. */
    static Timers of(Vertx vertx) {
        return (delay, task) -> {
            long id = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> task.run());
            return () -> vertx.cancelTimer(id);
        };
    }
}
