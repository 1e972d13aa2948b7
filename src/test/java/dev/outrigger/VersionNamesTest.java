package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.rollout.PolicyVersion;
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

    private static List<String> objections(String model) {
        String file =
                "format: 1\nname: default\npolicy: { stages: [ rule: { when: 'true', only: [" + model + "] } ] }\n";
        Recipe models = new Recipe("default", Optional.empty(), SETTINGS.profiles(), Optional.empty());
        return VersionNames.objections(
                SETTINGS, PolicyVersion.read("v.yaml", file.getBytes(StandardCharsets.UTF_8), models));
    }

    @Test
    void objectsToModelsThatAreNotConfigured() {
        assertEquals(List.of(), objections("mini"));
        String told = objections("gone").toString();
        assertTrue(told.contains("must name a model, was gone"), told);
    }
}
