package dev.outrigger.engine;

import dev.outrigger.engine.Ask.Urgency;
import dev.outrigger.engine.grammar.Grammar;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * A request that waits for its answer to begin, and where the answer goes.
 *
 * @param grammar of the form that its answer must have; empty when it is free
 * @param at when it came, as the stepper's ticker tells
 */
record Arrival(Ask ask, Outbox outbox, Optional<Grammar> grammar, long at) {
    /** One whose answer is free. */
    Arrival(Ask ask, Outbox outbox) {
        this(ask, outbox, Optional.empty(), 0);
    }

    /** The same, which comes now. */
    Arrival at(long now) {
        return new Arrival(ask, outbox, grammar, now);
    }

    /** The same, whose answer must be so. */
    Arrival of(Grammar form) {
        return new Arrival(ask, outbox, Optional.of(form), at);
    }

    /** How many choices its answer has. */
    int choices() {
        return ask.request().sampling().choices();
    }

    boolean isBatch() {
        return ask.urgency() == Urgency.BATCH;
    }

    /** Whether nobody waits for its answer any more. */
    boolean isPast(long now) {
        OptionalLong end = ask.deadline();
        return end.isPresent() && now - end.getAsLong() >= 0;
    }

    /** How long its first token may take from now; empty where nobody said. */
    OptionalLong patience(long now) {
        return LongStream.concat(ask.deadline().stream(), ask.begunBy().stream())
                .map(end -> Math.max(0, end - now))
                .min();
    }
}
