package dev.outrigger.route;

import static dev.outrigger.route.Fixtures.BEST;
import static dev.outrigger.route.Fixtures.MINI;
import static dev.outrigger.route.Fixtures.SMOL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.config.Figure;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.RegistryView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CounterfactualsTest {
    private static List<String> of(
            Objective objective,
            Analysis analysis,
            Occasion occasion,
            List<StageSettings> stages,
            ModelState... models) {
        RegistryView view = Fixtures.view(models);
        Policy policy = Generated.policy(objective, stages, view.models());
        Query query = new Query(Fixtures.request("auto"), analysis, view, Clearance.OPEN, occasion);
        return Counterfactuals.of(policy, query, policy.decide(query)).stream()
                .map(Counterfactual::words)
                .toList();
    }

    private static List<String> of(Analysis analysis, List<StageSettings> stages, ModelState... models) {
        return of(Objective.DEFAULT, analysis, Occasion.NONE, stages, models);
    }

    private static List<StageSettings> score() {
        return List.of(new StageSettings.Score());
    }

    /** smol: quality .3, costs nothing, 1 s; best: .95, about a cent, 2 s. */
    @Test
    void tellsUnderWhichWeightAnotherWouldHaveWon() {
        List<String> words =
                of(new Objective(0.3, 0.6, 0.1), Fixtures.analysis(0.5, "factual"), Occasion.NONE, score(), SMOL, BEST);

        assertTrue(
                words.stream()
                        .anyMatch(one -> one.startsWith("would have gone to best if the weight of cost were under 0.")
                                && one.endsWith(" (it is 0.6)")),
                words.toString());
        assertTrue(
                words.stream()
                        .anyMatch(
                                one -> one.startsWith("would have gone to best if the weight of quality were over 0.")),
                words.toString());
    }

    @Test
    void tellsBetweenWhichWeightsWhereAThirdWouldWinBeyond() {
        List<String> words =
                of(new Objective(0, 1, 0), Fixtures.analysis(0.5, "factual"), Occasion.NONE, score(), SMOL, MINI, BEST);

        assertTrue(
                words.stream()
                        .anyMatch(one ->
                                one.startsWith("would have gone to mini if the weight of quality were between 0.")),
                words.toString());
    }

    @Test
    void tellsFromWhichComplexityOnAnotherWouldHaveBeenAsked() {
        List<String> words = of(
                Fixtures.analysis(0.41, "factual"),
                List.of(Fixtures.prefer("analysis.complexity > 0.62", "best")),
                SMOL,
                MINI,
                BEST);

        assertTrue(words.contains("would have gone to best if complexity were 0.6201 (it is 0.41)"), words.toString());
    }

    @Test
    void tellsOfAMissingScoreWhatItWouldHaveChanged() {
        List<String> words = of(
                Analysis.NONE,
                List.of(new StageSettings.Local(0.3, List.of(), 0.1, List.of("en")), new StageSettings.Score()),
                SMOL,
                BEST);

        // With the domain missing too nothing is simple, so that the complexity alone decides by the score.
        assertTrue(
                words.stream().noneMatch(one -> one.contains("complexity"))
                        || words.toString().contains("(it is missing)"),
                words.toString());
        assertTrue(of(Analysis.NONE, score(), SMOL, BEST).stream()
                .anyMatch(one -> one.startsWith("would have gone to smol if complexity were 0.")
                        && one.endsWith("(it is missing)")));
    }

    @Test
    void tellsWhoWouldHaveAnsweredIfItWereReady() {
        ModelState resting = Fixtures.in(BEST.profile(), new Health.Resting("breaker open", Duration.ofSeconds(3)));

        assertTrue(of(new Objective(1, 0, 0), Fixtures.analysis(0.9, "code"), Occasion.NONE, score(), SMOL, resting)
                .contains("would have gone to best if best were ready (it is resting: breaker open)"));
    }

    @Test
    void tellsAtWhichLoadAndSpendingItWouldTurn() {
        Occasion now = Occasion.at(Instant.EPOCH, 0.2, OptionalDouble.empty())
                .spent(OptionalDouble.of(3), OptionalDouble.of(1));
        List<String> busy = of(
                Objective.DEFAULT,
                Fixtures.analysis(0.9, "code"),
                now,
                List.of(
                        Fixtures.prefer("load.share > 0.5 || spend.today > 6.0 || spend.hour > 2.0", "smol"),
                        new StageSettings.Score()),
                SMOL,
                BEST);

        assertTrue(busy.contains("would have gone to smol if load.share were 0.5001 (it is 0.2)"), busy.toString());
        assertTrue(busy.contains("would have gone to smol if spend.today were 6.0001 (it is 3)"), busy.toString());
        assertTrue(busy.contains("would have gone to smol if spend.hour were 2.0001 (it is 1)"), busy.toString());
    }

    @Test
    void claimsNothingOfWeightsWhereARuleHadTheSay() {
        assertTrue(of(
                        Fixtures.analysis(0.5, "code"),
                        List.of(Fixtures.prefer("true", "best"), new StageSettings.Score()),
                        SMOL,
                        BEST)
                .stream()
                .noneMatch(one -> one.contains("weight")));
    }

    @Test
    void tellsNoMoreThanItsBound() {
        List<ModelState> models = new ArrayList<>();
        for (int i = 0; i < 2 * Counterfactuals.MOST; i++) {
            models.add(Fixtures.in(
                    Fixtures.remote("r" + i, 0.1, 0.1, 0.9),
                    new Health.Resting("breaker open", Duration.ofSeconds(3))));
        }
        models.add(Fixtures.ready(Fixtures.remote("last", 50, 250, 0.1)));

        assertEquals(
                Counterfactuals.MOST,
                of(Fixtures.analysis(0.5, "code"), score(), models.toArray(ModelState[]::new))
                        .size());
    }

    @Test
    void aWeightThatIsAnExpressionMayBeAnotherToo() {
        Objective following = new Objective(new Figure("analysis.complexity"), Figure.of(0.3), Figure.of(0.1));

        assertTrue(of(following, Fixtures.analysis(0.2, "code"), Occasion.NONE, score(), SMOL, BEST).stream()
                .anyMatch(one -> one.contains("the weight of quality were over") && one.endsWith("(it is 0.2)")));
    }
}
