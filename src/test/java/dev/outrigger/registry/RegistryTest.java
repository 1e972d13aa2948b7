package dev.outrigger.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ModelName;
import dev.outrigger.support.Known;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RegistryTest {
    private final Registry registry = new Registry(List.of(
            Profiles.of("b", "there", "gpt-x"), Profiles.of("a", "there", "gpt-y"), Profiles.of("c", "here", "gpt-x")));

    private Cell cell(String name) {
        return registry.cell(name).orElseThrow();
    }

    @Test
    void trustsABackendAllOfWhoseModelsAreTrusted() {
        Registry mixed = new Registry(List.of(
                new Known("a", "node", "x").trusted(true).profile(),
                new Known("b", "node", "y").trusted(true).profile(),
                new Known("c", "cloud", "z").trusted(true).profile(),
                new Known("d", "cloud", "w").profile()));

        assertTrue(mixed.isTrusted("node"));
        assertFalse(mixed.isTrusted("cloud"));
        assertFalse(mixed.isTrusted("without models"));
    }

    @Test
    void keepsTheConfigurationsOrder() {
        assertEquals(
                List.of("b", "a", "c"),
                registry.view().models().stream()
                        .map(state -> state.profile().name())
                        .toList());
    }

    @Test
    void findsTheModelThatAnAppMeansAsItsSnapshotDoes() {
        for (String name : List.of("a", "c", "gpt-x", "gpt-y", "gpt-z")) {
            ModelName asked = new ModelName(name);
            assertEquals(registry.view().asked(asked).map(ModelState::profile), registry.asked(asked), name);
        }
        assertEquals("b", registry.asked(new ModelName("gpt-x")).orElseThrow().name());
    }

    @Test
    void aNamedRequestConcernsItsModelAndThoseThatMayStandInForItAlone() {
        // Given
        Registry many = new Registry(List.of(
                new Known("other", "there", "gpt-z").profile(),
                new Known("equal", "there", "gpt-e").profile(),
                new Known("twin", "there", "gpt-t").profile(),
                new Known("asked", "there", "gpt-a")
                        .replicas(List.of("twin", "gone"))
                        .equivalents(List.of("equal"))
                        .profile(),
                new Known("head", "there", "gpt-h")
                        .replicas(List.of("twin", "equal"))
                        .profile(),
                new Known("last", "there", "gpt-l").profile()));

        // Then
        List<String> concerned = List.of("equal", "twin", "asked", "head");
        assertEquals(concerned, names(many.view(new ModelName("asked"))));
        assertEquals(concerned, names(many.view(new ModelName("gpt-a"))));
        assertEquals(List.of("other"), names(many.view(new ModelName("other"))));
        assertEquals(List.of(), names(many.view(new ModelName("nobody"))));
    }

    private static List<String> names(RegistryView view) {
        return view.models().stream().map(state -> state.profile().name()).toList();
    }

    @Test
    void aNameWithAnAdapterIsItsModels() {
        ModelProfile smol =
                new Known("smol", "here", "smollm2").adapters(Adapters.LAID).profile();
        ModelProfile bare =
                new Known("bare", "here", "qwen").adapters(Adapters.NONE).profile();
        ModelProfile tagged = new Known("tagged", "there", "llama:poet").profile();
        Registry over = new Registry(List.of(smol, bare, tagged, new Known("own", "there", "gpt").profile()));

        Map<String, String> bases = Map.of(
                "smol:poet", "smol", "smollm2:poet", "smol", "bare:poet", "bare", "qwen:poet", "bare", "own:a", "own");
        bases.forEach((name, base) -> {
            ModelName asked = new ModelName(name);
            String adapter = name.substring(name.indexOf(':') + 1);
            assertEquals(base, over.asked(asked).orElseThrow().name(), name);
            assertEquals(Optional.of(adapter), over.adapter(asked), name);
            assertEquals(over.asked(asked), over.view().asked(asked).map(ModelState::profile), name);
            assertEquals(over.adapter(asked), over.view().adapter(asked), name);
        });
        // Whole names go first, and others have no adapter
        for (String name :
                List.of("smol", "llama:poet", "smollm2:latest", "smol:latest", "gpt:a", "none:a", ":a", "smol:"))
            assertEquals(Optional.empty(), over.adapter(new ModelName(name)), name);
        assertEquals(
                "tagged", over.asked(new ModelName("llama:poet")).orElseThrow().name());
        assertTrue(over.asked(new ModelName("gpt:a")).isEmpty());
        assertTrue(over.asked(new ModelName("smol:")).isEmpty());
    }

    @Test
    void anAdapterStandsBehindTheLastColon() {
        AdapterName name = AdapterName.of(new ModelName("llama3.2:1b:poet")).orElseThrow();
        assertEquals(new ModelName("llama3.2:1b"), name.base());
        assertEquals("poet", name.adapter());
        assertEquals(new ModelName("llama3.2:1b:poet"), AdapterName.over(name.base(), Optional.of("poet")));
        assertEquals(name.base(), AdapterName.over(name.base(), Optional.empty()));
    }

    @Test
    void aTagForTheNewestSaysNoMoreThanTheNameAlone() {
        Registry tagged =
                new Registry(List.of(Profiles.of("a", "there", "llama:latest"), Profiles.of("b", "there", "qwen")));

        assertEquals("a", tagged.asked(new ModelName("llama")).orElseThrow().name());
        assertEquals(
                "b", tagged.asked(new ModelName("qwen:latest")).orElseThrow().name());
        assertTrue(tagged.asked(new ModelName("qwen:7b")).isEmpty());
        assertTrue(tagged.asked(new ModelName(":latest")).isEmpty());
    }

    @Test
    void refusesTwoModelsOfOneName() {
        var twice = List.of(Profiles.of("a", "there", "x"), Profiles.of("a", "here", "y"));
        assertThrows(IllegalArgumentException.class, () -> new Registry(twice));
    }

    @Test
    void knowsNothingOfAModelBeforeItsFirstAnswer() {
        ModelState state = cell("a").state();
        assertEquals(OptionalDouble.empty(), state.firstTokenSeconds());
        assertEquals(0, state.inFlight());
        assertEquals(new Health.Ready(), state.health());
    }

    @Test
    void aSnapshotStaysAsItWas() {
        RegistryView before = registry.view();
        cell("a").begun();
        assertEquals(0, before.named("a").orElseThrow().inFlight());
        assertEquals(1, registry.view().named("a").orElseThrow().inFlight());
    }

    @Test
    void countsWhatIsInFlightFromManyThreads() throws Exception {
        var threads = java.util.stream.IntStream.range(0, 4)
                .mapToObj(i -> Thread.ofPlatform().start(() -> {
                    for (int j = 0; j < 10_000; j++) {
                        cell("a").begun();
                        cell("a").ended();
                    }
                }))
                .toList();
        for (Thread thread : threads) thread.join();
        assertEquals(0, cell("a").state().inFlight());
    }

    @Test
    void aLongerTimeToTheFirstTokenCountsAtOnce() {
        cell("a").firstContentAfter(1.0);
        assertEquals(1.0, cell("a").state().firstTokenSeconds().orElseThrow(), 0.1);
        cell("a").firstContentAfter(2.0);
        cell("a").firstContentAfter(1.0);
        assertEquals(2.0, cell("a").state().firstTokenSeconds().orElseThrow(), 0.1);
    }

    @Test
    void asksForItsHealthAtEverySnapshot() {
        var health = new java.util.concurrent.atomic.AtomicReference<Health>(new Health.Loading("weights"));
        cell("a").healthFrom(health::get);
        assertEquals(new Health.Loading("weights"), cell("a").state().health());
        health.set(new Health.Ready());
        assertEquals(new Health.Ready(), cell("a").state().health());
    }

    @Test
    void findsTheModelAnAppMeansByTheOperatorsNameThenByTheBackends() {
        RegistryView view = registry.view();
        assertEquals("a", view.asked(new ModelName("a")).orElseThrow().profile().name());
        assertEquals(
                "b", view.asked(new ModelName("gpt-x")).orElseThrow().profile().name());
        assertTrue(view.asked(new ModelName("gpt-z")).isEmpty());
    }
}
