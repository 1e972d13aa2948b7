package dev.outrigger.route;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongUnaryOperator;

/**
 * Who asks, and when, and how busy this process is: what a decision may depend on beside the request and the models. All
 * of it is given, so that the same decision can be made again.
 *
 * @param time when it is decided
 * @param session names the conversation, the same at each of its turns and in every pod; splits and seeds follow it
 * @param prefix names how the prompt begins; requests of the same beginning find it in a model's prompt cache
 * @param user whom the app says it asks for
 * @param tenant the customer whom the app says it asks for
 * @param load exchanges in flight as a share of their bound, 0 to 1
 * @param spent dollars of all exchanges since the UTC day began, as far as they are known; absent where nobody counts
 * @param pin where the conversation was answered before; absent for a new one
 * @param spentThisHour the same since the UTC hour began
 */
public record Occasion(
        Instant time,
        long session,
        long prefix,
        Optional<String> user,
        Optional<String> tenant,
        double load,
        OptionalDouble spent,
        Optional<Pin> pin,
        OptionalDouble spentThisHour) {
    /** Where nobody counts by the hour. */
    public Occasion(
            Instant time,
            long session,
            long prefix,
            Optional<String> user,
            Optional<String> tenant,
            double load,
            OptionalDouble spent,
            Optional<Pin> pin) {
        this(time, session, prefix, user, tenant, load, spent, pin, OptionalDouble.empty());
    }

    /**
     * Where a conversation was answered last.
     *
     * @param model the name of its profile
     * @param turns how many of its requests were answered
     * @param last when the last one was
     */
    public record Pin(String model, int turns, Instant last) {}

    /** Nobody in particular, at no time in particular. */
    public static final Occasion NONE = new Occasion(
            Instant.EPOCH, 0, 0, Optional.empty(), Optional.empty(), 0, OptionalDouble.empty(), Optional.empty());

    /** Of nobody in particular, at this time. */
    public static Occasion at(Instant time, double load, OptionalDouble spent) {
        return new Occasion(time, 0, 0, Optional.empty(), Optional.empty(), load, spent, Optional.empty());
    }

    /** The same without whom the app asks for. */
    public Occasion unnamed() {
        return new Occasion(time, session, prefix, Optional.empty(), Optional.empty(), load, spent, pin, spentThisHour);
    }

    /** The same, where the conversation was answered before, or not. */
    public Occasion pinned(Optional<Pin> where) {
        return new Occasion(time, session, prefix, user, tenant, load, spent, where, spentThisHour);
    }

    /** The same, of a process that is so busy. */
    Occasion loaded(double share) {
        return new Occasion(time, session, prefix, user, tenant, share, spent, pin, spentThisHour);
    }

    /** The same, when so much was spent since the UTC day began, and the hour. */
    public Occasion spent(OptionalDouble today, OptionalDouble thisHour) {
        return new Occasion(time, session, prefix, user, tenant, load, today, pin, thisHour);
    }

    /** The same, in which its conversation and its prompt's beginning are called so. */
    public Occasion called(LongUnaryOperator names) {
        return new Occasion(
                time,
                names.applyAsLong(session),
                names.applyAsLong(prefix),
                user,
                tenant,
                load,
                spent,
                pin,
                spentThisHour);
    }

    public Occasion {
        if (!(load >= 0 && load <= 1)) throw new IllegalArgumentException("load must be 0 to 1, was " + load);
    }
}
