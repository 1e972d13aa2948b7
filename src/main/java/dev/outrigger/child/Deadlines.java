package dev.outrigger.child;

import dev.outrigger.engine.Ask;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;

/** Deadlines on their way: each process counts nanoseconds from a beginning of its own, so that what is left crosses. */
final class Deadlines {
    private Deadlines() {}

    /** With what is left of the deadline in its place. */
    static Ask left(Ask ask) {
        return with(ask, deadline -> deadline - System.nanoTime());
    }

    /** Of what is left, the deadline by this process' count. */
    static Ask here(Ask ask) {
        return with(ask, left -> System.nanoTime() + left);
    }

    private static Ask with(Ask ask, LongUnaryOperator change) {
        return new Ask(
                ask.request(),
                ask.draft(),
                ask.adapter(),
                ask.urgency(),
                changed(ask.deadline(), change),
                changed(ask.begunBy(), change));
    }

    private static OptionalLong changed(OptionalLong time, LongUnaryOperator change) {
        return time.isEmpty() ? time : OptionalLong.of(change.applyAsLong(time.getAsLong()));
    }
}
