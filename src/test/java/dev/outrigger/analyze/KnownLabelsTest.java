package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownLabelsTest {
    @Test
    void areThoseOfTheHeads() {
        for (QuickHeads.Head head : QuickModel.ofProduct().heads().heads()) {
            Dimension dimension = Dimension.named(head.name()).orElseThrow();
            List<String> labels = KnownLabels.of(dimension);
            if (dimension.kind() == Dimension.Kind.LABEL) assertEquals(Set.copyOf(head.labels()), Set.copyOf(labels));
            else assertTrue(labels.isEmpty(), head::name);
        }
    }

    @Test
    void areOpenForADimensionThatNobodyKnows() {
        assertEquals(Optional.empty(), KnownLabels.objection(new Dimension("mood"), "glad"));
        assertEquals(Optional.empty(), KnownLabels.objection(Dimension.TOKENS, "7"));
    }
}
