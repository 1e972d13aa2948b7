package dev.outrigger.engine;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * When an answer would get its first token, by what steps have cost: after the answers before it have left a slot, and
 * their prompts and its own were read. Belongs to the stepping thread.
 *
 * <p>An answer's rest is taken to be as long as answers have been on average, however much of it is made, and no longer
 * than it may be: of lengths that fall off geometrically that is so. A beginning of its prompt that is known already is
 * not taken into account beyond what a slot has of it now.
 */
final class Forecast {
    /** The longest that an app is asked to wait. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** Of the newest answer. */
    private static final double WEIGHT = 1.0 / 8;

    private final StepCosts costs;
    private final int slots;
    private OptionalDouble typical = OptionalDouble.empty();

    Forecast(StepCosts costs, int slots) {
        this.costs = costs;
        this.slots = slots;
    }

    /** An answer ended after so many tokens. */
    void answered(int tokens) {
        typical = OptionalDouble.of(
                typical.isEmpty() ? tokens : typical.getAsDouble() + WEIGHT * (tokens - typical.getAsDouble()));
    }

    /**
     * Lets a new one wait, if its first token comes as soon as it must.
     *
     * @throws FailureException {@link Failure.Overloaded} when it does not
     */
    void check(Generation generation, Slots taken, Waiting waiting, long now) {
        Arrival arrival = generation.arrival();
        OptionalLong patience = arrival.patience(now);
        if (patience.isEmpty()) return;
        List<Generation> running = taken.running().stream()
                .flatMap(slot -> slot.generation().stream())
                .filter(each -> !waiting.yields(each, arrival, now))
                .toList();
        int unread = generation.unread() - taken.known(generation);
        OptionalLong first = firstToken(unread, running, waiting.before(arrival, now));
        if (first.isEmpty() || first.getAsLong() <= patience.getAsLong()) return;
        Duration wait = Duration.ofNanos(Math.clamp(first.getAsLong(), Stepper.BUSY.toNanos(), LONGEST_WAIT.toNanos()));
        throw new FailureException(new Failure.Overloaded(
                503,
                Optional.of(wait),
                "the local model would begin in " + millis(first) + " ms, and has " + millis(patience) + " for it",
                Optional.empty()));
    }

    private static long millis(OptionalLong nanos) {
        return nanos.orElseThrow() / 1_000_000;
    }

    /**
     * Nanoseconds until the first token.
     *
     * @param unread tokens of its prompt
     * @param running in slots now
     * @param before in the order in which they get one
     * @return empty while not enough was measured, or nobody is before it: then it is tried, and measured again
     */
    OptionalLong firstToken(int unread, Collection<Generation> running, List<Generation> before) {
        if (running.isEmpty() && before.isEmpty()) return OptionalLong.empty();
        if (typical.isEmpty()
                || costs.answerToken().isEmpty()
                || costs.promptToken().isEmpty()) return OptionalLong.empty();
        PriorityQueue<Double> free = new PriorityQueue<>();
        int backlog = 0;
        int answering = 0;
        for (Generation generation : running) {
            backlog += generation.unread();
            if (generation.unread() == 0 && !generation.isFinished()) answering++;
        }
        for (Generation generation : running) free.add(reading(generation.unread(), answering) + rest(generation));
        while (free.size() < slots) free.add(0.0);
        for (Generation generation : before) {
            double begun = free.remove() + reading(generation.unread(), slots - 1);
            free.add(begun + rest(generation));
        }
        double slot = free.remove();
        // Of one that begins at once the others' prompts are read beside its own.
        double reading = slot == 0 ? reading(unread + backlog, answering) : reading(unread, slots - 1);
        return OptionalLong.of((long) (slot + reading));
    }

    private double rest(Generation generation) {
        double tokens = Math.min(generation.left(), typical.orElseThrow());
        return tokens * costs.answerToken().orElseThrow();
    }

    /** So many tokens of a prompt, a few in each step beside those that answer. */
    private double reading(int tokens, int answering) {
        double alone = tokens * costs.promptToken().orElseThrow();
        if (answering == 0) return alone;
        return alone
                + (double) tokens
                        / Schedule.promptTokens(answering)
                        * costs.answering().orElseThrow();
    }
}
