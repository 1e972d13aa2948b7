package dev.outrigger.registry;

import java.time.Duration;

/** Whether a model can be tried now. */
public sealed interface Health {
    /** It can. */
    record Ready() implements Health {}

    /** It can, and is loaded first, which takes seconds: nobody asked it for long. */
    record Asleep(String detail) implements Health {}

    /**
     * Not yet: it is being loaded, or fetched.
     *
     * @param isAwaited whether who asks it now is answered when it has been loaded; else it refuses
     */
    record Loading(String detail, boolean isAwaited) implements Health {
        /** One that refuses. */
        public Loading(String detail) {
            this(detail, false);
        }
    }

    /**
     * Not now: its breaker is open, or upstream asked to wait.
     *
     * @param left until it may be asked
     */
    record Resting(String detail, Duration left) implements Health {}

    /** Not at all: files missing, load failed. */
    record Unavailable(String detail) implements Health {}

    /** Whether it answers who asks it now, be it after a while. */
    default boolean isChoosable() {
        return this instanceof Ready || this instanceof Asleep;
    }

    /** The state in one word, for headers, metrics and readiness. */
    default String label() {
        return switch (this) {
            case Ready ready -> "ready";
            case Asleep asleep -> "asleep";
            case Loading loading -> "loading";
            case Resting resting -> "resting";
            case Unavailable unavailable -> "unavailable";
        };
    }

    /** Both, for people. */
    default String words() {
        return detail().isEmpty() ? label() : label() + ": " + detail();
    }

    /** Why, in words; empty when ready. */
    default String detail() {
        return switch (this) {
            case Ready ready -> "";
            case Asleep asleep -> asleep.detail();
            case Loading loading -> loading.detail();
            case Resting resting -> resting.detail();
            case Unavailable unavailable -> unavailable.detail();
        };
    }
}
