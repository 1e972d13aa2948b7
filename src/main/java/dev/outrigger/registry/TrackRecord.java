package dev.outrigger.registry;

import java.util.Map;
import java.util.Optional;

/**
 * The verdicts on a model's answers, and those of each domain.
 *
 * @param all whatever they were about
 * @param domains by domain, as {@code analysis.domain} names it
 */
public record TrackRecord(Verdicts all, Map<String, Verdicts> domains) {
    /** No verdict was given. */
    public static final TrackRecord NONE = new TrackRecord(Verdicts.NONE, Map.of());

    public TrackRecord {
        domains = Map.copyOf(domains);
    }

    /** Those of a domain where there are any, else all. */
    public Verdicts in(Optional<String> domain) {
        return domain.flatMap(named -> Optional.ofNullable(domains.get(named))).orElse(all);
    }
}
