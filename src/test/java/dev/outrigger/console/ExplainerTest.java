package dev.outrigger.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Aside;
import dev.outrigger.admit.Clearance;
import dev.outrigger.admit.Privacy;
import dev.outrigger.admit.PrivacySettings;
import dev.outrigger.admit.Rule;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Analyzer;
import dev.outrigger.analyze.CodeProbe;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Distribution;
import dev.outrigger.analyze.LearnedProbe;
import dev.outrigger.analyze.Predictions;
import dev.outrigger.analyze.Score;
import dev.outrigger.analyze.SensitivityProbe;
import dev.outrigger.analyze.StructureProbe;
import dev.outrigger.analyze.TextClassifier;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ModelName;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.Placement;
import dev.outrigger.registry.RegistryView;
import dev.outrigger.route.Policies;
import dev.outrigger.route.Policy;
import dev.outrigger.route.Routes;
import dev.outrigger.support.HandDriven;
import dev.outrigger.support.Known;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ExplainerTest {
    private static final List<ModelProfile> MODELS =
            List.of(model("smol", Placement.LOCAL, 0, 0.25), model("best", Placement.REMOTE, 5, 0.81));
    private static final RegistryView VIEW = new RegistryView(List.of(
            new ModelState(MODELS.get(0), new Health.Ready(), 0, OptionalDouble.empty()),
            new ModelState(
                    MODELS.get(1),
                    new Health.Resting("breaker open", Duration.ofSeconds(1)),
                    0,
                    OptionalDouble.empty())));
    private static final Policy DEFAULT = Policies.compile(Policy.DEFAULT, Policies.defaults(MODELS), MODELS);
    private static final Routes ROUTES =
            new Routes(Routes.DEFAULT, Map.of(Policy.DEFAULT, DEFAULT, Policy.CONTRACT, Policies.contract(MODELS)));

    private long nanos;
    private final Analyzer analyzer = new Analyzer(
            List.of(
                    new StructureProbe(),
                    new CodeProbe(),
                    new SensitivityProbe(),
                    new LearnedProbe(() -> new TextClassifier.State.Ready(text -> {
                        nanos += 1_300_000;
                        return Future.succeededFuture(predictions());
                    }))),
            new Analyzer.Bounds(Duration.ofSeconds(1), 8),
            (delay, task) -> () -> {},
            () -> nanos);
    private final Explainer explainer =
            new Explainer(Aside.here(), analyzer::analyze, () -> ROUTES, () -> VIEW, () -> Privacy.OFF, () -> nanos);

    private static Predictions predictions() {
        return new Predictions(
                Map.of(
                        Dimension.TASK, new Distribution(Map.of("factual", 0.93)),
                        Dimension.FIELD, new Distribution(Map.of("general", 0.31))),
                Map.of(Dimension.COMPLEXITY, 0.25),
                Map.of(Dimension.EXPECTED_OUTPUT, Score.estimated(49, 0.9)),
                Map.of(Dimension.FIELD, 0.34),
                Map.of(),
                "cpu",
                true);
    }

    private static ModelProfile model(String name, Placement placement, double dollars, double quality) {
        return new Known(name, "b", "v-" + name)
                .placed(placement)
                .price(dollars, dollars)
                .quality(quality)
                .profile();
    }

    private String explain(String model, Explainer.Scope scope) {
        ChatRequest request = ChatRequest.of(new ModelName(model), "What is the capital of France?");
        return ExplanationJson.encode(explainer
                .explain(new Question.Asked(request, Bytes.of("{}")), scope)
                .result());
    }

    @Test
    void showsWhoMayBeToldTheRequestAndWhyNot() {
        Privacy on = new Privacy(Optional.of(new PrivacySettings(
                Rule.LOCAL_ONLY,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                10_000,
                List.of())));
        Explainer strict =
                new Explainer(Aside.here(), analyzer::analyze, () -> ROUTES, () -> VIEW, () -> on, () -> nanos);
        ChatRequest request = ChatRequest.of(new ModelName("auto"), "Mail jane@example.com");
        Bytes raw = Bytes.of("{\"prompt\":\"Mail jane@example.com\"}");

        String json = ExplanationJson.encode(strict.explain(new Question.Asked(request, raw), Explainer.Scope.POLICY)
                .result());

        assertTrue(
                json.contains(
                        "\"sensitivity\":{\"value\":[\"EMAIL\"],\"spans\":[{\"type\":\"EMAIL\",\"start\":5,\"end\":21}]}"),
                json);
        assertTrue(json.contains("\"privacy\":{\"rule\":\"local-only\",\"because\":\"it holds EMAIL\"}"), json);
        assertTrue(
                json.contains(
                        "{\"model\":\"best\",\"stage\":\"privacy\",\"because\":\"not trusted with it: it holds EMAIL\"}"),
                json);
        assertFalse(json.contains("jane"), json);
    }

    @Test
    void leavesALongRequestToAnotherThreadAndTellsWhatIsInItWhateverTheBudget() {
        HandDriven threads = new HandDriven();
        Aside aside = new Aside(threads, 1, () -> 1);
        Explainer explainer =
                new Explainer(aside, analyzer::analyze, () -> ROUTES, () -> VIEW, () -> Privacy.OFF, () -> nanos);
        ChatRequest request = ChatRequest.of(new ModelName("auto"), "Mail jane@example.com");
        Question.Asked asked = new Question.Asked(request, Bytes.of(" ".repeat(Aside.LONG)));

        Future<Explanation> first = explainer.explain(asked, Explainer.Scope.POLICY);
        Future<Explanation> second = explainer.explain(asked, Explainer.Scope.POLICY);

        assertFalse(first.isComplete());
        assertTrue(String.valueOf(second.cause()).contains("limits.checks"));
        threads.runAll();
        assertTrue(ExplanationJson.encode(first.result()).contains("\"sensitivity\":{\"value\":[\"EMAIL\"]"));
    }

    @Test
    void showsAnalysisDecisionAndTimings() {
        assertEquals("""
                {"analysis":{"domain":{"value":"factual","confidence":0.93},"complexity":{"value":0.25,"confidence":0.75},\
                "language":{"missing":"no model is configured for it"},"sensitivity":{"value":[],"spans":[]},"task":{"value":"factual","confidence":0.93},\
                "field":{"value":"general","confidence":0.31,"abstained":true},"fields":{"missing":"no model is configured for it"},\
                "style":{"missing":"no model is configured for it"},"difficulty":{"missing":"no model is configured for it"},\
                "expectedOutput":{"value":49,"confidence":0.9},"outputQuantiles":{"missing":"no model is configured for it"},"tokens":{"value":11},"turns":{"value":1},"tools":{"value":0},\
                "images":{"value":0},"codeFences":{"value":0},"injection":{"missing":"no model is configured for it"},"harm":{"missing":"no model is configured for it"},\
                "latency":{"missing":"no model is configured for it"},\
                "languages":{"missing":"no model is configured for it"},\
                "answerFormat":{"missing":"no model is configured for it"},"tone":{"missing":"no model is configured for it"},\
                "script":{"missing":"no model is configured for it"},"locale":{"missing":"no model is configured for it"},\
                "familyTokens":{"value":{"claude":11,"deepseek":11,"gemma":11,"gpt":11,"llama2":12,"llama3":11,"mistral":11,"qwen":11,"smollm2":11}},\
                "toolLoop":{"value":"none"},"documents":{"value":0},"audio":{"value":0},"video":{"value":0},\
                "outputSchema":{"value":"none"},"codeLanguages":{"value":[],"spans":[]},\
                "similarity":{"missing":"no model is configured for it"},"factors":{"missing":"no model is configured for it"}},\
                "decision":{"policy":"default","hash":"HASH","reason":"only-one",\
                "candidates":[{"model":"smol","quality":0.5,"cost":0.0,"score":0.65,\
                "parts":{"quality":{"worth":0.5,"weight":0.6},"cost":{"worth":1.0,"weight":0.3},\
                "latency":{"worth":0.5,"weight":0.1,"presumed":true}},"place":"preferred","stage":"local",\
                "because":"local, and the request is simple; \
                utility 0.65: quality 0.50, cheapness 1.00, speed 0.50 (presumed)"}],\
                "excluded":[{"model":"best","stage":"health","because":"resting: breaker open"}],"notes":[],\
                "counterfactuals":[]},\
                "timings":{"analyzeMillis":1.3,"decideMillis":0.0,"probes":[{"probe":"structure","millis":0.0,"device":"java"},{"probe":"code","millis":0.0,"device":"java"},\
                {"probe":"sensitivity","millis":0.0,"device":"java"},{"probe":"learned","millis":1.3,"device":"cpu","truncated":true}]}}""".replace("HASH", DEFAULT.hash()), explain("auto", Explainer.Scope.EVERYTHING));
    }

    @Test
    void showsEachAmountWithoutAFractionWhereItHasNone() {
        Analysis analysis =
                Analysis.of(Map.of(Dimension.TOKENS, Score.counted(Map.of("gpt", 28.0, "claude", 30.51239))));

        String json = ExplanationJson.encode(
                new Explanation(analysis, new Explanation.Outcome.NoSuchPolicy("none"), Clearance.OPEN, 0, 0));

        assertTrue(json.contains("\"tokens\":{\"value\":{\"claude\":30.5124,\"gpt\":28}}"), json);
    }

    @Test
    void computesWhatThePolicyReadsAlone() {
        // When
        String json = explain("smol", Explainer.Scope.POLICY);

        // Then
        assertEquals(0, nanos);
        assertEquals(Dimension.ALL.size() - 1, json.split("not computed by this policy", -1).length - 1);
    }

    @Test
    void decidesAlikeWithEveryDimension() {
        assertEquals(
                decision(explain("auto", Explainer.Scope.POLICY)),
                decision(explain("auto", Explainer.Scope.EVERYTHING)));
    }

    @Test
    void saysWhenARequestWouldPassThroughOrBeRefused() {
        assertEquals(
                "{\"passedThrough\":\"no route and no model is named gpt-9\"}",
                decision(explain("gpt-9", Explainer.Scope.POLICY)));
        assertEquals(
                "{\"refused\":\"no policy is named x\"}", decision(explain("outrigger/x", Explainer.Scope.POLICY)));
    }

    private static String decision(String json) {
        int from = json.indexOf("\"decision\":") + "\"decision\":".length();
        return json.substring(from, json.indexOf(",\"timings\""));
    }
}
