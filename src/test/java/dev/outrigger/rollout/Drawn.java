package dev.outrigger.rollout;

import dev.outrigger.admit.Clearance;
import dev.outrigger.admit.Rule;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.chat.ModelName;
import dev.outrigger.registry.Capability;
import dev.outrigger.registry.Figures;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.Placement;
import dev.outrigger.registry.Price;
import dev.outrigger.registry.RegistryView;
import dev.outrigger.registry.TrackRecord;
import dev.outrigger.registry.Verdicts;
import dev.outrigger.route.Objective;
import dev.outrigger.route.Occasion;
import dev.outrigger.route.Outline;
import dev.outrigger.route.PolicySettings;
import dev.outrigger.route.Query;
import dev.outrigger.route.StageSettings;
import dev.outrigger.sensitive.SensitiveType;
import dev.outrigger.support.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Policies and queries drawn by a seed: of every kind there is, in any mixture. */
final class Drawn {
    private static final List<String> MODELS = List.of("m0", "m1", "m2", "m3", "m4", "m5");

    private final Random random;

    Drawn(long seed) {
        this.random = new Random(seed);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private boolean half() {
        return random.nextBoolean();
    }

    private OptionalDouble maybe(double most) {
        return half() ? OptionalDouble.of(random.nextDouble() * most) : OptionalDouble.empty();
    }

    PolicySettings policy() {
        PolicySettings plain = Policies.plain();
        List<StageSettings> stages = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) stages.add(stage());
        return new PolicySettings(
                new Objective(random.nextDouble() + 0.01, random.nextDouble(), random.nextDouble()),
                half() ? Optional.of(one(MODELS)) : Optional.empty(),
                stages,
                Duration.ofMillis(random.nextInt(60_000)),
                half(),
                half(),
                half(),
                plain.hold(),
                plain.onRefusal());
    }

    private StageSettings stage() {
        return switch (random.nextInt(4)) {
            case 0 -> new StageSettings.Score();
            case 1 ->
                new StageSettings.Local(random.nextDouble(), List.of("code"), random.nextDouble(), List.of("en", "fr"));
            default ->
                new StageSettings.Rule(
                        one(List.of(
                                "analysis.complexity > 0.5",
                                "analysis.language == 'fr' || request.stream",
                                "user.name == 'ann'",
                                "time.hour > 11 && load.share < 0.5",
                                "request.model == 'auto' && request.maxTokens > 10")),
                        half() ? List.of(one(MODELS)) : List.of(),
                        List.of(one(MODELS)),
                        random.nextInt(6) == 0 ? List.of(one(MODELS), one(MODELS)) : List.of());
        };
    }

    Query query() {
        return new Query(outline(), analysis(), view(), clearance(), occasion());
    }

    private Outline outline() {
        return new Outline(
                new ModelName(one(List.of("auto", "m1", "vendor-m2", "né \"quoted\" \\ \n name"))),
                half(),
                half(),
                random.nextInt(4) == 0 ? Set.of(Capability.TOOLS, Capability.JSON) : Set.of(),
                half(),
                random.nextInt(9),
                random.nextInt(3),
                random.nextInt(3),
                1,
                half() ? OptionalInt.of(random.nextInt(1_000)) : OptionalInt.empty(),
                random.nextInt(9_000));
    }

    private Analysis analysis() {
        Map<Dimension, Score> scores = new LinkedHashMap<>();
        for (Dimension dimension : List.of(
                Dimension.COMPLEXITY,
                Dimension.LANGUAGE,
                Dimension.DOMAIN,
                Dimension.SENSITIVITY,
                Dimension.SIMILARITY,
                Dimension.OUTPUT_QUANTILES)) if (half()) scores.put(dimension, score(dimension));
        return Analysis.of(scores);
    }

    private Score score(Dimension dimension) {
        if (random.nextInt(4) == 0)
            return half()
                    ? Score.missing(one(List.of(Score.Reason.values())))
                    : Score.abstained(Score.estimated(random.nextDouble(), random.nextDouble()));
        return switch (dimension.kind()) {
            case COUNT -> Score.counted(random.nextInt(100));
            case FRACTION -> Score.estimated(random.nextDouble(), random.nextDouble());
            case LABEL -> Score.labelled(one(List.of("fr", "en", "code", "factual")), random.nextDouble());
            case LABELS -> Score.labelled(List.of("EMAIL"), List.of(new Score.Value.Span("EMAIL", 3, 9)));
            case AMOUNTS, NAMED -> Score.counted(Map.of("p10", 1.5, "p90", 1e-7));
        };
    }

    private RegistryView view() {
        List<ModelState> states = new ArrayList<>();
        for (String name : MODELS) if (states.isEmpty() || random.nextInt(4) > 0) states.add(state(name));
        return new RegistryView(states);
    }

    private ModelState state(String name) {
        Known known = new Known(name, "cloud", "vendor-" + name)
                .placed(one(List.of(Placement.values())))
                .window(half() ? OptionalInt.of(4_096) : OptionalInt.empty())
                .can(half() ? Set.of(Capability.values()) : Set.of())
                .price(half() ? Optional.of(new Price(random.nextDouble(), random.nextDouble())) : Optional.empty())
                .quality(maybe(1))
                .latency(maybe(20))
                .replicas(random.nextInt(4) == 0 ? List.of("m0") : List.of());
        Health health = one(List.of(
                new Health.Ready(),
                new Health.Ready(),
                new Health.Asleep("asleep"),
                new Health.Loading("soon"),
                new Health.Resting("breaker open", Duration.ofMillis(1_234)),
                new Health.Unavailable("no key")));
        ModelProfile profile = known.profile();
        Figures figures = half() ? Figures.UNKNOWN : Figures.UNKNOWN.judged(trackRecord());
        return new ModelState(profile, health, random.nextInt(9), maybe(3), profile.window(), figures);
    }

    private TrackRecord trackRecord() {
        Verdicts inDomain = new Verdicts(random.nextDouble() * 9, random.nextInt(9));
        Verdicts all = new Verdicts(inDomain.good() + random.nextInt(50), inDomain.bad() + random.nextDouble() * 50);
        return new TrackRecord(all, half() ? Map.of("code", inDomain) : Map.of());
    }

    private Clearance clearance() {
        if (half()) return Clearance.OPEN;
        return new Clearance(
                one(List.of(Rule.values())),
                new TreeSet<>(Set.of(Clearance.Cause.FOUND, Clearance.Cause.HINT)),
                new TreeMap<>(Map.of(SensitiveType.EMAIL, 2)),
                new TreeSet<>(Set.of("an image")));
    }

    private Occasion occasion() {
        Instant time = Instant.ofEpochSecond(1_795_000_000L + random.nextInt(1_000_000), random.nextInt(1_000_000_000));
        return new Occasion(
                time,
                random.nextLong(),
                random.nextLong(),
                half() ? Optional.of(one(List.of("ann", "bob"))) : Optional.empty(),
                half() ? Optional.of("acme") : Optional.empty(),
                random.nextDouble(),
                maybe(99),
                half() ? Optional.of(new Occasion.Pin(one(MODELS), 3, time)) : Optional.empty(),
                maybe(9));
    }
}
