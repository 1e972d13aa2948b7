package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.outrigger.backend.EnginePlace;
import dev.outrigger.engine.GeneratorSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has to be loaded, and what makes it something else. */
class WantedTest {
    @Test
    void carriesAllThatAnEngineIsToldOfAModel() {
        Wanted wanted = of("slots: 2, context: 512, queue: 3, answerTokens: 99, threads: 2", "");
        assertEquals(
                Map.of(
                        "smol",
                        new Wanted.Answering("smol", new GeneratorSettings(2, 512, 3, 99), 2, EnginePlace.IN_PROCESS)),
                wanted.generators());
        assertEquals(
                new Wanted.Reader("all-minilm-l6-v2", "outrigger-analyzer", EnginePlace.IN_PROCESS), wanted.reader());
    }

    @ParameterizedTest
    @ValueSource(strings = {"slots: 2", "context: 512", "queue: 3", "answerTokens: 99", "threads: 2"})
    void anotherModelIsOneWithOtherSettings(String engine) {
        assertNotEquals(of("", "").generators(), of(engine, "").generators());
        assertEquals(of("", "").reader(), of(engine, "").reader());
    }

    @Test
    void inAnotherProcessAllModelsAreOthers() {
        Wanted child = of("process: child", "");
        assertEquals(EnginePlace.CHILD, child.reader().place());
        child.generators().values().forEach(each -> assertEquals(EnginePlace.CHILD, each.place()));
        assertEquals(
                EnginePlace.IN_PROCESS,
                Wanted.of(EngineRoom.nothingLocal()).reader().place());
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
