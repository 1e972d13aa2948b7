package dev.outrigger.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.config.Binder;
import dev.outrigger.config.Bound;
import dev.outrigger.config.Figure;
import dev.outrigger.config.Mistake;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sections {@code routes} and {@code policies}, as an operator writes them. */
class PolicySettingsTest {
    private static final StageSettings.Score BOUNDED = new StageSettings.Score(
            Optional.of(Figure.of(0.5)),
            Optional.of(new Figure("0.05 - spend.today / 100.0")),
            Optional.of(Figure.of(20)));

    record File(List<RouteSettings> routes, Map<String, PolicySettings> policies) {}

    private static Bound<File> bind(String text) {
        return Binder.bind("outrigger.yaml", text.getBytes(StandardCharsets.UTF_8), File.class);
    }

    private static PolicySettings policy(String text) {
        return bind("routes: []\npolicies:\n  p: " + text)
                .orElseThrow()
                .policies()
                .values()
                .iterator()
                .next();
    }

    @Test
    void defaultsWeighQualityFirstAndScore() {
        assertEquals(
                new PolicySettings(
                        Objective.DEFAULT,
                        Optional.empty(),
                        List.of(new StageSettings.Score()),
                        Conduct.DEFAULT.patience(),
                        true,
                        false,
                        false,
                        HoldSettings.NONE,
                        OnRefusal.STOP),
                policy("{}"));
        assertEquals(
                List.of(new StageSettings.Local(0.3, List.of("code", "math", "reasoning"), 0.5, List.of("en"))),
                policy("{ stages: [ local: {} ] }").stages());
    }

    @Test
    void bindsEveryKey() {
        // When
        File file = bind("""
                routes:
                  - { model: "gpt-4*", policy: thrift }
                policies:
                  thrift:
                    objective: { quality: 5, cost: 3, latency: 2 }
                    baseline: best
                    patience: 5s
                    resume: false
                    onRefusal: next
                    hedge: true
                    stages:
                      - rule: { when: "analysis.complexity > 0.6", prefer: [a], avoid: [b], only: [a, b] }
                      - local: { complexity: 0.4, except: [code], quality: 0.2, languages: [en, de] }
                      - score: { floor: 0.5, costCeiling: "0.05 - spend.today / 100.0", latencyCeiling: 20 }
                """).orElseThrow();

        // Then
        assertEquals(List.of(new RouteSettings("gpt-4*", "thrift")), file.routes());
        assertEquals(
                new PolicySettings(
                        new Objective(5, 3, 2),
                        Optional.of("best"),
                        List.of(
                                new StageSettings.Rule(
                                        "analysis.complexity > 0.6", List.of("a"), List.of("b"), List.of("a", "b")),
                                new StageSettings.Local(0.4, List.of("code"), 0.2, List.of("en", "de")),
                                BOUNDED),
                        Duration.ofSeconds(5),
                        false,
                        false,
                        true,
                        HoldSettings.NONE,
                        OnRefusal.NEXT),
                file.policies().get("thrift"));
    }

    @Test
    void bindsEveryKeyOfTheFilters() {
        assertEquals(
                List.of(
                        new RegionSettings(List.of("eu"), List.of("gdpr")),
                        new OriginSettings(List.of("openai"), List.of("gpt")),
                        new LanguageSettings()),
                policy("{ stages: [ region: { allow: [eu], compliance: [gdpr] },"
                                + " origin: { providers: [openai], families: [gpt] }, language: {} ] }")
                        .stages());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ objective: { quality: -1 } }|0 to 1000",
                "{ objective: { quality: 0, cost: 0, latency: 0 } }|not all be 0",
                "{ objective: { cost: 'load.share > 0.5' } }|must be a number",
                "{ objective: { latency: 'load.shar' } }|unknown name",
                "{ stages: [ score: { floor: 1.5 } ] }|floor must be 0 to 1, was 1.5",
                "{ stages: [ score: { costCeiling: -1 } ] }|costCeiling must be 0 to 10000",
                "{ stages: [ score: { latencyCeiling: 'time.hours' } ] }|unknown name",
                "{ stages: [ score: { hard: true } ] }|hard",
                "{ stages: [ local: { complexity: 1.5 } ] }|0–1",
                "{ stages: [ local: { quality: 50 } ] }|0–1",
                "{ stages: [ rule: { when: 'analysis.complexty > 0.6', prefer: [a] } ] }|unknown name",
                "{ stages: [ rule: { when: 'true' } ] }|needs prefer, avoid or only",
                "{ stages: [ region: {} ] }|needs allow or compliance",
                "{ stages: [ region: { allow: [EU] } ] }|allow must be a tag in lower case such as eu, was EU",
                "{ stages: [ region: { deny: [us] } ] }|unknown key",
                "{ stages: [ origin: {} ] }|needs providers or families",
                "{ stages: [ language: { speak: [en] } ] }|unknown key",
                "{ patience: 2m }|0s–1m",
                "{ onRefusal: shop }|stop",
                "{ stages: [ cascade: { from: [a] } ] }|cascade"
            })
    void refusesWhatIsOutOfBoundsAtItsLine(String text, String words) {
        // When
        Bound<File> bound = bind("routes: []\npolicies:\n  p: " + text.replace("''", "'"));

        // Then
        List<Mistake> mistakes = ((Bound.Wrong<File>) bound).mistakes();
        assertEquals(List.of(3), mistakes.stream().map(Mistake::line).toList());
        assertTrue(mistakes.getFirst().message().contains(words), mistakes.toString());
    }
}
