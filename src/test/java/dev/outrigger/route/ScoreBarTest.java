package dev.outrigger.route;

import static dev.outrigger.route.Fixtures.BEST;
import static dev.outrigger.route.Fixtures.MINI;
import static dev.outrigger.route.Fixtures.SMOL;
import static dev.outrigger.route.Fixtures.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.config.Figure;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.RegistryView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Floors, ceilings, weights that follow the occasion, and who dominates whom. */
class ScoreBarTest {
    private static final Analysis AVERAGE = Fixtures.analysis(0.5, "factual");
    private static final Objective CHEAP = new Objective(0, 1, 0);

    private static StageSettings.Score floor(String text) {
        return new StageSettings.Score(figure(text), Optional.empty(), Optional.empty());
    }

    private static StageSettings.Score cost(String text) {
        return new StageSettings.Score(Optional.empty(), figure(text), Optional.empty());
    }

    private static Optional<Figure> figure(String text) {
        return Optional.of(new Figure(text));
    }

    private static Decision decide(Objective objective, Occasion occasion, StageSettings stage, ModelState... models) {
        RegistryView view = Fixtures.view(models);
        return Generated.policy(objective, List.of(stage), view.models())
                .decide(new Query(Fixtures.request("auto"), AVERAGE, view, Clearance.OPEN, occasion));
    }

    private static Decision decide(StageSettings stage, ModelState... models) {
        return decide(CHEAP, Occasion.NONE, stage, models);
    }

    private static Occasion on(double load, double spent) {
        return Occasion.at(Instant.EPOCH, load, OptionalDouble.of(spent));
    }

    @Test
    void putsLastWhoIsUnderTheFloorAndSaysSo() {
        Decision decision = decide(floor("0.7"), SMOL, MINI, BEST);

        assertEquals(List.of("mini", "best", "smol"), plan(decision));
        assertTrue(
                decision.considered()
                        .getLast()
                        .because()
                        .startsWith("its quality 0.30 is under the floor 0.70; utility"),
                decision.toString());
        assertEquals(Candidate.Place.AVOIDED, decision.considered().getLast().place());
    }

    @Test
    void putsLastWhoIsOverACeiling() {
        assertEquals(
                List.of("mini", "smol", "best"),
                plan(decide(new Objective(1, 0, 0), Occasion.NONE, cost("0.005"), BEST, MINI, SMOL)));
        StageSettings.Score quick = new StageSettings.Score(Optional.empty(), Optional.empty(), figure("1.5"));
        assertEquals(
                "smol",
                plan(decide(new Objective(1, 0, 0), Occasion.NONE, quick, BEST, SMOL))
                        .getFirst());
    }

    @Test
    void anUnknownFigureIsNoObjectionAndIsSaid() {
        ModelState unknown = Fixtures.ready(Fixtures.unknown("new"));

        Decision decision = decide(floor("0.99"), MINI, unknown);

        assertEquals(List.of("new", "mini"), plan(decision));
        assertTrue(
                decision.considered()
                        .getFirst()
                        .because()
                        .endsWith("; its quality is unknown, and passes the bound of it"),
                decision.toString());
    }

    @Test
    void somebodyAnswersWhereAllAreUnderTheBar() {
        assertEquals(List.of("mini", "best"), plan(decide(floor("0.99"), BEST, MINI)));
    }

    @Test
    void whoWasListedKeepsItsPlaceAndIsTold() {
        RegistryView view = Fixtures.view(MINI, SMOL);
        Decision decision = Generated.policy(
                        CHEAP, List.of(Fixtures.prefer("true", "smol"), floor("0.7")), view.models())
                .decide(Fixtures.query(AVERAGE, MINI, SMOL));

        assertEquals(List.of("smol", "mini"), plan(decision));
        assertTrue(decision.considered().getFirst().because().contains("under the floor"), decision.toString());
        assertEquals("rule", decision.considered().getFirst().stage());
        assertEquals("score", decision.considered().getLast().stage());
    }

    @Test
    void aBoundFollowsLoadAndSpending() {
        StageSettings.Score spare = cost("0.02 - spend.today / 1000.0");
        Objective good = new Objective(1, 0, 0);

        assertEquals(
                "best", plan(decide(good, on(0, 1), spare, SMOL, MINI, BEST)).getFirst());
        assertEquals(
                "mini", plan(decide(good, on(0, 15), spare, SMOL, MINI, BEST)).getFirst());
        // Under 0 nothing passes but what is not known, and so the best of all again: an answer is better than none.
        assertEquals(
                Candidate.Place.AVOIDED,
                decide(good, on(0, 30), spare, SMOL, MINI, BEST)
                        .considered()
                        .getFirst()
                        .place());
    }

    @Test
    void aBoundThatCannotBeKnownIsNone() {
        Decision decision = decide(cost("spend.today"), SMOL, MINI);

        assertEquals(List.of("smol", "mini"), plan(decision));
        assertTrue(decision.notes().getFirst().because().contains("nobody counts what is spent"), decision.toString());
    }

