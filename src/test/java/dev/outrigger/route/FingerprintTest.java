package dev.outrigger.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.outrigger.registry.ModelProfile;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final List<ModelProfile> MODELS = List.of(Fixtures.SMOL.profile(), Fixtures.MINI.profile());

    private record Holder(Set<String> set, Map<String, Integer> map) {}

    private static String hash(Objective objective, List<ModelProfile> models) {
        return Policies.compile(
                        "p",
                        new PolicySettings(objective, Optional.empty(), List.of(new StageSettings.Score())),
                        models)
                .hash();
    }

    @Test
    void doesNotDependOnTheOrderOfSetsAndMaps() {
        // Given
        Map<String, Integer> forth = new LinkedHashMap<>();
        forth.put("a", 1);
        forth.put("b", 2);
        Map<String, Integer> back = new LinkedHashMap<>();
        back.put("b", 2);
        back.put("a", 1);

        // Then
        assertEquals(
                Fingerprint.of(new Holder(new LinkedHashSet<>(List.of("x", "y")), forth)),
                Fingerprint.of(new Holder(new LinkedHashSet<>(List.of("y", "x")), back)));
    }

    @Test
    void isTheSameInEveryProcess() {
        assertEquals("6dada520c1de", Fingerprint.of(new Holder(Set.of("x", "y", "z"), Map.of("a", 1, "b", 2))));
    }

    @Test
    void tellsListsFromTheirJoinedText() {
        assertNotEquals(Fingerprint.of(List.of("a,b")), Fingerprint.of(List.of("a", "b")));
    }

    @Test
    void coversSettingsPricesAndTheListOfModels() {
        // Given
        String hash = hash(Objective.DEFAULT, MODELS);

        // Then
        assertEquals(hash, hash(new Objective(0.6, 0.3, 0.1), MODELS));
        assertNotEquals(hash, hash(new Objective(0.6, 0.3, 0.2), MODELS));
        assertNotEquals(hash, hash(Objective.DEFAULT, List.of(Fixtures.SMOL.profile())));
        assertNotEquals(
                hash, hash(Objective.DEFAULT, List.of(Fixtures.SMOL.profile(), Fixtures.remote("mini", 0.3, 2, 0.75))));
    }
}
