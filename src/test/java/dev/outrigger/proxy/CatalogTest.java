package dev.outrigger.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.backend.Backend;
import dev.outrigger.backend.Call;
import dev.outrigger.backend.Dispatcher;
import dev.outrigger.backend.Run;
import dev.outrigger.backend.TranslationSettings;
import dev.outrigger.dialect.ListedModel;
import dev.outrigger.dialect.ListedModel.Skill;
import dev.outrigger.registry.Adapters;
import dev.outrigger.registry.Capability;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Placement;
import dev.outrigger.registry.Registry;
import dev.outrigger.route.Policy;
import dev.outrigger.route.RouteSettings;
import dev.outrigger.route.Routes;
import dev.outrigger.support.Allocated;
import dev.outrigger.support.Known;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private static final ModelProfile SMOL =
            new Known("smol", "here", "smol-135m").window(1_024).profile();
    private static final ModelProfile TWIN =
            new Known("twin", "here", "smol-135m").window(2_048).profile();
    private static final ModelProfile VECTORS = new Known("vectors", "here", "mini-lm")
            .can(EnumSet.of(Capability.EMBEDDINGS))
            .profile();
    private static final ModelProfile ADAPTED = new Known("adapted", "here", "adapted-1b")
            .placed(Placement.LOCAL)
            .window(512)
            .adapters(Adapters.LAID)
            .profile();

    private final Catalog catalog = catalog();

    private static Catalog catalog() {
        Catalog catalog = catalog(List.of(SMOL, TWIN, VECTORS, ADAPTED), List.of("smart", "gpt-4*"));
        catalog.live().registry().cell("twin").orElseThrow().healthFrom(() -> new Health.Loading("it is read"));
        return catalog;
    }

    private static Catalog catalog(List<ModelProfile> profiles, List<String> free) {
        Live base = Lives.of("hash", profiles);
        Registry registry = base.registry();
        Dispatcher dispatcher = new Dispatcher(
                Map.of("here", new Engine()),
                Map.of(),
                new Registry(List.of()),
                System::nanoTime,
                (delay, task) -> () -> {},
                () -> 0.5,
                new Dispatcher.Bounds(3, TranslationSettings.DEFAULT));
        List<RouteSettings> settings = new ArrayList<>();
        for (String name : free) settings.add(new RouteSettings(name, Policy.DEFAULT));
        settings.add(new RouteSettings("*", Policy.CONTRACT));
        Routes routes = new Routes(settings, base.routes().policies());
        return new Catalog(new Live(
                base.hash(),
                base.limits(),
                base.privacy(),
                base.dialects(),
                registry,
                base.analyzer(),
                routes,
                dispatcher,
                base.owners(),
                base.adapters(),
                base.rollout(),
                base.shadow()));
    }

    private static List<String> names(List<ListedModel> models) {
        return models.stream().map(ListedModel::id).toList();
    }

    @Test
    void looksAtEachModelOnceHoweverManyNamesAreFree() {
        // Given
        List<ModelProfile> models = IntStream.range(0, 200)
                .mapToObj(i ->
                        new Known("m" + i, "here", "model-" + i).window(1_024).profile())
                .toList();
        List<String> free = IntStream.range(0, 200).mapToObj(i -> "free-" + i).toList();

        // When
        long alone = Allocated.by(catalog(models, List.of())::all) + Allocated.by(catalog(List.of(SMOL), free)::all);

        // Then
        long both = Allocated.by(catalog(models, free)::all);
        assertTrue(both <= 1.5 * alone, both + " bytes, " + alone + " apart");
    }

    @Test
    void holdsEachNameOnceOperatorsBeforeBackends() {
        assertEquals(
                List.of(
                        "auto",
                        "outrigger/default",
                        "smart",
                        "smol",
                        "twin",
                        "vectors",
                        "adapted",
                        "smol-135m",
                        "mini-lm",
                        "adapted-1b"),
                names(catalog.all()));
    }

    @Test
    void findsWhatAPatternLeavesToAPolicyAndNothingElse() {
        assertEquals("gpt-4o", catalog.find("gpt-4o").orElseThrow().id());
        assertEquals(Optional.empty(), catalog.find("gpt-5"));
        assertEquals(Optional.empty(), catalog.find("outrigger/nobodys"));
        assertEquals(Optional.empty(), catalog.find(" "));
    }

    /** Whether it is there is a look at the disk away. */
    @Test
    void tellsAModelUnderANameWithAnAdapterApartFromAllOthers() {
        for (String name : List.of("adapted:poet", "adapted-1b:poet")) {
            assertEquals(Optional.empty(), catalog.find(name));
            Catalog.Adapted adapted = catalog.adapted(name).orElseThrow();
            assertEquals(new ListedModel(name, "here", Set.of(Skill.CHAT), OptionalInt.of(512)), adapted.model());
            assertEquals("poet", adapted.adapter());
            assertEquals(ADAPTED, adapted.profile());
        }
        for (String name : List.of("adapted", "adapted:latest", "nobody:poet", "gpt-4:poet", "auto", " "))
            assertEquals(Optional.empty(), catalog.adapted(name), name);
    }

    @Test
    void holdsInMemoryWhatIsReady() {
        assertEquals(
                List.of("smol", "vectors", "adapted", "smol-135m", "mini-lm", "adapted-1b"), names(catalog.loaded()));
    }

    @Test
    void tellsOfAPolicyWhatAnyOfItsModelsCanButEmbed() {
        assertEquals(
                new ListedModel("auto", "outrigger", Set.of(Skill.CHAT), OptionalInt.of(2_048)),
                catalog.find("auto").orElseThrow());
        assertEquals(
                new ListedModel("vectors", "here", Set.of(Skill.EMBEDDINGS), OptionalInt.empty()),
                catalog.find("vectors").orElseThrow());
    }

    /** Reaches models in this process. */
    private static final class Engine implements Backend {
        @Override
        public String name() {
            return "here";
        }

        @Override
        public String provider() {
            return "outrigger";
        }

        @Override
        public Optional<String> server() {
            return Optional.empty();
        }

        @Override
        public Run attempt(Call call) {
            throw new AssertionError("nobody is asked");
        }

        @Override
        public Health health(ModelProfile profile) {
            return new Health.Ready();
        }

        @Override
        public void close() {}
    }
}
