package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.config.Bound;
import dev.outrigger.config.Mistake;
import dev.outrigger.registry.ModelSettings;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long local models stay in memory, as the configuration says it. */
class ResidenceSettingsTest {
    @Test
    void modelsStayForGoodUnlessSaid() {
        ModelSettings model = EngineRoom.slots(4).models().values().iterator().next();
        assertEquals(Optional.empty(), model.unloadAfter());
        assertEquals(List.of(), model.wakeAt());
    }

    @Test
    void aModelGoesAndComesAsSaid() {
        Settings settings = EngineRoom.smolWith("slots: 4", "unloadAfter: 90s, wakeAt: [\"00:00\", 23:59]");
        ModelSettings model = settings.models().values().iterator().next();
        assertEquals(Optional.of(Duration.ofSeconds(90)), model.unloadAfter());
        assertEquals(List.of(LocalTime.MIDNIGHT, LocalTime.of(23, 59)), model.wakeAt());
    }

    @Test
    void aTimeOfDayIsHoursAndMinutesAndNeedsAModelThatGoes() {
        String models = "backends: { here: { kind: engine } }\nmodels:\n  a: { backend: here, model: smol, ";

        assertEquals(
                List.of("models.a.wakeAt[1] must be a time of day such as 07:45, was the text '24:00' (a.yaml:3)"),
                mistakes(models + "unloadAfter: 10m, wakeAt: [\"07:45\", \"24:00\"] }\n"));
        assertTrue(mistakes(models + "wakeAt: [\"07:45\"] }\n").getFirst().contains("wakeAt needs unloadAfter"));
        assertTrue(mistakes(models + "unloadAfter: 10ms }\n").getFirst().contains("1s"));
        assertTrue(mistakes(models + "unloadAfter: 2d }\n").getFirst().contains("24h"));
    }

    @Test
    void onlyALocalModelGoesAndComes() {
        List<String> mistakes = mistakes(
                "backends: { there: { kind: openai } }\nmodels:\n  a: { backend: there, model: x, unloadAfter: 10m, wakeAt: [\"07:45\"] }\n");

        assertEquals(
                List.of(
                        "models.a.unloadAfter is of local models alone: this one is not (a.yaml:3)",
                        "models.a.wakeAt is of local models alone: this one is not (a.yaml:3)"),
                mistakes);
    }

    @Test
    void oneThatMakesVectorsStaysAndHasNoAdapters() {
        assertEquals(
                List.of(
                        "models.a.adapters must be left out: an encoder has none, was /a (a.yaml:5)",
                        "models.a.unloadAfter must be left out: an encoder stays in memory, was 10m (a.yaml:6)",
                        "models.a.wakeAt must be left out: an encoder stays in memory, was [07:45, 13:00] (a.yaml:7)"),
                mistakes("""
                    backends: { here: { kind: engine } }
                    models:
                      a:
                        { backend: here, model: minilm, capabilities: [embeddings],
                          adapters: /a,
                          unloadAfter: 10m,
                          wakeAt: ["07:45", "13:00"] }
                    """));
    }

    private static List<String> mistakes(String yaml) {
        return switch (SettingsReader.read("a.yaml", Bytes.of(yaml).array())) {
            case Bound.Ok<Settings> fine -> List.of();
            case Bound.Wrong<Settings>(List<Mistake> mistakes) ->
                mistakes.stream().map(Mistake::toString).toList();
        };
    }
}
