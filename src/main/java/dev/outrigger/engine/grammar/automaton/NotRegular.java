package dev.outrigger.engine.grammar.automaton;

import java.io.Serial;

/** A language that is not promised: it needs more than a bound allows, or a construct that no automaton has. */
public final class NotRegular extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /**
     * @param rule what is broken, in words
     */
    public NotRegular(String rule) {
        super(rule, null, false, false);
    }
}
