package dev.outrigger.exchange;

import java.util.Optional;

/**
 * What became of a version that is only watched, and that answered a request of which the app has its answer.
 *
 * @param origin of the exchange
 * @param attempt the call, in nanoseconds since the exchange's start; it is no part of the exchange
 * @param cost of the call; absent where it is not known
 * @param texts both answers, for whoever captures content
 */
public record Shadowed(Origin origin, Compared compared, Attempt attempt, Optional<Cost> cost, Texts texts) {
    /** What both say, as far as it was kept. */
    public record Texts(Optional<String> app, Optional<String> shadow) {
        /** Nothing of what they say. */
        @Override
        public String toString() {
            return "Texts";
        }
    }
}
