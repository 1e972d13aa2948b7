package dev.outrigger.route;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Tool;
import dev.outrigger.config.Figure;
import dev.outrigger.registry.Capability;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.Listed;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.Placement;
import dev.outrigger.registry.Price;
import dev.outrigger.registry.TrackRecord;
import dev.outrigger.registry.Verdicts;
import dev.outrigger.support.Asked;
import dev.outrigger.support.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Requests, analyses, models and policies of all kinds, for properties. */
final class Generated {
    private Generated() {}

    static Arbitrary<ChatRequest> requests() {
        Arbitrary<String> prompts = Arbitraries.of("Hi", "What is the capital of France?", "word ".repeat(9_000));
        Arbitrary<List<Tool>> tools = Arbitraries.of(List.of(), List.of(new Tool("now", "The time.", "{}")));
        Arbitrary<OutputFormat> formats = Arbitraries.of(new OutputFormat.Free(), new OutputFormat.Json());
        return Combinators.combine(prompts, tools, formats)
                .as((prompt, offered, format) ->
                        Asked.of(prompt).tools(offered).format(format).request());
    }

    static Arbitrary<Analysis> analyses() {
        Arbitrary<Score> missing = Arbitraries.of(Score.Reason.class).map(Score::missing);
        Arbitrary<Score> complexity = Arbitraries.doubles().between(0, 1).map(value -> Score.estimated(value, 0.9));
        Arbitrary<Score> domain = Arbitraries.of("code", "factual").map(label -> Score.labelled(label, 0.9));
        Arbitrary<Score> language = Arbitraries.of("en", "fr").map(label -> Score.labelled(label, 0.9));
        return Combinators.combine(
                        Arbitraries.oneOf(missing, complexity, complexity),
                        Arbitraries.oneOf(missing, domain),
                        Arbitraries.oneOf(missing, language))
                .as((first, second, third) -> {
                    Map<Dimension, Score> scores = new HashMap<>();
                    scores.put(Dimension.COMPLEXITY, first);
                    scores.put(Dimension.DOMAIN, second);
                    scores.put(Dimension.LANGUAGE, third);
                    return Analysis.of(scores);
                });
    }

    static Arbitrary<List<ModelState>> models() {
        return states().list().ofMinSize(2).ofMaxSize(8).map(states -> {
            List<ModelState> named = new ArrayList<>();
            for (Function<String, ModelState> state : states) named.add(state.apply("m" + named.size()));
            return named;
        });
    }

    private static Arbitrary<Function<String, ModelState>> states() {
        Arbitrary<Health> healths = Arbitraries.of(
                new Health.Ready(),
                new Health.Ready(),
                new Health.Resting("breaker open", Duration.ofSeconds(1)),
                new Health.Loading("soon"),
                new Health.Loading("first", true),
                new Health.Unavailable("no key"));
        Arbitrary<OptionalInt> windows = Arbitraries.of(OptionalInt.empty(), OptionalInt.of(4_096));
        Arbitrary<Set<Capability>> capabilities = Arbitraries.of(Set.of(), Set.of(Capability.values()));
        Arbitrary<Optional<Price>> prices = Arbitraries.doubles()
                .between(0, 50)
                .map(price -> new Price(price, price * 4))
                .optional();
        Arbitrary<OptionalDouble> qualities = fact(1);
        Arbitrary<OptionalDouble> latencies = fact(60);
        return Combinators.combine(
                        Arbitraries.of(Placement.class),
                        healths,
                        windows,
                        capabilities,
                        prices,
                        Combinators.combine(qualities, latencies, listings(), Arbitraries.of(true, false), verdicts())
                                .as(Facts::new))
                .as((placement, health, window, can, price, facts) -> name -> judged(
                        facts,
                        Fixtures.in(
                                new Known(name, "cloud", "any")
                                        .placed(placement)
                                        .window(window)
                                        .can(can)
                                        .price(price)
                                        .quality(facts.quality())
                                        .latency(facts.latency())
                                        .listed(facts.listed())
                                        .speaks(facts.speaksEnglishAlone() ? new String[] {"en"} : new String[0])
                                        .profile(),
                                health)));
    }

    private static ModelState judged(Facts facts, ModelState state) {
        return new ModelState(
                state.profile(),
                state.health(),
                state.inFlight(),
                state.firstTokenSeconds(),
                state.window(),
                facts.verdicts().map(state.figures()::judged).orElse(state.figures()));
    }

