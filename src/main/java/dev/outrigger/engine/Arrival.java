package dev.outrigger.engine;

/**
 * A request that waits for its answer to begin, and where the answer goes.
 */
record Arrival(Ask ask, Outbox outbox) {
    /** How many choices its answer has. */
    int choices() {
        return ask.request().sampling().choices();
    }
}
