package dev.outrigger.proxy;

import dev.outrigger.chat.Failure;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The exchanges of the data port that have begun and are not accounted for yet. Thread-safe. */
public final class OpenExchanges {
    private final Set<OpenExchange> open = ConcurrentHashMap.newKeySet();
    private volatile Optional<Failure> closed = Optional.empty();

    /** Ends each exchange soon, with this as what its app is told, and admits no other from now on. */
    public void close(Failure why) {
        closed = Optional.of(why);
        open.forEach(exchange -> exchange.stopLater(why));
    }

    /** A newer configuration serves: conversations that it would not let begin are ended. */
    public void reconsider() {
        open.forEach(OpenExchange::reconsiderLater);
    }

    /** Why no exchange is admitted any more; absent while some are. */
    Optional<Failure> closed() {
        return closed;
    }

    void add(OpenExchange begun) {
        open.add(begun);
    }

    void remove(OpenExchange ended) {
        open.remove(ended);
    }
}
