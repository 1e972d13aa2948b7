package dev.outrigger.route;

import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.Placement;
import dev.outrigger.registry.TrackRecord;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a candidate is worth for a request, from its own facts alone: nothing is scaled by the best or the worst of the
 * others, so a model that is added or removed never reorders the rest.
 *
 * <pre>
 * quality    Q: what verdicts make ({@link Trust}) of the following
 *            P = min(q^(2c), s)    q: what the profile says of the request's field, else of its domain, else of all;
 *                                  c: complexity of the request; s: share it was measured to answer right in the
 *                                  request's domain, 1 where it was not
 * cheapness  C = 1 / (1 + cost / $0.01)
 * speed      L = 1 / (1 + latency / 5 s)   latency: of a short answer, as measured in this process, else as the profile says
 * utility    U = (wq·Q + wc·C + wl·L) / (wq + wc + wl)
 * </pre>
 *
 * A request of complexity c is taken as 2c average steps, each of which succeeds with chance q: everybody answers the
 * trivial, the average request (c = ½) meets the profile's figure, and the hardest asks for it twice. Q falls with c,
 * faster the weaker the model, and rises with q. But who was seen to fail at a domain is not trusted with its trivial
 * requests either: what people ask there is what was measured. Without a complexity c is 1: in doubt the strongest are preferred.
 *
 * <p>What a profile does not say is presumed, and {@code because} says so: a quality of 0.4 in the pod, 0.6 in the
 * cluster, 0.8 at a provider; for an unknown price or latency, C or L of ½. A presumption never becomes an estimate.
 */
final class Utility {
    /** Dollars at which a request's cheapness is one half. */
    static final double HALF_COST = 0.01;
    /** Seconds at which a candidate's speed is one half. */
    static final double HALF_LATENCY = 5;
    /** Tokens of an answer when the app sets no bound. */
    static final int ANSWER_TOKENS = 400;
    /** The complexity of a request of which nothing is known. */
    static final double IN_DOUBT = 1;

    private static final double UNKNOWN = 0.5;

    private final Weights.Now weights;
    private final Trust trust;

    Utility(Weights.Now weights, Trust trust) {
        this.weights = weights;
        this.trust = trust;
    }

    /** A candidate's worth and how it came about. */
    record Worth(Rating rating, Estimate estimate, Grounds grounds) {
        /** Tells how it came about, at the end of a text. */
        void tell(StringBuilder words) {
            Decimals.append(words.append("utility "), rating.utility(), 2);
            grounds.tell(words, rating, estimate);
        }
    }

    /**
     * How good a candidate is at a kind of request.
     *
     * @param said chance of a good answer to an average one; absent when nothing is said
     * @param share what it was measured to answer right; absent where it was not
     * @param learned the chance of a good answer that an earlier stage expects; where it is there it stands for the others
     * @param verdicts on its answers, seen from such requests
     */
    record Aptitude(OptionalDouble said, OptionalDouble share, OptionalDouble learned, TrackRecord.Split verdicts) {
        private boolean isKnown() {
            return said.isPresent() || learned.isPresent();
        }
    }

    Worth of(ModelState state, double complexity, Aptitude aptitude, Demand demand) {
        ModelProfile profile = state.profile();
        double average = aptitude.said().orElse(presumedQuality(profile.placement()));
        double presumed = expectedQuality(average, complexity);
        double expected =
                aptitude.learned().orElse(Math.min(presumed, aptitude.share().orElse(1)));
        Trust.Quality quality = trust.of(expected, aptitude.verdicts());
        OptionalDouble cost = profile.price().isPresent()
                ? OptionalDouble.of(profile.price().get().of(demand.inputTokens(), demand.outputTokens()))
                : OptionalDouble.empty();
        OptionalDouble measured = state.figures().pace().shortAnswer();
        OptionalDouble latency = measured.isPresent() ? measured : profile.latency();
        double cheapness = cost.isPresent() ? 1 / (1 + cost.getAsDouble() / HALF_COST) : UNKNOWN;
        double speed = latency.isPresent() ? 1 / (1 + latency.getAsDouble() / HALF_LATENCY) : UNKNOWN;
        boolean isKnown = aptitude.isKnown() || trust.outweighs(aptitude.verdicts());
        OptionalDouble told = isKnown ? OptionalDouble.of(quality.mean()) : OptionalDouble.empty();
        Rating rating = new Rating(
                new Rating.Part(quality.worth(), weights.quality(), told.isEmpty()),
                new Rating.Part(cheapness, weights.cost(), cost.isEmpty()),
                new Rating.Part(speed, weights.latency(), latency.isEmpty()));
        return new Worth(
                rating, new Estimate(told, cost, latency), new Grounds(aptitude, expected, quality, measured, profile));
    }

    /**
     * What a worth comes of.
     *
     * @param expected before verdicts
     * @param measured latency; absent where it was not
     */
    record Grounds(
            Aptitude aptitude, double expected, Trust.Quality quality, OptionalDouble measured, ModelProfile profile) {
        private void tell(StringBuilder words, Rating rating, Estimate estimate) {
            Decimals.append(words.append(": quality "), quality.mean(), 2).append(known(estimate.quality()));
            judged(words);
            Decimals.append(words.append(", cheapness "), rating.cost().worth(), 2)
                    .append(estimate.cost().isPresent() ? source(profile.facts().priced()) : known(estimate.cost()));
            Decimals.append(words.append(", speed "), rating.latency().worth(), 2);
            if (measured.isPresent())
                Decimals.append(words.append(" (measured, "), measured.getAsDouble(), 2)
                        .append(" s)");
            else words.append(known(estimate.latency()));
        }

        /** What verdicts made of what was expected. */
        private void judged(StringBuilder words) {
            double count = aptitude.verdicts().count();
            if (count > 0) {
                Decimals.append(words.append(" ("), expected, 2)
                        .append(aptitude.learned().isPresent() ? " learned" : " expected")
                        .append(" before ")
                        .append(Math.round(count))
                        .append(count < 1.5 ? " verdict, ± " : " verdicts, ± ");
                Decimals.append(words, quality.standardError(), 2).append(')');
            } else if (aptitude.learned().isPresent()) words.append(" (learned)");
            if (quality.worth() < quality.mean()) Decimals.append(words.append(" with caution "), quality.worth(), 2);
        }
    }

    /** Tokens that a request asks to read and to write. */
    record Demand(long inputTokens, long outputTokens) {
        static Demand of(Query query) {
            int bound = query.outline().maxTokens().orElse(ANSWER_TOKENS);
            return new Demand(query.outline().tokens(), Math.min(bound, ANSWER_TOKENS));
        }
    }

    static double expectedQuality(double quality, double complexity) {
        return Math.pow(quality, 2 * complexity);
    }

    private static double presumedQuality(Placement placement) {
        return switch (placement) {
            case LOCAL -> 0.4;
            case CLUSTER -> 0.6;
            case REMOTE -> 0.8;
        };
    }

    /** What the operator wrote needs no source. */
    private static String source(Optional<String> priced) {
        return priced.filter(source -> source.startsWith("list"))
                .map(source -> " (price " + source + ")")
                .orElse("");
    }

    private static String known(OptionalDouble fact) {
        return fact.isPresent() ? "" : " (presumed)";
    }
}
