package dev.outrigger;

import dev.outrigger.config.DataSize;
import dev.outrigger.console.Explanation;
import dev.outrigger.console.ExplanationJson;
import dev.outrigger.exchange.ExchangeIds;
import dev.outrigger.rollout.DecisionLog;
import dev.outrigger.rollout.DecisionLogSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;

/** Writes explained decisions down as a server writes those that it acts by, so that they can be replayed. */
final class Recording implements AutoCloseable {
    private static final DataSize FILE = new DataSize(16L << 20);
    private static final int MOST_FILES = 1_000;

    private final DecisionLog log;
    private final ExchangeIds ids = new ExchangeIds(InstantSource.system(), new SplittableRandom());

    private Recording(DecisionLog log) {
        this.log = log;
    }

    static Recording into(Path folder) {
        DecisionLogSettings settings = new DecisionLogSettings(folder, FILE, MOST_FILES, false, Optional.empty());
        return new Recording(DecisionLog.open(settings, InstantSource.system()));
    }

    /** Its line, which names it as it is written down; of what no policy decides nothing is. */
    String encode(Explanation explanation) {
        if (!(explanation.outcome() instanceof Explanation.Outcome.Decided decided))
            return ExplanationJson.encode(explanation);
        var id = ids.next();
        log.accept(id, decided.basis(), decided.decision());
        return ExplanationJson.encode(explanation, Optional.of(id));
    }

    /** Returns when all is written. */
    @Override
    public void close() {
        log.close();
    }

    /** What a person must know of it once it is closed: decisions that were lost. */
    Optional<String> loss() {
        return log.losses() == 0 ? Optional.empty() : Optional.of("not all decisions were recorded: " + log.detail());
    }
}