    @Test
    void weightsFollowTheOccasion() {
        Objective hurried = new Objective(Figure.of(0.5), new Figure("load.share > 0.8 ? 5.0 : 0.0"), Figure.of(0));

        assertEquals(
                "best",
                plan(decide(hurried, on(0.1, 0), new StageSettings.Score(), SMOL, MINI, BEST))
                        .getFirst());
        assertEquals(
                "smol",
                plan(decide(hurried, on(0.9, 0), new StageSettings.Score(), SMOL, MINI, BEST))
                        .getFirst());
    }

    @Test
    void weightsThatAreAllNothingAreTheUsualOnes() {
        Objective none = new Objective(new Figure("load.share"), new Figure("load.share - 1.0"), Figure.of(0));

        Decision decision = decide(none, on(0, 0), new StageSettings.Score(), SMOL, MINI);

        assertEquals(plan(decide(Objective.DEFAULT, on(0, 0), new StageSettings.Score(), SMOL, MINI)), plan(decision));
        assertTrue(decision.notes().getFirst().because().contains("all 0"), decision.toString());
    }

    @Test
    void readsWhatItsExpressionsRead() {
        assertEquals(
                Set.of(Dimension.COMPLEXITY, Dimension.TOKENS, Dimension.HARM, Dimension.DIFFICULTY),
                new ScoreStage(
                                floor("analysis.harm"),
                                new Objective(new Figure("analysis.difficulty"), Figure.of(1), Figure.of(1)),
                                Fixtures.profiles(Fixtures.view(MINI)))
                        .dimensions());
    }

    @Test
    void whoIsDominatedStandsBehindAndIsToldByWhom() {
        ModelState worse = Fixtures.ready(Fixtures.remote("worse", 6, 26, 0.9));

        Decision decision = decide(new Objective(0, 0, 1), Occasion.NONE, new StageSettings.Score(), worse, BEST);

        assertEquals(List.of("best", "worse"), plan(decision));
        assertTrue(decision.considered().getLast().because().endsWith("; dominated by best"), decision.toString());
    }

    @Test
    void whoIsDominatedIsToldByTheBestOfThoseWhoDoIt() {
        ModelState worse = Fixtures.ready(Fixtures.remote("worse", 6, 26, 0.9));
        ModelState worst = Fixtures.ready(Fixtures.remote("worst", 7, 27, 0.8));

        Decision decision =
                decide(new Objective(0, 0, 1), Occasion.NONE, new StageSettings.Score(), worst, worse, BEST);

        assertEquals(List.of("best", "worse", "worst"), plan(decision));
        for (String model : List.of("worse", "worst"))
            assertTrue(
                    decision.considered().stream()
                            .filter(one -> one.model().equals(model))
                            .allMatch(one -> one.because().endsWith("; dominated by best")),
                    decision.toString());
    }

    @Test
    void ofManyWhomNobodyDominatesTheFirstAreComparedWithAlone() {
        // Given models that are the better the dearer they are, and one that only the cheapest of them dominates
        ModelState worse = Fixtures.ready(Fixtures.remote("worse", 10.5, 40.5, 0.29));
        List<ModelState> models = new ArrayList<>(List.of(worse));
        for (int i = 0; i < ScoreStage.MOST_COMPARED; i++)
            models.add(Fixtures.ready(Fixtures.remote("m" + i, 10 + i, 40 + i, 0.3 + 0.01 * i)));
        assertTrue(isTold(models, worse));

        // When one more stands before the cheapest
        models.add(Fixtures.ready(Fixtures.remote("more", 200, 800, 0.99)));

        // Then
        assertFalse(isTold(models, worse));
    }

    private static boolean isTold(List<ModelState> models, ModelState of) {
        Decision decision = decide(
                new Objective(1, 0, 0), Occasion.NONE, new StageSettings.Score(), models.toArray(ModelState[]::new));
        return decision.considered().stream()
                .filter(one -> one.model().equals(of.profile().name()))
                .anyMatch(one -> one.because().contains("dominated by m0"));
    }

    @Test
    void nobodyOfWhomSomethingIsUnknownIsDominated() {
        ModelState unknown =
                Fixtures.ready(Fixtures.cloud("new").price(50, 250).latency(50).profile());

        assertTrue(decide(new StageSettings.Score(), BEST, unknown).considered().stream()
                .noneMatch(one -> one.because().contains("dominated")));
    }

    @Test
    void theMarginIsBetweenThoseWhomTheScoreOrdered() {
        Decision scored = decide(new StageSettings.Score(), SMOL, BEST);
        double first = scored.considered().get(0).rating().orElseThrow().utility();
        double second = scored.considered().get(1).rating().orElseThrow().utility();

        assertEquals(first - second, scored.margin().orElseThrow(), 1e-12);
        assertEquals(
                OptionalDouble.empty(), decide(new StageSettings.Score(), SMOL).margin());
        assertEquals(
                OptionalDouble.empty(),
                decide(Fixtures.prefer("true", "best"), SMOL, BEST).margin());
        assertEquals(OptionalDouble.empty(), decide(floor("0.7"), SMOL, BEST).margin());
    }
}
