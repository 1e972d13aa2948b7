package dev.outrigger.rollout;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.exchange.Basis;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.route.Decision;
import dev.outrigger.route.Occasion;
import dev.outrigger.route.Query;
import java.util.List;
import java.util.Optional;

/**
 * What is written down of a decision: all it rested on, what it was, and what came of it. Nothing of what anybody said.
 *
 * @param exchange its id
 * @param share the chance with which this version of the policy was drawn, over conversations; 1 without a trial
 * @param propensity the chance with which its first model was, over all versions that might have been drawn
 * @param withheld whether the app said for whom it asks, and that is not written down
 * @param shadow what another version would have done
 * @param outcome absent where nobody was asked
 */
record Entry(
        String exchange,
        double share,
        double propensity,
        boolean withheld,
        Query query,
        Decision decision,
        Optional<Shadow> shadow,
        Optional<Outcome> outcome) {
    /**
     * What a version would have done that has no say.
     *
     * @param policy its name and hash
     * @param first whom it would have asked first; absent for nobody
     */
    record Shadow(String policy, Optional<String> first, boolean agrees) {}

    /**
     * Of an exchange that was decided.
     *
     * @param names whether those for whom the app says it asks are written down
     */
    static Optional<Entry> of(Exchange exchange, Names names) {
        if (exchange.basis().isEmpty() || exchange.decision().isEmpty()) return Optional.empty();
        Basis basis = exchange.basis().get();
        Decision decision = exchange.decision().get();
        Occasion occasion = basis.query().occasion();
        boolean isNamed = occasion.user().isPresent() || occasion.tenant().isPresent();
        boolean isWithheld = names == Names.WITHHELD && isNamed;
        return Optional.of(new Entry(
                exchange.id().value(),
                basis.share(),
                basis.propensity(),
                isWithheld,
                lean(basis.query(), isWithheld ? occasion.unnamed() : occasion),
                decision,
                basis.shadow().map(other -> shadow(other, decision)),
                Optional.of(Outcome.of(exchange))));
    }

    /** Of a decision that nobody acts by. */
    static Entry of(ExchangeId id, Basis basis, Decision decision) {
        return new Entry(
                id.value(),
                basis.share(),
                basis.propensity(),
                false,
                lean(basis.query(), basis.query().occasion()),
                decision,
                Optional.empty(),
                Optional.empty());
    }

    /** Whether users and tenants are written down. */
    enum Names {
        WRITTEN,
        WITHHELD
    }

    private static Shadow shadow(Decision other, Decision decision) {
        return new Shadow(other.policy() + "@" + other.hash(), other.first(), other.agreesWith(decision));
    }

    /** How long each probe took decides nothing. */
    private static Query lean(Query query, Occasion occasion) {
        return new Query(
                query.outline(),
                new Analysis(
                        query.analysis().scores(), List.of(), query.analysis().elapsedNanos()),
                query.view(),
                query.clearance(),
                occasion);
    }
}
