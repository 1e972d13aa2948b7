package dev.outrigger.route;

import static dev.outrigger.route.Fixtures.BEST;
import static dev.outrigger.route.Fixtures.MINI;
import static dev.outrigger.route.Fixtures.prefer;
import static dev.outrigger.route.Fixtures.view;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.outrigger.config.Figure;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.ModelState;
import dev.outrigger.support.Known;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HandoffFilterTest {
    private static final ModelState[] MODELS = {Asking.desk(), MINI, BEST};

    private static List<String> plan(Query query, StageSettings... stages) {
        return Fixtures.plan(Fixtures.policy(view(MODELS), stages).decide(query));
    }

    private static StageSettings only(String... models) {
        return new StageSettings.Rule("true", List.of(), List.of(), List.of(models));
    }

    @Test
    void freeRoutingNeverAsksAPerson() {
        Query easy = new Asking().analysis(Fixtures.analysis(0.1, "factual")).of(MODELS);

        assertFalse(plan(easy, new StageSettings.Score()).contains("desk"));
        assertFalse(plan(easy, new StageSettings.Local(1, List.of(), 0, List.of("en")), new StageSettings.Score())
                .contains("desk"));
        assertFalse(plan(easy).contains("desk"));
    }

    @Test
    void aPersonIsNotTheLastResortOfFreeRouting() {
        Decision decision = Fixtures.policy(view(Asking.desk())).decide(new Asking().of(Asking.desk()));

        assertEquals(List.of(), decision.plan());
        assertEquals(HandoffFilter.NAME, decision.excluded().getFirst().stage());
    }

    @Test
    void isAskedWhereARulePrefersIt() {
        assertEquals(
                "desk", plan(new Asking().of(MODELS), prefer("true", "desk")).getFirst());
    }

    @Test
    void isAskedBehindTheModelsWhereARuleAllowsItAmongThem() {
        assertEquals(List.of("desk"), plan(new Asking().of(MODELS), only("desk")));
        assertEquals(
                List.of("mini", "desk"),
                plan(new Asking().of(MODELS), only("desk", "mini"), new StageSettings.Score()));
    }

    @Test
    void isAskedWhereAChainSendsTheRequestToIt() {
        assertEquals("desk", plan(new Asking().of(MODELS), toDesk()).getFirst());
    }

    private static ChainSettings toDesk() {
        return new ChainSettings(
                Optional.empty(),
                new LinkedHashMap<>(Map.of(
                        "human",
                        new ChainSettings.Destination(
                                Optional.of("true"),
                                List.of(),
                                List.of("desk"),
                                Optional.empty(),
                                OptionalDouble.empty(),
                                OptionalInt.empty()))),
                Optional.empty());
    }

    @Test
    void whoIsAllowedMayStillBeSentToByALaterStage() {
        assertEquals(
                "desk",
                plan(new Asking().of(MODELS), only("mini", "desk"), toDesk()).getFirst());
        assertEquals(
                "desk",
                plan(new Asking().of(MODELS), only("mini", "desk"), prefer("true", "desk"))
                        .getFirst());
        assertEquals(List.of("mini", "desk"), plan(new Asking().of(MODELS), only("mini", "desk")));
    }

    @Test
    void whoIsAvoidedIsNotThereforeNamed() {
        StageSettings avoid = new StageSettings.Rule("true", List.of(), List.of("desk"), List.of());
        assertEquals(List.of("mini", "best"), plan(new Asking().of(MODELS), avoid));
        assertEquals(List.of("mini", "desk"), plan(new Asking().of(MODELS), avoid, only("mini", "desk")));
    }

    @Test
    void aScoresObjectionDoesNotNameAPerson() {
        ModelProfile person = new Known("desk", "people", "human")
                .quality(0.1)
                .profile()
                .handingOff(Set.copyOf(BEST.profile().capabilities()), true);
        ModelState desk = Fixtures.ready(person);
        StageSettings score = new StageSettings.Score(Optional.of(Figure.of(0.9)), Optional.empty(), Optional.empty());
        Decision decision = Fixtures.policy(view(desk, MINI, BEST), score).decide(new Asking().of(desk, MINI, BEST));
        assertFalse(Fixtures.plan(decision).contains("desk"));
    }

    @Test
    void isAskedWhereTheAppNamesIt() {
        Decision decision = Policies.contract(Fixtures.profiles(view(MODELS)))
                .decide(new Asking().model("desk").of(MODELS));

        assertEquals(List.of("desk"), Fixtures.plan(decision));
    }
}
