package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class DimensionTest {
    @Test
    void hasPartsWhereItsValuesAreAmountsAndNowhereElse() {
        assertThrows(IllegalArgumentException.class, () -> new Dimension("sizes", Dimension.Kind.AMOUNTS));
        assertThrows(
                IllegalArgumentException.class, () -> new Dimension("sizes", Dimension.Kind.COUNT, List.of("small")));
    }

    @Test
    void isKnownByItsNameAlone() {
        List<String> names = Dimension.ALL.stream().map(Dimension::name).toList();

        assertEquals(names.size(), new HashSet<>(names).size());
        Dimension.ALL.forEach(dimension ->
                assertEquals(dimension, Dimension.named(dimension.name()).orElseThrow()));
    }
}
