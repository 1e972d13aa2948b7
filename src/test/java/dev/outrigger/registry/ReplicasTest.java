package dev.outrigger.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.Known;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReplicasTest {
    private static ModelProfile model(String name, String... replicas) {
        return new Known(name, "there", name).replicas(List.of(replicas)).profile();
    }

    @Test
    void sayWhoIsOneByAnybodysWord() {
        // Given
        ModelProfile head = model("head", "one", "two");
        ModelProfile one = model("one");
        ModelProfile two = model("two");
        ModelProfile alone = model("alone");
        Replicas replicas = new Replicas(List.of(head, one, two, alone));

        // Then
        assertTrue(replicas.are(one, two), "a third has both");
        assertTrue(replicas.are(head, one) && replicas.are(one, head), "one has the other");
        assertFalse(replicas.are(head, alone) || replicas.are(alone, one));
        assertTrue(replicas.isOne(two));
        assertFalse(replicas.isOne(alone));
    }

    /** Bits of a number say which of eight models each has for replicas. */
    @Property(tries = 200)
    void areWhatTheirDefinitionSays(@ForAll @Size(8) List<@IntRange(max = 255) Integer> said) {
        List<ModelProfile> models = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
            List<String> others = new ArrayList<>();
            for (int j = 0; j < said.size(); j++) if (i != j && (said.get(i) >> j & 3) == 3) others.add("m" + j);
            models.add(model("m" + i, others.toArray(String[]::new)));
        }
        Replicas replicas = new Replicas(models);
        for (ModelProfile one : models)
            for (ModelProfile other : models)
                if (!one.equals(other))
                    assertEquals(
                            one.replicas().contains(other.name())
                                    || other.replicas().contains(one.name())
                                    || models.stream()
                                            .map(ModelProfile::replicas)
                                            .anyMatch(all -> all.contains(one.name()) && all.contains(other.name())),
                            replicas.are(one, other),
                            one.name() + " and " + other.name());
    }
}
