package dev.outrigger.route;

import static dev.outrigger.route.Fixtures.BEST;
import static dev.outrigger.route.Fixtures.MINI;
import static dev.outrigger.route.Fixtures.SMOL;
import static dev.outrigger.route.Fixtures.prefer;
import static dev.outrigger.route.Fixtures.view;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.registry.ModelState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContextStageTest {
    private static final ModelState[] MODELS = {SMOL, MINI, BEST};

    private static final ContextSettings LISTS = new ContextSettings(
            ContextSettings.Stay.NEVER,
            true,
            0,
            Duration.ofMinutes(30),
            Map.of("ann", new ContextSettings.Lists(List.of("best"), List.of("smol"), List.of())),
            Map.of("acme", new ContextSettings.Lists(List.of("mini"), List.of(), List.of("mini", "best"))));

    private static Decision decide(Query query, StageSettings... stages) {
        return Fixtures.policy(view(MODELS), stages).decide(query);
    }

    private static List<String> plan(Query query, StageSettings... stages) {
        return Fixtures.plan(decide(query, stages));
    }

    @Test
    void prefersAndAvoidsByTheUser() {
        assertEquals(
                List.of("best", "mini", "smol"), plan(new Asking().user("ann").of(MODELS), LISTS));
        assertEquals(
                Decision.Reason.RULE,
                decide(new Asking().user("ann").of(MODELS), LISTS).reason());
    }

    @Test
    void restrictsByTheTenant() {
        Decision decision = decide(new Asking().tenant("acme").of(MODELS), LISTS);

        assertEquals(List.of("mini", "best"), Fixtures.plan(decision));
        assertEquals("context", decision.excluded().getFirst().stage());
    }

    @Test
    void whatTheUserWantsGoesBeforeWhatTheTenantWants() {
        assertEquals(
                List.of("best", "mini"),
                plan(new Asking().user("ann").tenant("acme").of(MODELS), LISTS));
    }

    @Test
    void nobodyInParticularHasNoWishes() {
        assertEquals(List.of("smol", "mini", "best"), plan(new Asking().of(MODELS), LISTS));
        assertEquals(
                List.of("smol", "mini", "best"),
                plan(new Asking().user("bob").tenant("other").of(MODELS), LISTS));
    }

    @Test
    void aModelThatAnEarlierStagePlacedKeepsItsPlace() {
        assertEquals(
                List.of("smol", "best", "mini"),
                plan(new Asking().user("ann").of(MODELS), prefer("true", "smol"), LISTS));
    }

    @Test
    void noNameIsWrittenDown() {
        Decision decision = decide(new Asking().user("ann").tenant("acme").of(MODELS), LISTS);

        assertEquals(
                0,
                decision.notes().stream()
                        .filter(note ->
                                note.because().contains("ann") || note.because().contains("acme"))
                        .count());
    }
}
