package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One failure of each kind that an attempt can have. */
final class Failures {
    static final Failure UNREACHABLE = new Failure.Unreachable("refused");
    static final Failure OVERLOADED = new Failure.Overloaded(503, "busy", Optional.empty());
    static final Failure MALFORMED = new Failure.Malformed("garbage");
    static final Failure TIMED_OUT = new Failure.TimedOut(Failure.Clock.FIRST_TOKEN, "late");
    static final Failure DEADLINE = new Failure.TimedOut(Failure.Clock.DEADLINE, "late");
    static final Failure CUT = new Failure.Cut("broke");
    static final Failure EXHAUSTED = new Failure.Exhausted("quota", Optional.empty());
    static final Failure UNAUTHORIZED = new Failure.Unauthorized("key");
    static final Failure FORBIDDEN = new Failure.Forbidden("model");
    static final Failure UNKNOWN_MODEL = new Failure.UnknownModel("model", Optional.empty());
    static final Failure UNKNOWN_PATH = new Failure.UnknownPath("path");
    static final Failure SATURATED = new Failure.Saturated("full");
    static final Failure TOO_LONG = new Failure.TooLong("window", Optional.empty());
    static final Failure REFUSED = new Failure.Refused("filter", Optional.empty());
    static final Failure REJECTED = new Failure.Rejected(400, "bad", Optional.empty());
    static final Failure UNTRANSLATABLE = new Failure.Untranslatable("field", Optional.empty());
    static final Failure TAUGHT = new Failure.Untranslatable("field", Optional.empty(), true);
    static final Failure DIVERGED = new Failure.Diverged("another text");
    static final Failure CANCELLED = new Failure.Cancelled("left");

    static final List<Failure> COUNTED = List.of(UNREACHABLE, OVERLOADED, MALFORMED, TIMED_OUT, CUT);
    static final List<Failure> NEUTRAL = List.of(
            throttled(),
            EXHAUSTED,
            UNAUTHORIZED,
            FORBIDDEN,
            UNKNOWN_MODEL,
            UNKNOWN_PATH,
            SATURATED,
            TOO_LONG,
            REFUSED,
            REJECTED,
            UNTRANSLATABLE,
            DEADLINE,
            DIVERGED,
            CANCELLED);

    private Failures() {}

    static Failure throttled() {
        return new Failure.Throttled(Optional.empty(), "slow down", Optional.empty());
    }

    static Failure throttled(Duration wait) {
        return new Failure.Throttled(Optional.of(wait), "slow down", Optional.empty());
    }
}
