package dev.outrigger.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.config.Figure;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FormulaTest {
    private static Formula formula(String text) {
        return Formula.of("confidence", new Figure(text), 0, 1, 0.7);
    }

    private static Query at(String time, double load, Optional<String> user) {
        return new Query(
                Fixtures.request("auto"),
                Fixtures.analysis(0.4, "code"),
                Fixtures.view(),
                Clearance.OPEN,
                new Occasion(
                        Instant.parse(time),
                        1,
                        2,
                        user,
                        Optional.empty(),
                        load,
                        OptionalDouble.empty(),
                        Optional.empty()));
    }

    private static final Query NOW = at("2026-11-30T22:15:00Z", 0.25, Optional.of("ann"));

    @Test
    void isTheNumberThatStandsThere() {
        assertEquals(0.65, formula("0.65").at(NOW).value());
        assertEquals(1, Formula.of("confidence", Figure.of(1), 0, 1, 0).at(NOW).value());
    }

    @Test
    void dependsOnLoadTimeAndRequest() {
        assertEquals(0.75, formula("1.0 - load.share").at(NOW).value());
        assertEquals(
                0.5,
                formula("time.hour >= 22 && time.weekday == 1 ? 0.5 : 0.9")
                        .at(NOW)
                        .value());
        assertEquals(0.4, formula("analysis.complexity").at(NOW).value(), 1e-9);
        assertEquals(0, formula("user.name == 'ann' ? 0 : 1").at(NOW).value());
        assertEquals(
                Set.of(Dimension.COMPLEXITY), formula("analysis.complexity").dimensions());
    }

    @Test
    void isWhatTheStageSaysWhereSomethingIsNotKnown() {
        Query unknown = new Query(Fixtures.request("auto"), Analysis.NONE, Fixtures.view(), Clearance.OPEN);
        Formula.Worth worth = formula("analysis.complexity").at(unknown);
        assertEquals(0.7, worth.value());
        assertTrue(worth.remark().orElseThrow().startsWith("confidence is taken as 0.7: "), worth.toString());
    }

    @Test
    void isWhatTheStageSaysWhereItLeavesItsRange() {
        assertEquals(0.7, formula("load.share * 8.0").at(NOW).value());
        assertEquals(0.7, formula("load.share / 0.0").at(NOW).value());
    }

    @Test
    void namesTheKeyOfWhatIsWrong() {
        for (String wrong : new String[] {"1.5", "-0.1", "load.share > 0.5", "'much'", "load.", "nobody.knows"}) {
            String said = String.valueOf(assertThrows(IllegalArgumentException.class, () -> formula(wrong))
                    .getMessage());
            assertTrue(said.startsWith("confidence must be "), said);
        }
    }
}
