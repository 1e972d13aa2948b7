package dev.outrigger.analyze;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Runs something later, once. Tests drive it by hand. */
@FunctionalInterface
public interface Timer {
    /** Calls {@code task} after the delay, unless the returned alarm was cancelled before. */
    Alarm after(Duration delay, Runnable task);

    /**
     * The timers of Vert.x, which count whole milliseconds: never too early. The task runs on the event loop that set it,
     * if one did.
     */
    static Timer of(Vertx vertx) {
        return (delay, task) -> {
            long id = vertx.setTimer(wholeMillis(delay), fired -> task.run());
            return () -> vertx.cancelTimer(id);
        };
    }

    private static long wholeMillis(Duration delay) {
        long millis = delay.toMillis();
        boolean isWhole = delay.toNanosPart() % 1_000_000 == 0;
        return Math.max(1, isWhole ? millis : millis + 1);
    }

    /** Something set to happen. */
    @FunctionalInterface
    interface Alarm {
        /** Makes it not happen; without effect when it already did. */
        void cancel();
    }
}
