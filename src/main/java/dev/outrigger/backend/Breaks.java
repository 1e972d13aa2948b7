package dev.outrigger.backend;

import dev.outrigger.chat.Failure;

/** What it means that an answer broke: after the app had some of it, or before. */
final class Breaks {
    private Breaks() {}

    /** The app has nothing of it yet: it broke, but is not cut, and another may answer instead. */
    static Failure unseen(Failure failure) {
        return failure instanceof Failure.Cut cut ? new Failure.Malformed(cut.message(), true) : failure;
    }

    /** The app has its beginning. */
    static Failure seen(Failure failure) {
        return switch (failure) {
            case Failure.Cut cut -> cut;
            case Failure.TimedOut late -> late;
            case Failure.Cancelled cancelled -> cancelled;
            case Failure.Saturated full -> full;
            default -> new Failure.Cut("the answer broke: " + failure.message());
        };
    }
}
