package dev.outrigger.telemetry;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Basis;
import dev.outrigger.exchange.Cost;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.Origin;
import dev.outrigger.exchange.Times;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.route.Decision;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** An exchange being written down for a test. */
final class Draft {
    private final Origin origin;
    private final Optional<Analysis> analysis;
    private final Optional<Decision> decision;
    private final List<Attempt> attempts;
    private final Verdict verdict;
    private Times times = new Times(0, 0, OptionalLong.empty(), OptionalLong.empty(), 0);
    private int status = 200;
    private Optional<Cost> cost = Optional.empty();
    private List<Optional<Cost>> attemptCosts = List.of();
    private OptionalDouble baseline = OptionalDouble.empty();
    private Clearance clearance = Clearance.OPEN;
    private List<String> dropped = List.of();
    private Optional<Basis> basis = Optional.empty();

    Draft(
            Origin origin,
            Optional<Analysis> analysis,
            Optional<Decision> decision,
            List<Attempt> attempts,
            Verdict verdict) {
        this.origin = origin;
        this.analysis = analysis;
        this.decision = decision;
        this.attempts = attempts;
        this.verdict = verdict;
    }

    Draft times(Times value) {
        times = value;
        return this;
    }

    Draft status(int value) {
        status = value;
        return this;
    }

    Draft cost(double actual, double ofBaseline) {
        baseline = OptionalDouble.of(ofBaseline);
        return costOnly(actual);
    }

    /** All of it is the last attempt's. */
    Draft costOnly(double actual) {
        cost = Optional.of(new Cost(actual, false));
        attemptCosts = attempts.stream()
                .map(attempt -> Optional.of(new Cost(attempt.equals(attempts.getLast()) ? actual : 0, false)))
                .toList();
        return this;
    }

    /** At least, and estimated. */
    Draft costAtLeast(double actual) {
        cost = Optional.of(new Cost(actual, true));
        return this;
    }

    Draft dropped(List<String> names) {
        dropped = names;
        return this;
    }

    Draft clearance(Clearance value) {
        clearance = value;
        return this;
    }

    /** What a version would have decided that is only watched. */
    Draft watched(Decision shadow) {
        basis = Optional.of(VersionMetersTest.basis(Optional.of(shadow)));
        return this;
    }

    Exchange build() {
        return new Exchange(
                Stories.ID,
                origin,
                Stories.START,
                "c0ffee",
                analysis,
                decision,
                attempts,
                verdict,
                status,
                times,
                cost,
                attemptCosts,
                baseline,
                clearance,
                dropped,
                basis);
    }
}
