package dev.outrigger.registry;

import java.time.Duration;

/** Whether a model can be tried now. */
public sealed interface Health {
    /** It can. */
    record Ready() implements Health {}

    /** Not yet: it is being loaded, or fetched. */
    record Loading(String detail) implements Health {}

    /**
     * Not now: its breaker is open, or upstream asked to wait.
     *
     * @param left until it may be asked
     */
    record Resting(String detail, Duration left) implements Health {}

    /** Not at all: files missing, load failed. */
    record Unavailable(String detail) implements Health {}

    /** The state in one word, for headers, metrics and readiness. */
    default String label() {
        return switch (this) {
            case Ready ready -> "ready";
            case Loading loading -> "loading";
            case Resting resting -> "resting";
            case Unavailable unavailable -> "unavailable";
        };
    }

    /** Why, in words; empty when ready. */
    default String detail() {
        return switch (this) {
            case Ready ready -> "";
            case Loading loading -> loading.detail();
            case Resting resting -> resting.detail();
            case Unavailable unavailable -> unavailable.detail();
        };
    }
}