    private record Facts(
            OptionalDouble quality,
            OptionalDouble latency,
            Optional<Listed> listed,
            boolean speaksEnglishAlone,
            Optional<TrackRecord> verdicts) {}

    private static Arbitrary<Optional<TrackRecord>> verdicts() {
        Arbitrary<Double> count = Arbitraries.doubles().between(0, 100);
        return Combinators.combine(count, count, count)
                .as((good, bad, inDomain) ->
                        new TrackRecord(new Verdicts(good + inDomain, bad), Map.of("code", new Verdicts(inDomain, 0))))
                .optional();
    }

    private static Arbitrary<Optional<Listed>> listings() {
        return Arbitraries.of(List.<Capability>of(), List.of(Capability.TOOLS))
                .map(can -> new Listed(new Price(1, 2), OptionalInt.of(1_000), OptionalInt.of(500), can))
                .optional();
    }

    private static Arbitrary<OptionalDouble> fact(double max) {
        return Arbitraries.doubles()
                .between(0, max)
                .optional()
                .map(value -> value.map(OptionalDouble::of).orElse(OptionalDouble.empty()));
    }

    /** Stages of all kinds that read nothing but what is generated here, over models named m0 … m7. */
    static Arbitrary<List<StageSettings>> stages() {
        return Arbitraries.oneOf(rules(), locals(), scores(), scores())
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    private static Arbitrary<StageSettings> rules() {
        Arbitrary<String> when = Arbitraries.of(
                "analysis.complexity > 0.6",
                "analysis.complexity < 0.3 || load.share > 0.5",
                "analysis.language == 'fr'",
                "analysis.domain == 'code'",
                "request.tools > 0",
                "spend.today > 5.0",
                "spend.hour > 5.0",
                "true");
        Arbitrary<List<String>> names = Arbitraries.of("m0", "m1", "m2", "m3", "m5", "m7", "gone")
                .list()
                .uniqueElements()
                .ofMaxSize(3);
        return Combinators.combine(when, names, names, names)
                .filter((condition, prefer, avoid, only) -> !prefer.isEmpty() || !avoid.isEmpty() || !only.isEmpty())
                .as(StageSettings.Rule::new);
    }

    private static Arbitrary<StageSettings> locals() {
        return Combinators.combine(
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.<List<String>>of(List.of(), List.of("code")),
                        Arbitraries.doubles().between(0, 1))
                .as((complexity, except, quality) ->
                        new StageSettings.Local(complexity, except, quality, List.of("en")));
    }

    private static Arbitrary<StageSettings> scores() {
        return Combinators.combine(
                        figures("0.4", "0.9", "0.9 - load.share", "analysis.complexity"),
                        figures("0", "0.005", "0.05 - spend.today / 100.0"),
                        figures("1.5", "20", "load.share > 0.5 ? 2.0 : 30.0"),
                        Arbitraries.of(1.0, 20.0, 500.0).optional(),
                        Arbitraries.of(0.0, 1.0).optional())
                .as(StageSettings.Score::new);
    }

    private static Arbitrary<Optional<Figure>> figures(String... texts) {
        return Arbitraries.of(texts).map(Figure::new).optional();
    }

    static Arbitrary<Objective> objectives() {
        Arbitrary<Figure> weights = Arbitraries.oneOf(
                Arbitraries.doubles().between(0.01, 2).map(Figure::of),
                Arbitraries.of("load.share", "analysis.complexity", "spend.today > 1.0 ? 1.0 : 0.1")
                        .map(Figure::new));
        return Combinators.combine(weights, weights, weights).as(Objective::new);
    }

    static Arbitrary<Occasion> occasions() {
        return Combinators.combine(
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.doubles().between(0, 10).optional())
                .as((load, spent) -> {
                    OptionalDouble dollars = spent.map(OptionalDouble::of).orElse(OptionalDouble.empty());
                    return Occasion.at(Instant.EPOCH, load, dollars).spent(dollars, dollars);
                });
    }

    /** A policy of generated stages for these models. */
    static Policy policy(Objective objective, List<StageSettings> stages, List<ModelState> models) {
        PolicySettings settings = new PolicySettings(
                objective,
                Optional.empty(),
                stages,
                Conduct.DEFAULT.patience(),
                true,
                false,
                false,
                HoldSettings.NONE,
                OnRefusal.STOP);
        return Policies.compile(
                "generated", settings, models.stream().map(ModelState::profile).toList());
    }
}
