package dev.outrigger.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactTest {
    private static final Dimension SIZES = new Dimension("sizes", Dimension.Kind.AMOUNTS, List.of("small", "large"));

    private static List<Fact.Value> read(Score score) {
        Query query = Fixtures.query(Analysis.of(Map.of(SIZES, score)), Fixtures.SMOL);
        return Fact.ofDimension(SIZES).stream()
                .map(fact -> fact.read().apply(query))
                .toList();
    }

    @Test
    void hasANameForEachAmountAndNoneForAllOfThem() {
        assertEquals(
                List.of("analysis.sizes.small", "analysis.sizes.large"),
                Fact.ofDimension(SIZES).stream().map(Fact::name).toList());
    }

    @Test
    void isTheAmountOfItsPart() {
        assertEquals(
                List.of(new Fact.Value.Known(1.0), new Fact.Value.Known(2.5)),
                read(Score.counted(Map.of("small", 1.0, "large", 2.5))));
    }

    @Test
    void isUnknownWhereThePartIsNotThere() {
        assertEquals(
                List.of(new Fact.Value.Known(1.0), new Fact.Value.Unknown("sizes does not say large")),
                read(Score.counted(Map.of("small", 1.0))));
    }

    @Test
    void isUnknownWhereTheDimensionIsMissing() {
        Fact.Value late = new Fact.Value.Unknown("sizes is missing, the budget ran out");

        assertEquals(List.of(late, late), read(Score.missing(Score.Reason.LATE)));
    }
}
