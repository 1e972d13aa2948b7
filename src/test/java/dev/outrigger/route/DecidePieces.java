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
import dev.outrigger.support.Piece;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Decisions over 20 models, by a policy of six stages and by one of one, the analysis being given. */
public final class DecidePieces {
    private static final int MODELS = 20;
    private static final int RESTING = 7;

    final Policy policy;
    final Policy plain;
    final Query query;
    final Query missing;

    DecidePieces() {
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
    }

    /** Each of them. */
    public static List<Piece> all() {
        DecidePieces made = new DecidePieces();
        return List.of(
                new Piece("decision, six stages", () -> made.policy.decide(made.query)),
                new Piece("decision, score alone", () -> made.plain.decide(made.query)));
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
}
