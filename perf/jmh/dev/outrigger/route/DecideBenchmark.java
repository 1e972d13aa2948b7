package dev.outrigger.route;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long a decision takes over 20 models, by a policy of six stages beside the filters that are always there, the analysis
 * being given. Each decision is a sample, so that percentiles are of decisions.
 *
 * <p>{@code ./outrigger bench decide}, or {@code mvn test-compile exec:exec -Pjmh}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 4)
public class DecideBenchmark {
    private DecidePieces pieces;
    private Decision decision;

    @Setup
    public void setUp() {
        pieces = new DecidePieces();
        decision = pieces.policy.decide(pieces.query);
    }

    /** The claim. */
    @Benchmark
    public Decision sixStages() {
        return pieces.policy.decide(pieces.query);
    }

    @Benchmark
    public Decision sixStagesWithEveryScoreMissing() {
        return pieces.policy.decide(pieces.missing);
    }

    @Benchmark
    public Decision scoreAlone() {
        return pieces.plain.decide(pieces.query);
    }

    /** What an explanation pays on top. */
    @Benchmark
    public List<Counterfactual> counterfactuals() {
        return Counterfactuals.of(pieces.policy, pieces.query, decision);
    }
}
