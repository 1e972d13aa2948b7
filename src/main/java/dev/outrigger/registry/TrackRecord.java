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

    /**
     * What it says of one domain: verdicts there, and those elsewhere, which say something of it too but less.
     *
     * @param here those of the domain
     * @param elsewhere all others
     */
    public record Split(Verdicts here, Verdicts elsewhere) {
        /** No verdict was given. */
        public static final Split NONE = new Split(Verdicts.NONE, Verdicts.NONE);

        /** How many count, wherever they are of. */
        public double count() {
            return here.count() + elsewhere.count();
        }
    }

    /** Seen from a domain; where none is known all are of the same. */
    public Split in(Optional<String> domain) {
        if (domain.isEmpty()) return new Split(all, Verdicts.NONE);
        Verdicts here = domains.getOrDefault(domain.get(), Verdicts.NONE);
        return new Split(here, all.without(here));
    }
}
