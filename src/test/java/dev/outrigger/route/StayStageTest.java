package dev.outrigger.route;

import static dev.outrigger.route.Fixtures.BEST;
import static dev.outrigger.route.Fixtures.MINI;
import static dev.outrigger.route.Fixtures.SMOL;
import static dev.outrigger.route.Fixtures.prefer;
import static dev.outrigger.route.Fixtures.view;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class StayStageTest {
    private static final ModelState[] MODELS = {SMOL, MINI, BEST, Asking.desk()};

    static ContextSettings stay(ContextSettings.Stay stay, boolean escalate, int turns) {
        return new ContextSettings(stay, escalate, turns, Duration.ofMinutes(30), Map.of(), Map.of());
    }

    private static final ContextSettings ALWAYS = stay(ContextSettings.Stay.ALWAYS, true, 0);

    private static Decision decide(Query query, StageSettings... stages) {
        return Fixtures.policy(view(MODELS), stages).decide(query);
    }

    private static String first(Query query, StageSettings... stages) {
        return Fixtures.plan(decide(query, stages)).getFirst();
    }

    @Test
    void aConversationStaysThoughItsNextTurnWouldGoToALesserModel() {
        StageSettings cheap = prefer("true", "smol");

        assertEquals("smol", first(new Asking().of(MODELS), ALWAYS, cheap));
        assertEquals("mini", first(new Asking().after("mini", 1).of(MODELS), ALWAYS, cheap));
        assertEquals(
                Decision.Reason.SESSION,
                decide(new Asking().after("mini", 1).of(MODELS), ALWAYS, cheap).reason());
    }

    @Test
    void whereTheStageStandsMakesNoDifference() {
        Query query = new Asking().after("mini", 1).of(MODELS);
        StageSettings cheap = prefer("true", "smol");

        assertEquals(Fixtures.plan(decide(query, ALWAYS, cheap)), Fixtures.plan(decide(query, cheap, ALWAYS)));
    }

    @Test
    void escalatesToAModelThatIsKnownToBeBetter() {
        Query query = new Asking().after("mini", 1).of(MODELS);

        assertEquals("best", first(query, ALWAYS, prefer("true", "best")));
        assertTrue(decide(query, ALWAYS, prefer("true", "best")).notes().stream()
                .anyMatch(note -> note.because().equals("escalates from mini to best")));
        assertEquals("mini", first(query, stay(ContextSettings.Stay.ALWAYS, false, 0), prefer("true", "best")));
    }

    @Test
    void oneOfUnknownQualityIsNotKnownToBeBetter() {
        ModelState odd = Fixtures.ready(Fixtures.unknown("odd"));
        Query query = new Asking().after("mini", 1).of(MINI, odd);

        assertEquals(
                "mini",
                Fixtures.plan(Fixtures.policy(view(MINI, odd), ALWAYS, prefer("true", "odd"))
                                .decide(query))
                        .getFirst());
    }

    @Test
    void escalatesToAPersonAndStaysThere() {
        StageSettings person = prefer("request.messages > 100", "desk");

        assertEquals("desk", first(new Asking().after("best", 1).of(MODELS), ALWAYS, prefer("true", "desk")));
        assertEquals("best", first(new Asking().after("best", 1).of(MODELS), ALWAYS, person));
        assertEquals("desk", first(new Asking().after("desk", 2).of(MODELS), ALWAYS, prefer("true", "best")));
    }

    @Test
    void anOpenLoopOfCallsDoesNotEvenEscalate() {
        Query query = new Asking().inALoop().after("mini", 1).of(MINI, BEST);

        for (ContextSettings settings : List.of(ALWAYS, stay(ContextSettings.Stay.LOOP, true, 1)))
            assertEquals(
                    "mini",
                    Fixtures.plan(Fixtures.policy(view(MINI, BEST), settings, prefer("true", "best"))
                                    .decide(query))
                            .getFirst());
    }

    @Test
    void withoutALoopOneThatStaysInThemAloneIsDecidedAnew() {
        assertEquals(
                "smol",
                first(
                        new Asking().after("mini", 1).of(MODELS),
                        stay(ContextSettings.Stay.LOOP, true, 0),
                        prefer("true", "smol")));
    }

    @Test
    void neverStaysWhereTheOperatorSaysSo() {
        Query query = new Asking().inALoop().after("mini", 1).of(MINI, BEST);

        assertEquals(
                "best",
                Fixtures.plan(Fixtures.policy(
                                        view(MINI, BEST),
                                        stay(ContextSettings.Stay.NEVER, true, 0),
                                        prefer("true", "best"))
                                .decide(query))
                        .getFirst());
    }

    @Test
    void isDecidedAnewAfterSoManyAnswersAndAgainAfterAsMany() {
        ContextSettings third = stay(ContextSettings.Stay.ALWAYS, true, 3);
        StageSettings cheap = prefer("true", "smol");

        for (int turns : new int[] {1, 2, 4, 5})
            assertEquals("mini", first(new Asking().after("mini", turns).of(MODELS), third, cheap));
        for (int turns : new int[] {3, 6})
            assertEquals("smol", first(new Asking().after("mini", turns).of(MODELS), third, cheap));
    }

    @Test
    void isDecidedAnewAfterAPause() {
        Query query = new Asking()
                .after("mini", 1)
                .at(Asking.NOW.plus(Duration.ofMinutes(29)).plusSeconds(1))
                .of(MODELS);

        assertEquals("smol", first(query, ALWAYS, prefer("true", "smol")));
    }

    @Test
    void aReplicaGoesOnWhereTheModelItselfMayNot() {
        Map<String, Integer> idle = Map.of("a", 0, "b", 0);
        ModelState gone = new ModelState(
                Asking.busy("a", idle, OptionalDouble.empty()).profile(),
                new Health.Ready(),
                0,
                OptionalDouble.empty());
        ModelState[] models = {gone, Asking.busy("b", idle, OptionalDouble.empty()), BEST};
        StageSettings without = new StageSettings.Rule("true", List.of(), List.of(), List.of("b", "best"));

        assertEquals(
                "b",
                Fixtures.plan(Fixtures.policy(
                                        view(models),
                                        stay(ContextSettings.Stay.ALWAYS, false, 0),
                                        without,
                                        prefer("true", "best"))
                                .decide(new Asking().after("a", 1).of(models)))
                        .getFirst());
    }

    @Test
    void replicasOfTheModelFollowIt() {
        Map<String, Integer> idle = Map.of("a", 0, "b", 0);
        ModelState[] models = {
            BEST, Asking.busy("a", idle, OptionalDouble.empty()), Asking.busy("b", idle, OptionalDouble.empty())
        };

        assertEquals(
                List.of("b", "a", "best"),
                Fixtures.plan(Fixtures.policy(
                                view(models), stay(ContextSettings.Stay.ALWAYS, false, 0), prefer("true", "best"))
                        .decide(new Asking().after("b", 1).of(models))));
    }

    @Test
    void oneThatAFilterLeftOutIsNotBroughtBack() {
        StageSettings without = new StageSettings.Rule("true", List.of(), List.of(), List.of("best", "smol"));
        Decision decision = decide(new Asking().after("mini", 1).of(MODELS), ALWAYS, without);

        assertTrue(Fixtures.plan(decision).stream().noneMatch("mini"::equals));
        assertTrue(decision.notes().stream()
                .anyMatch(note -> note.because().equals("mini, which answered before, may not answer this")));
    }

    @Test
    void conditionsKnowWhereAConversationIs() {
        StageSettings rule = prefer("session.model == 'mini' && session.turns >= 2", "best");

        assertEquals("best", first(new Asking().after("mini", 2).of(MODELS), rule));
        assertEquals("smol", first(new Asking().after("mini", 1).of(MODELS), rule));
        assertTrue(decide(new Asking().of(MODELS), rule)
                .notes()
                .getFirst()
                .because()
                .contains("conversation is new"));
    }

    @Test
    void nobodyIsAskedToChooseForAConversationThatStays() {
        // Given
        Query query = new Asking().after("mini", 1).of(MODELS);
        Shortlist judged = Shortlist.of(query.view())
                .after(left ->
                        Optional.of(new Step.FanOut(List.of(BEST.profile()), new Merge.Vote(), Duration.ofSeconds(1))));

        // When
        Shortlist left = new StayStage(ALWAYS).apply(query, judged);

        // Then
        assertEquals(List.of(), left.preludes());
    }
}
