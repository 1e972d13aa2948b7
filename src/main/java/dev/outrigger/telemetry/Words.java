package dev.outrigger.telemetry;

import dev.outrigger.chat.Failure;
import java.util.Optional;

/** Which failure's message may leave the process: those that are worded here, never those that may quote upstream. */
final class Words {
    private Words() {}

    /**
     * The message for a span's status, if every word of it is ours. An upstream's error text can hold a piece of the
     * prompt or of a key ("Incorrect API key provided: sk-…"), so the kinds that carry one tell their label alone.
     */
    static Optional<String> of(Failure failure) {
        return switch (failure) {
            case Failure.Unreachable f -> ours(f);
            case Failure.TimedOut f -> ours(f);
            case Failure.UnknownPath f -> ours(f);
            case Failure.Malformed f -> ours(f);
            case Failure.Cut f -> ours(f);
            case Failure.Diverged f -> ours(f);
            case Failure.Unsure f -> ours(f);
            case Failure.Cancelled f -> ours(f);
            case Failure.NoCandidate f -> ours(f);
            case Failure.Private f -> ours(f);
            case Failure.Saturated f -> ours(f);
            case Failure.BodyTooLarge f -> ours(f);
            case Failure.Internal f -> ours(f);
            case Failure.Overloaded f -> Optional.empty();
            case Failure.Throttled f -> Optional.empty();
            case Failure.Exhausted f -> Optional.empty();
            case Failure.Unauthorized f -> Optional.empty();
            case Failure.Forbidden f -> Optional.empty();
            case Failure.UnknownModel f -> Optional.empty();
            case Failure.TooLong f -> Optional.empty();
            case Failure.Refused f -> Optional.empty();
            case Failure.Rejected f -> Optional.empty();
            case Failure.Untranslatable f -> Optional.empty();
        };
    }

    private static Optional<String> ours(Failure failure) {
        return Optional.of(Bounds.text(failure.message()));
    }
}
