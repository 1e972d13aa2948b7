package dev.outrigger.engine;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** How a model's steps ended lately, and whether that makes it a lost one. Thread-safe. */
final class Faults {
    private final String steps;
    private final AtomicInteger inARow = new AtomicInteger();

    /** @param steps what they are called in words, several of them */
    Faults(String steps) {
        this.steps = steps;
    }

    /** One went well. */
    void none() {
        if (inARow.get() != 0) inARow.set(0);
    }

    /** One failed; why the model is lost, when it is: it said so, or this was one too many in a row. */
    Optional<String> add(Throwable fault) {
        boolean tooMany = inARow.incrementAndGet() >= Loss.FAILURES;
        return Loss.fatal(fault).or(() -> tooMany ? Optional.of(Loss.inARow(steps, fault)) : Optional.empty());
    }
}
