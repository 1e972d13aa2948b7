package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.outrigger.engine.AdapterSettings;
import dev.outrigger.engine.GeneratorSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has to be loaded, and what makes it something else. */
class WantedTest {
    @Test
    void carriesAllThatAnEngineIsToldOfAModel() {
        Wanted wanted = of("slots: 2, context: 512, queue: 3, answerTokens: 99, threads: 2", "");
        assertEquals(
                Map.of("smol", new Wanted.Answering("smol", new GeneratorSettings(2, 512, 3, 99), 2, Optional.empty())),
                wanted.generators());
        assertEquals(new Wanted.Reader("all-minilm-l6-v2", "outrigger-analyzer"), wanted.reader());
    }

    @Test
    void adaptersLieWhereEitherNameOfAModelSays() {
        Wanted wanted = Wanted.of(EngineRoom.settings("""
                backends: { here: { kind: engine, residentAdapters: 2, adapterBytes: 8MiB, adapterRank: 16 } }
                models:
                  one: { backend: here, model: smol }
                  two: { backend: here, model: smol, adapters: /adapters }
                """));
        assertEquals(
                Optional.of(new AdapterSettings(Path.of("/adapters"), 2, 8 << 20, 16)),
                wanted.generators().values().iterator().next().adapters());
    }

    @Test
    void fourAdaptersMayLieInAQuarterOfAGibibyte() {
        Wanted wanted = Wanted.of(EngineRoom.settings("""
                backends: { here: { kind: engine } }
                models: { one: { backend: here, model: smol, adapters: /adapters } }
                """));
        assertEquals(
                Optional.of(new AdapterSettings(Path.of("/adapters"), 4, 256 << 20, 256)),
                wanted.generators().values().iterator().next().adapters());
    }

    @ParameterizedTest
    @ValueSource(strings = {"slots: 2", "context: 512", "queue: 3", "answerTokens: 99", "threads: 2"})
    void anotherModelIsOneWithOtherSettings(String engine) {
        assertNotEquals(of("", "").generators(), of(engine, "").generators());
        assertEquals(of("", "").reader(), of(engine, "").reader());
    }

    @Test
    void guardsAndLimitsLoadNothing() {
        assertEquals(of("", ""), of("guard: { firstToken: 3s }", "limits: { attempts: 1 }\nanalyzer: { budget: 1s }"));
    }

    @Test
    void twoNamesOfAModelAreOneModelAndRemoteOnesNone() {
        Wanted wanted = Wanted.of(EngineRoom.settings("""
                backends: { here: { kind: engine }, there: { kind: openai } }
                models:
                  one: { backend: here, model: smol }
                  two: { backend: here, model: smol }
                  big: { backend: there, model: gpt }
                """));
        assertEquals(List.of("smol"), List.copyOf(wanted.generators().keySet()));
    }

    private static Wanted of(String engine, String more) {
        return Wanted.of(EngineRoom.with(engine, more));
    }
}
