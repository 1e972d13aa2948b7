package dev.outrigger.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ModelName;
import dev.outrigger.exchange.Basis;
import dev.outrigger.registry.RegistryView;
import dev.outrigger.route.Candidate;
import dev.outrigger.route.Change;
import dev.outrigger.route.Counterfactual;
import dev.outrigger.route.Decision;
import dev.outrigger.route.Query;
import dev.outrigger.route.Rating;
import dev.outrigger.route.Readers;
import dev.outrigger.route.Recipe;
import dev.outrigger.route.Term;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ExplanationTableTest {
    private static Decision.Considered considered(String model, double quality, OptionalDouble cost) {
        return new Decision.Considered(
                model,
                OptionalDouble.of(quality),
                cost,
                OptionalDouble.of(2),
                "utility",
                "score",
                Candidate.Place.FREE,
                Optional.of(new Rating(
                        new Rating.Part(quality, 1, false),
                        new Rating.Part(0.5, 1, true),
                        new Rating.Part(0.5, 0, false))));
    }

    private static Basis basis(Analysis analysis) {
        return new Basis(
                new Query(
                        ChatRequest.of(new ModelName("auto"), "Hi"),
                        analysis,
                        new RegistryView(List.of()),
                        Clearance.OPEN),
                new Recipe("thrift", Optional.empty(), List.of(), Readers.NONE),
                1,
                1,
                Optional.empty());
    }

    @Test
    void showsWhoIsAskedWhoIsNotAndByWhatLittle() {
        Decision decision = new Decision(
                "thrift",
                "3f9a",
                Decision.Reason.SCORE,
                List.of(),
                List.of(),
                List.of(
                        considered("best", 0.9, OptionalDouble.empty()),
                        considered("mini", 0.7, OptionalDouble.of(0.01))),
                List.of(new Decision.Excluded("smol", "health", "resting")),
                List.of(new Decision.Note("rule", "stage 1 does not apply")),
                dev.outrigger.route.Conduct.DEFAULT);
        Counterfactual other = new Counterfactual("mini", new Change.Weight(Term.QUALITY, 1, 0, 0.25));
        Analysis analysis = Analysis.of(Map.of(Dimension.COMPLEXITY, Score.estimated(0.4952, 0.5)));

        String text = ExplanationTable.of(new Explanation(
                analysis,
                new Explanation.Outcome.Decided(decision, List.of(other), basis(analysis)),
                Clearance.OPEN,
                1_500_000,
                40_000));

        assertEquals("""
                best, by policy thrift@3f9a, reason score, margin 0.1000

                #    MODEL  SCORE   QUALITY  COST       LATENCY  STAGE   WHY
                1    best   0.7000  0.90     -          2.0 s    score   utility
                2    mini   0.6000  0.70     $0.010000  2.0 s    score   utility
                out  smol   -       -        -          -        health  resting

                would have gone to mini if the weight of quality were under 0.25 (it is 1)
                rule: stage 1 does not apply
                read: complexity 0.4952
                took: analysis 1.5 ms, decision 0.040 ms
                """, text);
    }

    @Test
    void saysWhatNoPolicyDecides() {
        assertEquals(
                """
                passed through: no route and no model is named gpt-9
                read: nothing
                took: analysis 0.0 ms, decision 0.000 ms
                """,
                ExplanationTable.of(new Explanation(
                        Analysis.NONE, new Explanation.Outcome.PassedThrough("gpt-9"), Clearance.OPEN, 0, 0)));
    }

    @Test
    void aCellCannotMoveTheCursor() {
        assertEquals("a [2Jb  c\n", TextTable.of(List.of(List.of("a\u001b[2Jb", "c"))));
    }
}
