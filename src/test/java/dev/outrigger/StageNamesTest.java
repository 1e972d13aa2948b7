package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.analyze.ExampleSettings;
import dev.outrigger.chat.Bytes;
import dev.outrigger.config.Bound;
import dev.outrigger.config.Mistake;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Names in stages that nothing bears, and the limits of the section examples. */
class StageNamesTest {
    private static final String HEAD = """
            backends: { there: { kind: openai } }
            models: { mini: { backend: there, model: m } }
            """;

    private static List<String> mistakes(String yaml) {
        return switch (SettingsReader.read("a.yaml", Bytes.of(HEAD + yaml).array())) {
            case Bound.Wrong<Settings>(List<Mistake> mistakes) ->
                mistakes.stream().map(Mistake::toString).toList();
            case Bound.Ok<Settings> ok -> List.of();
        };
    }

    private static String only(String stage) {
        List<String> found =
                mistakes("examples: { billing: [an invoice] }\npolicies: { p: { stages: [" + stage + "] } }\n");
        assertEquals(1, found.size(), found.toString());
        return found.getFirst();
    }

    @Test
    void takesEveryNameThatIsThere() {
        assertEquals(List.of(), mistakes("""
                        examples: { billing: [an invoice, a bill] }
                        policies:
                          p:
                            stages:
                              - semantic: { prefer: { billing: [mini] } }
                              - classifier: { by: field, experts: { law: [mini] }, otherwise: [mini] }
                              - learned: { as: { mini: zeroeval_matrix/gpt-4o-mini-2024-07-18 } }
                              - score: {}
                        """));
    }

    @Test
    void tellsAModelThatNothingBearsInStagesThatAskModels() {
        String base = "policies.p.stages[0].";
        assertTrue(only("cascade: { from: [maxi], to: [mini] }")
                .contains(base + "cascade.from[0] must name a model, was maxi"));
        assertTrue(only("cascade: { from: [mini], to: [maxi] }")
                .contains(base + "cascade.to[0] must name a model, was maxi"));
        String judged = mistakes(
                        "policies: { p: { stages: [judge: { model: maxi, describe: { mini: x, big: y } }] } }\n")
                .toString();
        assertTrue(judged.contains(base + "judge.describe.big must name a model, was big"), judged);
        assertTrue(judged.contains(base + "judge.model must name a model, was maxi"), judged);
        for (String by : List.of("judge", "compose"))
            assertTrue(mistakes("policies: { p: { stages: [ensemble: { of: [mini, big], merge: { " + by
                            + ": { model: maxi } } }] } }\n")
                    .toString()
                    .contains(base + "ensemble.merge." + by + ".model must name a model, was maxi"));
    }

    @Test
    void tellsAnEnsembleOfMoreThanAnExchangeMayAsk() {
        String policy = "policies: { p: { stages: [ensemble: { of: [mini, mini2, mini3] }] } }\n";
        String mistake =
                "policies.p.stages[0].ensemble.of asks 3 models at once, and limits.attempts is 3: it must be 4"
                        + " at least, said in writing";
        assertTrue(mistakes(policy).toString().contains(mistake));
        assertFalse(mistakes(policy + "limits: { attempts: 4 }\n").toString().contains("at once"));
    }

    @Test
    void tellsAModelThatNothingBearsWhereverAStageHasIt() {
        assertTrue(only("semantic: { prefer: { billing: [maxi] } }")
                .contains("policies.p.stages[0].semantic.prefer.billing[0] must name a model, was maxi"));
        assertTrue(only("classifier: { experts: { code: [maxi] } }")
                .contains("stages[0].classifier.experts.code[0] must name a model, was maxi"));
        assertTrue(only("classifier: { experts: { code: [mini] }, otherwise: [maxi] }")
                .contains("stages[0].classifier.otherwise[0] must name a model, was maxi"));
        assertTrue(only("learned: { as: { maxi: zeroeval_matrix/gpt-4o-mini-2024-07-18 } }")
                .contains("stages[0].learned.as.maxi must be of a model, was maxi"));
    }

    @Test
    void tellsExamplesLabelsAndLearnedNamesThatThereAreNot() {
        assertTrue(only("semantic: { prefer: { bills: [mini] } }")
                .contains("must be a name of the section examples, was bills"));
        assertTrue(only("classifier: { experts: { cod: [mini] } }").contains("classifier.experts.cod: "));
        assertTrue(only("learned: { as: { mini: gpt-4o-mini } }")
                .contains("must name a model that was learned, such as zeroeval_matrix/gpt-4o-mini-2024-07-18, was"));
    }

    @Test
    void saysWhyAzureCannotBeAskedForItsDeployments() {
        String found = String.valueOf(
                switch (SettingsReader.read(
                        "a.yaml",
                        Bytes.of("backends: { a: { kind: azure, url: https://a.example/openai/v1, discover: true } }")
                                .array())) {
                    case Bound.Wrong<Settings>(List<Mistake> all) -> all;
                    case Bound.Ok<Settings> ok -> List.of();
                });
        assertTrue(
                found.contains(
                        "backends.a.discover must be left out: Azure does not tell a key's owner which deployments"),
                found);
    }

    @Test
    void boundsTheExamples() {
        String many = IntStream.rangeClosed(0, ExampleSettings.NAMES)
                .mapToObj(i -> "n" + i + ": [x]")
                .collect(Collectors.joining(", ", "examples: { ", " }\n"));
        String texts = "examples: { a: [" + "x, ".repeat(ExampleSettings.TEXTS) + "x] }\n";
        assertTrue(mistakes(many).getFirst().contains("examples must have at most 64 names, had 65"));
        assertTrue(mistakes(texts).getFirst().contains("examples must be at most 1000 texts, were 1001"));
        assertTrue(mistakes("examples: { a: [] }\n").getFirst().contains("examples.a must have a text"));
        assertTrue(mistakes("examples: { a: [" + "x".repeat(ExampleSettings.CHARS + 1) + "] }\n")
                .getFirst()
                .contains("examples.a must hold texts of 1 to 2000 characters"));
    }
}
