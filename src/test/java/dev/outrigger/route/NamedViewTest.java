package dev.outrigger.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.chat.ModelName;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Registry;
import dev.outrigger.registry.RegistryView;
import dev.outrigger.support.Known;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What a request that names its model is decided on: a snapshot of those that it concerns. */
class NamedViewTest {
    private static Decision decide(List<ModelProfile> profiles, RegistryView view, String model) {
        return Policies.contract(profiles)
                .decide(new Query(Fixtures.request(model), Analysis.NONE, view, Clearance.OPEN));
    }

    /** Bits of a number say which of eight models each has for replicas, and those of the next for equivalents. */
    @Property(tries = 200)
    void isDecidedAsOnASnapshotOfAll(
            @ForAll @Size(9) List<@IntRange(max = 255) Integer> said, @ForAll @IntRange(max = 7) int asked) {
        // Given
        List<ModelProfile> profiles = new ArrayList<>();
        for (int i = 0; i < 8; i++)
            profiles.add(new Known("m" + i, "there", "gpt-" + i)
                    .replicas(others(said.get(i), i))
                    .equivalents(others(said.get(i + 1), i))
                    .profile());
        Registry registry = new Registry(profiles);
        String model = "m" + asked;

        // When
        Decision all = decide(profiles, registry.view(), model);
        Decision some = decide(profiles, registry.view(new ModelName(model)), model);

        // Then
        assertEquals(all.plan(), some.plan());
        assertEquals(all.considered(), some.considered());
        assertTrue(all.excluded().containsAll(some.excluded()));
    }

    private static List<String> others(int bits, int self) {
        List<String> others = new ArrayList<>();
        for (int i = 0; i < 8; i++) if (i != self && (bits >> i & 1) == 1 && others.size() < 2) others.add("m" + i);
        return others;
    }

    @Test
    void ofAThousandModelsLooksAtTheNamedOneAlone() {
        // Given
        List<ModelProfile> profiles = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) profiles.add(new Known("m" + i, "there", "gpt-" + i).profile());
        Registry registry = new Registry(profiles);
        List<String> looked = new ArrayList<>();
        registry.cells()
                .forEach(cell -> cell.healthFrom(() -> {
                    looked.add(cell.profile().name());
                    return new Health.Ready();
                }));

        // When
        decide(profiles, registry.view(new ModelName("gpt-999")), "gpt-999");

        // Then
        assertEquals(List.of("m999"), looked);
    }
}
