package dev.outrigger.backend;

import java.time.Duration;

/** What an exchange does after an attempt failed. */
sealed interface Move {
    /** The same model is asked again, after a wait. */
    record Again(Duration after) implements Move {}

    /** Whoever is next is asked, if there is anybody. */
    record On() implements Move {}
}
