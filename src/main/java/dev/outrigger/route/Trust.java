package dev.outrigger.route;

import dev.outrigger.registry.TrackRecord;
import dev.outrigger.registry.Verdicts;

/**
 * What verdicts on a model's answers make of what was expected of it: the mean of a Beta distribution whose prior is the
 * expectation, as if it were so many verdicts.
 *
 * <pre>
 * expected here   e = (n p + g') / (n + g' + b')   p: expected; n: verdicts it counts as; g', b': verdicts on answers
 *                                                  in other domains, good and bad
 * quality         m = (n e + g) / (n + g + b)      g, b: verdicts in the request's domain
 * standard error  s = √(m (1 − m) / (n + g + b + 1))
 * worth           max(0, m − caution · s)
 * </pre>
 *
 * Without a verdict m is p, so that nothing changes where nobody judges. Where no domain is known all verdicts are g and b.
 * Those in other domains are an expectation and no more: the first one in a domain moves what they say and does not
 * replace it, and however many there are they do not outweigh those in it.
 *
 * @param prior n, over 0
 * @param caution standard errors that are taken off
 */
record Trust(double prior, double caution) {
    /** Verdicts that an expectation counts as where nobody says so. */
    static final double USUAL_PRIOR = 20;

    static Trust of(StageSettings.Score settings) {
        return new Trust(
                settings.prior().orElse(USUAL_PRIOR), settings.caution().orElse(0.0));
    }

    /**
     * A quality, with how it came about.
     *
     * @param mean chance of a good answer, 0 to 1
     * @param worth the same less what caution takes off
     */
    record Quality(double mean, double standardError, double worth) {}

    Quality of(double expected, TrackRecord.Split verdicts) {
        return of(mean(expected, verdicts.elsewhere()), verdicts.here());
    }

    private double mean(double expected, Verdicts verdicts) {
        return verdicts.count() > 0 ? (prior * expected + verdicts.good()) / (prior + verdicts.count()) : expected;
    }

    private Quality of(double expected, Verdicts verdicts) {
        double all = prior + verdicts.count();
        double mean = mean(expected, verdicts);
        double standardError = Math.sqrt(mean * (1 - mean) / (all + 1));
        return new Quality(mean, standardError, Math.max(0, mean - caution * standardError));
    }

    /** Whether the verdicts say more than was presumed. */
    boolean outweighs(TrackRecord.Split verdicts) {
        return verdicts.count() >= prior;
    }
}
