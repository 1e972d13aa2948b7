package dev.outrigger.engine;

import dev.outrigger.chat.ChatRequest;
import java.util.Optional;

/**
 * A request that waits for its answer to begin, and where the answer goes.
 *
 * @param draft what its answer goes on with
 */
record Arrival(ChatRequest request, Optional<Draft> draft, Outbox outbox) {
    /** How many choices its answer has. */
    int choices() {
        return request.sampling().choices();
    }
}
