package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.chat.Bytes;
import dev.outrigger.config.Bound;
import dev.outrigger.config.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a configuration may say that adapters lie. */
class AdapterReferencesTest {
    private static List<String> mistakes(String yaml) {
        return switch (SettingsReader.read("a.yaml", Bytes.of(yaml).array())) {
            case Bound.Wrong<Settings>(List<Mistake> found) ->
                found.stream().map(Mistake::toString).toList();
            case Bound.Ok<Settings> ok -> List.of();
        };
    }

    @Test
    void onlyModelsOfAnEngineHaveAdapters() {
        assertEquals(
                List.of("models.mini.adapters must be left out: only models of an engine have adapters (a.yaml:2)"),
                mistakes("""
                    backends: { there: { kind: openai } }
                    models: { mini: { backend: there, model: gpt, adapters: /adapters } }
                    """));
    }

    @Test
    void twoNamesOfAModelHaveTheSameAdapters() {
        assertEquals(
                List.of("models.two.adapters must be /a, as of one: both are one model, was /b (a.yaml:5)"),
                mistakes("""
                    backends: { here: { kind: engine } }
                    models:
                      one: { backend: here, model: smol, adapters: /a }
                      none: { backend: here, model: smol }
                      two: { backend: here, model: smol, adapters: /b }
                      other: { backend: here, model: other, adapters: /b }
                    """));
    }

    @Test
    void theirBoundsHaveLimits() {
        assertEquals(
                List.of(
                        "backends.here.residentAdapters must be 1–64, was 0 (a.yaml:1)",
                        "backends.here.adapterBytes must be 1MiB–64GiB, was 1KiB (a.yaml:1)",
                        "backends.here.adapterRank must be 1–1024, was 1025 (a.yaml:1)"),
                mistakes("backends: { here: { kind: engine, residentAdapters: 0, adapterBytes: 1KiB,"
                        + " adapterRank: 1025 } }\n"));
    }
}
