package dev.outrigger.rollout;

import java.time.Instant;
import java.util.Optional;

/**
 * What somebody did with a policy of a store.
 *
 * @param act in a word: {@code import}, {@code promote}, {@code split}, {@code shadow}, {@code rollback}, {@value #VOID}
 * @param serving what serves from then on
 */
record Act(Instant time, String act, String policy, Optional<String> version, Serving serving) {
    /** The act before it did not take effect. */
    static final String VOID = "void";
}
