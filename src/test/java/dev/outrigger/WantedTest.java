package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.outrigger.Wanted.Answering;
import dev.outrigger.Wanted.Reader;
import dev.outrigger.backend.EnginePlace;
import dev.outrigger.engine.AdapterSettings;
import dev.outrigger.engine.Device;
import dev.outrigger.engine.GeneratorSettings;
import dev.outrigger.engine.Loss;
import dev.outrigger.life.Residence;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has to be loaded, and what makes it something else. */
class WantedTest {
    @Test
    void carriesAllThatAnEngineIsToldOfAModel() {
        Wanted wanted = of("slots: 2, context: 512, queue: 3, answerTokens: 99, threads: 2", "");
        assertEquals(
                Map.of("smol", new Answering("smol", new GeneratorSettings(2, 512, 3, 99), 2, EnginePlace.IN_PROCESS)),
                wanted.generators());
        assertEquals(new Reader("all-minilm-l6-v2", "outrigger-analyzer", EnginePlace.IN_PROCESS), wanted.reader());
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
    void inAnotherProcessAllModelsAreOthers() {
        Wanted child = of("process: child", "");
        assertEquals(EnginePlace.CHILD, child.reader().place());
        child.generators().values().forEach(each -> assertEquals(EnginePlace.CHILD, each.place()));
        Wanted.Embedding vectors =
                Wanted.of(EngineRoom.settings("""
                        backends: { here: { kind: engine, process: child } }
                        models: { mini: { backend: here, model: minilm, capabilities: [embeddings] } }
                        """)).embedders().firstEntry().getValue();
        assertEquals(EnginePlace.CHILD, vectors.place());
        assertEquals(
                EnginePlace.CHILD,
                vectors.lesser(Loss.Kind.DEVICE_LOST, Device.CUDA).orElseThrow().place());
        assertEquals(
                EnginePlace.IN_PROCESS,
                Wanted.of(EngineRoom.nothingLocal()).reader().place());
        Answering lesser = smol("process: child")
                .lesser(Loss.Kind.OUT_OF_MEMORY, Device.CPU)
                .orElseThrow();
        assertEquals(EnginePlace.CHILD, lesser.place());
    }

    @Test
    void guardsAndLimitsLoadNothing() {
        assertEquals(of("", ""), of("guard: { firstToken: 3s }", "limits: { attempts: 1 }\nanalyzer: { budget: 1s }"));
    }

    @Test
    void carriesHowLongModelsStayWhichLoadsNothing() {
        Wanted wanted = Wanted.of(EngineRoom.settings("""
                backends: { here: { kind: engine } }
                models: { smol: { backend: here, model: smol, unloadAfter: 10m, wakeAt: ["07:45", 13:00] } }
                limits: { modelBytes: 1GiB }
                """));
        assertEquals(
                Map.of(
                        "smol",
                        new Residence(
                                Optional.of(Duration.ofMinutes(10)),
                                List.of(LocalTime.of(7, 45), LocalTime.of(13, 0)))),
                wanted.residences());
        assertEquals(OptionalLong.of(1L << 30), wanted.modelBytes());
        assertEquals(of("", "").generators(), wanted.generators());
        assertEquals(Map.of("smol", Residence.FOR_GOOD), of("", "").residences());
        assertEquals(OptionalLong.empty(), of("", "").modelBytes());
    }

    @Test
    void hasFewerSlotsAfterItRanOutOfMemoryUntilItHasOne() {
        Answering three = smol("slots: 3");
        Answering one = three.lesser(Loss.Kind.OUT_OF_MEMORY, Device.CPU).orElseThrow();
        assertEquals(1, one.settings().slots());
        assertEquals("1 of 3 slots", one.shortfall(three));
        assertEquals(Optional.empty(), one.lesser(Loss.Kind.OUT_OF_MEMORY, Device.CPU));
        for (Loss.Kind other : List.of(Loss.Kind.DEVICE_LOST, Loss.Kind.STEPS_FAILED, Loss.Kind.ENDED))
            assertEquals(Optional.empty(), three.lesser(other, Device.CPU), other.name());
    }

    @Test
    void goesToTheCpuAfterItsDeviceIsLostOrFull() {
        Answering smol = smol("slots: 4");
        for (Loss.Kind kind : List.of(Loss.Kind.DEVICE_LOST, Loss.Kind.OUT_OF_MEMORY)) {
            Answering lesser = smol.lesser(kind, Device.CUDA).orElseThrow();
            assertEquals(Optional.of(Device.CPU), lesser.device());
            assertEquals("on the CPU, 4 of 4 slots", lesser.shortfall(smol));
            Reader reader = of("", "").reader().lesser(kind, Device.CUDA).orElseThrow();
            assertEquals(Optional.of(Device.CPU), reader.device());
            assertEquals("on the CPU", reader.shortfall(of("", "").reader()));
            assertEquals(Optional.empty(), reader.lesser(kind, Device.CPU));
        }
        assertEquals(Optional.empty(), smol.lesser(Loss.Kind.STEPS_FAILED, Device.CUDA));
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

    private static Answering smol(String engine) {
        return of(engine, "").generators().firstEntry().getValue();
    }
}
