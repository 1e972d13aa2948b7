package dev.outrigger.exchange;

import dev.outrigger.chat.Failure;
import java.util.Optional;

/** How an attempt, or a whole exchange, ended. */
public sealed interface Verdict {
    /** A complete answer went to the app. */
    record Answered() implements Verdict {}

    /** A complete answer went to this process: a judge's word, or one of several answers of which the app got another. */
    record Heard() implements Verdict {}

    /** It failed. */
    record Failed(Failure failure) implements Verdict {}

    /** The app left before the end. */
    record Cancelled() implements Verdict {}

    /** How something ended that failed so: the app's leaving is no failure. */
    static Verdict of(Failure failure) {
        return failure instanceof Failure.Cancelled ? new Cancelled() : new Failed(failure);
    }

    /** Its label: {@code ok}, {@code heard}, {@code cancelled}, or the failure's. */
    default String label() {
        return switch (this) {
            case Answered answered -> "ok";
            case Heard heard -> "heard";
            case Failed failed -> failed.failure().label();
            case Cancelled cancelled -> "cancelled";
        };
    }

    /** The failure, if it failed. */
    default Optional<Failure> cause() {
        return this instanceof Failed(Failure failure) ? Optional.of(failure) : Optional.empty();
    }
}
