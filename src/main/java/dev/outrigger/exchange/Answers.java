package dev.outrigger.exchange;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.chat.ExchangeId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whose the last answers were, and what they were about, so that a verdict on one finds its model. It knows nothing of what
 * was said, begins with the process and ends with it. Thread-safe.
 */
public final class Answers {
    /** Answers that are remembered, the latest; a few megabytes at most. */
    public static final int MOST = 10_000;

    private final Map<ExchangeId, Known> latest = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ExchangeId, Known> eldest) {
            return size() > MOST;
        }
    };

    /**
     * An answer that nobody has judged yet.
     *
     * @param model whose it is, by its own name
     * @param domain of the request; absent where it is not known
     */
    public record Known(String model, Optional<String> domain) {}

    /** Remembers one that has ended, if it was answered. */
    public void enter(Exchange exchange) {
        Optional<Attempt> served = exchange.served();
        if (served.isEmpty()) return;
        Optional<String> domain = exchange.analysis().flatMap((Analysis analysis) -> analysis.label(Dimension.DOMAIN));
        enter(exchange.id(), new Known(served.get().model(), domain));
    }

    private synchronized void enter(ExchangeId id, Known known) {
        latest.put(id, known);
    }

    /** The answer of this exchange, which is then forgotten, so that it is judged once. */
    public synchronized Optional<Known> take(ExchangeId id) {
        return Optional.ofNullable(latest.remove(id));
    }
}
