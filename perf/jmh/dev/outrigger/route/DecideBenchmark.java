package dev.outrigger.route;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ModelName;
import dev.outrigger.config.Figure;
import dev.outrigger.registry.Capability;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.Placement;
import dev.outrigger.registry.RegistryView;
import dev.outrigger.support.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
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
    private static final int MODELS = 20;
    private static final int RESTING = 7;

    private Policy policy;
    private Policy plain;
    private Query query;
    private Query missing;
    private Decision decision;

    @Setup
    public void setUp() {
        List<ModelState> models = models();
        List<ModelProfile> profiles = models.stream().map(ModelState::profile).toList();
        policy = compile(stages(), profiles);
        plain = compile(List.of(new StageSettings.Score()), profiles);
        Analysis analysis = Analysis.of(Map.of(
                Dimension.COMPLEXITY, Score.estimated(0.41, 0.8),
                Dimension.DOMAIN, Score.labelled("factual", 0.9),
                Dimension.LANGUAGE, Score.labelled("en", 0.99),
                Dimension.TOKENS, Score.counted(412)));
        query = query(analysis, models);
        missing = query(Analysis.NONE, models);
        decision = policy.decide(query);
    }

    private static Query query(Analysis analysis, List<ModelState> models) {
        return new Query(
                ChatRequest.of(new ModelName("auto"), "What is the capital of France?"),
                analysis,
                new RegistryView(models),
                Clearance.OPEN,
                Occasion.at(Instant.parse("2026-11-30T12:00:00Z"), 0.3, OptionalDouble.of(4.2)));
    }

    private static List<ModelState> models() {
        List<ModelState> models = new ArrayList<>();
        for (int i = 0; i < MODELS; i++) {
            ModelProfile profile = new Known("m" + i, i < 2 ? "here" : "cloud" + i % 4, "vendor-" + i)
                    .placed(i < 2 ? Placement.LOCAL : Placement.REMOTE)
                    .window(8_192 * (1 + i))
                    .can(EnumSet.allOf(Capability.class))
                    .price(0.1 * i, 0.4 * i)
                    .quality(0.3 + 0.03 * i)
                    .latency(1 + i % 5)
                    .profile();
            Health health =
                    i == RESTING ? new Health.Resting("breaker open", Duration.ofSeconds(3)) : new Health.Ready();
            models.add(new ModelState(profile, health, i % 3, OptionalDouble.of(0.2)));
        }
        return models;
    }

    private static List<StageSettings> stages() {
        return List.of(
                rule("analysis.complexity > 0.6", List.of("m19", "m18"), List.of(), List.of()),
                rule("analysis.domain == 'code' && request.tools > 0", List.of("m15"), List.of(), List.of()),
                rule("analysis.language == 'en'", List.of(), List.of("m3", "m4"), List.of()),
                rule("time.hour >= 8 && time.hour < 18 && load.share < 0.9", List.of(), List.of("m17"), List.of()),
                new StageSettings.Local(0.3, List.of("code", "math"), 0.5, List.of("en")),
                new StageSettings.Score(
                        Optional.of(new Figure("0.5 - load.share / 2.0")),
                        Optional.of(new Figure("0.05 - spend.today / 1000.0")),
                        Optional.of(Figure.of(30))));
    }

    private static StageSettings rule(String when, List<String> prefer, List<String> avoid, List<String> only) {
        return new StageSettings.Rule(when, prefer, avoid, only);
    }

    private static Policy compile(List<StageSettings> stages, List<ModelProfile> models) {
        return Policies.compile(
                "benched",
                new PolicySettings(
                        Objective.DEFAULT,
                        Optional.empty(),
                        stages,
                        Conduct.DEFAULT.patience(),
                        true,
                        false,
                        false,
                        HoldSettings.NONE,
                        OnRefusal.STOP),
                models);
    }

    /** The claim. */
    @Benchmark
    public Decision sixStages() {
        return policy.decide(query);
    }

    @Benchmark
    public Decision sixStagesWithEveryScoreMissing() {
        return policy.decide(missing);
    }

    @Benchmark
    public Decision scoreAlone() {
        return plain.decide(query);
    }

    /** What an explanation pays on top. */
    @Benchmark
    public List<Counterfactual> counterfactuals() {
        return Counterfactuals.of(policy, query, decision);
    }
}
