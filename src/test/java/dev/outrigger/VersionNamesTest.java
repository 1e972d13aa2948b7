package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.rollout.PolicyVersion;
import dev.outrigger.route.Readers;
import dev.outrigger.route.Recipe;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VersionNamesTest {
    private static final Settings SETTINGS = SettingsReader.read("outrigger.yaml", """
            backends: { there: { kind: openai, url: "http://127.0.0.1:9/v1" } }
            models: { mini: { backend: there, model: gpt-mini } }
            """.getBytes(StandardCharsets.UTF_8))
            .orElseThrow();

    private static final VersionNames NAMES = new VersionNames(StoredModels.UNKNOWN::labels);

    private static List<String> objections(String model) {
        return objectionsTo("rule: { when: 'true', only: [" + model + "] }", SETTINGS);
    }

    private static List<String> objectionsTo(String stage, Settings settings) {
        String file = "format: 1\nname: default\npolicy: { stages: [ " + stage + " ] }\n";
        Recipe models = new Recipe("default", Optional.empty(), settings.profiles(), Readers.NONE);
        return NAMES.objections(
                settings,
                PolicyVersion.read("v.yaml", file.getBytes(StandardCharsets.UTF_8), models),
                Optional.empty());
    }

    @Test
    void boundsAnEnsembleByTheAttemptsThatAreConfigured() {
        String three = "ensemble: { of: [a, b, c] }";
        String models = """
                backends: { there: { kind: openai, url: "http://127.0.0.1:9/v1" } }
                models: { a: { backend: there, model: a }, b: { backend: there, model: b }, c: { backend: there, model: c } }
                """;
        assertTrue(objectionsTo(three, settings(models)).toString().contains("limits.attempts is 3"));
        assertEquals(List.of(), objectionsTo(three, settings(models + "limits: { attempts: 4 }\n")));
        assertTrue(objectionsTo("ensemble: { of: [a, b] }", settings(models + "limits: { attempts: 2 }\n"))
                .toString()
                .contains("limits.attempts is 2"));
    }

    private static Settings settings(String yaml) {
        return SettingsReader.read("outrigger.yaml", yaml.getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }

    @Test
    void objectsToModelsThatAreNotConfigured() {
        assertEquals(List.of(), objections("mini"));
        String told = objections("gone").toString();
        assertTrue(told.contains("must name a model, was gone"), told);
    }

    @Test
    void objectsToLabelsThatNothingSaysNow() {
        assertEquals(List.of(), objectionsTo("rule: { when: \"analysis.field == 'law'\", only: [mini] }", SETTINGS));
        String told = objectionsTo("rule: { when: \"analysis.field == 'astrology'\", only: [mini] }", SETTINGS)
                .toString();
        assertTrue(told.contains("astrology") && told.contains("rule.when"), told);
        // Heads of an operator's own say others: whoever serves by them knows.
        VersionNames own = new VersionNames(
                heads -> dev.outrigger.analyze.KnownLabels.of(java.util.Map.of("field", List.of("astrology"))));
        String file = "format: 1\nname: default\npolicy: { stages: [ "
                + "{ rule: { when: \"analysis.field == 'law'\", only: [mini] } } ] }\n";
        Recipe models = new Recipe("default", Optional.empty(), SETTINGS.profiles(), Readers.NONE);
        PolicyVersion law = PolicyVersion.read("v.yaml", file.getBytes(StandardCharsets.UTF_8), models);
        assertTrue(own.objections(SETTINGS, law, Optional.empty()).toString().contains("law"));
    }
}
