package dev.outrigger.route;

import static dev.outrigger.route.Fixtures.BEST;
import static dev.outrigger.route.Fixtures.MINI;
import static dev.outrigger.route.Fixtures.SMOL;
import static dev.outrigger.route.Fixtures.plan;
import static dev.outrigger.route.Fixtures.ready;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.registry.Adapters;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.Placement;
import dev.outrigger.registry.RegistryView;
import dev.outrigger.support.Known;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The stage, in the contract policy. */
class NamedStageTest {
    private static final ModelState ASKED = ready(Fixtures.cloud("best")
            .price(5, 25)
            .quality(0.95)
            .replicas(List.of("azure", "west"))
            .equivalents(List.of("mini"))
            .profile());
    private static final ModelState AZURE = ready(Fixtures.remote("azure", 5, 25, 0.95));
    private static final ModelState WEST = ready(Fixtures.remote("west", 5, 25, 0.95));

    private static Decision decide(String model, ModelState... models) {
        RegistryView view = Fixtures.view(models);
        return Policies.contract(Fixtures.profiles(view))
                .decide(new Query(Fixtures.request(model), Analysis.NONE, view, Clearance.OPEN));
    }

    @Test
    void servesTheNamedModelThenItsReplicasThenItsEquivalents() {
        // When
        Decision decision = decide("best", SMOL, MINI, WEST, AZURE, ASKED);

        // Then
        assertEquals(List.of("best", "azure", "west", "mini"), plan(decision));
        assertEquals(Decision.Reason.NAMED, decision.reason());
        assertEquals(
                List.of(Step.Relation.FIRST, Step.Relation.REPLICA, Step.Relation.REPLICA, Step.Relation.OTHER),
                decision.plan().stream()
                        .map(step -> ((Step.Try) step).relation())
                        .toList());
        assertEquals(List.of(new Decision.Excluded("smol", "named", "the app asked for best")), decision.excluded());
    }

    /** The same weights twice in this process, one remote replica, and an equivalent. */
    private static Decision decideOver(String model, String... fields) {
        ModelState smol = ready(local("smol")
                .adapters(Adapters.LAID)
                .replicas(List.of("twin", "west"))
                .equivalents(List.of("mini"))
                .profile());
        ModelState twin = ready(local("twin").adapters(Adapters.LAID).profile());
        ChatRequest asked = Fixtures.request(model);
        ChatRequest request = new ChatRequest(
                asked.model(),
                asked.messages(),
                asked.tools(),
                asked.toolChoice(),
                asked.toolCalling(),
                asked.format(),
                asked.sampling(),
                asked.thinking(),
                asked.display(),
                asked.stream(),
                Set.of(fields));
        RegistryView view = Fixtures.view(MINI, WEST, twin, smol);
        return Policies.contract(Fixtures.profiles(view))
                .decide(new Query(request, Analysis.NONE, view, Clearance.OPEN));
    }

    private static Known local(String name) {
        return new Known(name, "here", "llama-" + name).placed(Placement.LOCAL);
    }

    @Test
    void anAdapterIsOfTheModelAndItsReplicasHereAlone() {
        assertEquals(List.of("smol", "twin", "west", "mini"), plan(decideOver("smol")));
        assertEquals(List.of("smol", "twin"), plan(decideOver("smol:poet")));
        assertEquals(List.of("smol", "twin"), plan(decideOver("smol", "adapter_id")));
        assertEquals(List.of("smol", "twin"), plan(decideOver("llama-smol:poet")));
    }

    @Test
    void whatAServerMakesOfAnAdaptersNameIsItsOwn() {
        assertEquals(List.of("west"), plan(decideOver("west", "adapter_id")));
    }

    @Test
    void understandsTheNameTheBackendKnows() {
        assertEquals(List.of("mini"), plan(decide("vendor-mini", SMOL, MINI, BEST)));
    }

    @Test
    void neverServesAModelThatWasNotDeclared() {
        // Given
        ModelState gone = Fixtures.in(MINI.profile(), new Health.Unavailable("no key"));

        // When
        Decision decision = decide("mini", SMOL, gone, BEST);

        // Then
        assertEquals(List.of(), decision.plan());
        assertEquals(Decision.Reason.NOBODY, decision.reason());
    }

    @Test
    @Row("budget.least-bad")
    void triesTheNamedModelOnceAlthoughItRestsWhenNobodyElseMayAnswer() {
        ModelState resting = Fixtures.in(MINI.profile(), new Health.Resting("breaker open", Duration.ofSeconds(1)));

        assertEquals(List.of("mini"), plan(decide("mini", SMOL, resting, BEST)));
    }

    @Test
    void readsNoScore() {
        assertEquals(
                Set.of(),
                Policies.contract(Fixtures.profiles(Fixtures.view(SMOL, MINI))).dimensions());
    }

    @Test
    void saysWhyEachServesTheNamedModel() {
        Decision decision = decide("best", SMOL, MINI, WEST, ASKED);

        assertEquals(
                List.of("the app asked for it", "a replica of best", "an equivalent of best"),
                decision.considered().stream().map(Decision.Considered::because).toList());
    }
}
