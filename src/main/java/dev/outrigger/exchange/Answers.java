package dev.outrigger.exchange;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.chat.ExchangeId;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Whose the last answers were, and what they were about, so that a verdict on one finds its model. It knows nothing of what
 * was said, begins with the process and ends with it. Thread-safe.
 */
public final class Answers {
    /** Answers that are remembered, the latest; a few megabytes at most. */
    public static final int MOST = 10_000;

    private final SequencedMap<ExchangeId, Known> latest = new LinkedHashMap<>();

    /**
     * An answer that nobody has judged yet.
     *
     * @param model whose it is, by its own name
     * @param domain of the request; absent where it is not known
     */
    public record Known(String model, Optional<String> domain) {}

    /** Remembers one that has ended, if it was answered. */
    public void enter(Exchange exchange) {
        exchange.served().ifPresent(served -> enter(exchange.id(), known(exchange, served)));
    }

    private static Known known(Exchange exchange, Attempt served) {
        return new Known(
                served.model(), exchange.analysis().flatMap((Analysis analysis) -> analysis.label(Dimension.DOMAIN)));
    }

    private synchronized void enter(ExchangeId id, Known known) {
        latest.put(id, known);
        if (latest.size() > MOST) latest.pollFirstEntry();
    }

    /** The answer of this exchange, which is then forgotten, so that it is judged once. */
    public synchronized Optional<Known> take(ExchangeId id) {
        return Optional.ofNullable(latest.remove(id));
    }
}
