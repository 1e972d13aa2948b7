package dev.outrigger.proxy;

import dev.outrigger.chat.Failure;
import dev.outrigger.exchange.Attempt;
import io.vertx.core.Future;
import java.util.List;

/** What is being done for an exchange at the moment. Called on its event loop. */
@FunctionalInterface
interface Work {
    /** Nothing that could be stopped. */
    Work NONE = why -> {};

    /** Makes it end soon, for this reason; without effect when it has ended. May be called again, with another. */
    void stop(Failure why);

    /** The calls that were made for the exchange; completes when each of them has ended. Never fails. */
    default Future<List<Attempt>> attempts() {
        return Future.succeededFuture(List.of());
    }
}
