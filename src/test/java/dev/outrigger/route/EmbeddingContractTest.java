package dev.outrigger.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.admit.Clearance;
import dev.outrigger.chat.ModelName;
import dev.outrigger.registry.Capability;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.RegistryView;
import dev.outrigger.support.Known;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EmbeddingContractTest {
    private static final Set<Capability> EMBEDS = Set.of(Capability.EMBEDDINGS);
    private static final ModelState ADA = ready(model("ada", EMBEDS, List.of("east", "west"), List.of("gte")));
    private static final ModelState EAST = ready(model("east", EMBEDS, List.of(), List.of()));
    private static final ModelState WEST = ready(model("west", EMBEDS, List.of(), List.of()));
    private static final ModelState GTE = ready(model("gte", EMBEDS, List.of(), List.of()));

    private static ModelProfile model(
            String name, Set<Capability> can, List<String> replicas, List<String> equivalents) {
        return new Known(name, "cloud", "vendor-" + name)
                .can(can)
                .replicas(replicas)
                .equivalents(equivalents)
                .profile();
    }

    private static ModelState ready(ModelProfile profile) {
        return Fixtures.ready(profile);
    }

    private static ModelState resting(ModelState state) {
        return Fixtures.in(state.profile(), new Health.Resting("breaker open", Duration.ofSeconds(1)));
    }

    private static Decision decide(String asked, ModelState... models) {
        RegistryView view = Fixtures.view(models);
        return EmbeddingContract.decide(
                new ModelName(asked), view, Policies.contract(Fixtures.profiles(view)), Clearance.OPEN);
    }

    @Test
    void asksTheNamedModelThenItsReplicasInTheirOrder() {
        assertEquals(List.of("ada", "east", "west"), Fixtures.plan(decide("ada", GTE, WEST, EAST, ADA)));
        assertEquals(List.of("ada", "east", "west"), Fixtures.plan(decide("vendor-ada", GTE, WEST, EAST, ADA)));
    }

    @Test
    void neverAsksAnEquivalentAndSaysSo() {
        Decision decision = decide("ada", ADA, GTE);

        assertEquals(List.of("ada"), Fixtures.plan(decision));
        assertEquals(List.of(new Decision.Excluded("gte", "named", "the app asked for ada")), decision.excluded());
        assertEquals(Decision.Reason.NAMED, decision.reason());
        assertEquals("contract", decision.policy());
    }

    @Test
    void leavesOutWhoMakesNoEmbeddings() {
        ModelState chat = ready(model("chat", Set.of(Capability.TOOLS), List.of("ada"), List.of()));

        Decision decision = decide("chat", chat, ADA);

        assertEquals(List.of("ada"), Fixtures.plan(decision));
        assertEquals(List.of(new Decision.Excluded("chat", "capability", "no embeddings")), decision.excluded());
    }

    @Test
    void aModelOfThisProcessMakesNone() {
        Decision decision = decide("smol", Fixtures.SMOL, ADA);

        assertEquals(List.of(), decision.plan());
        assertEquals(Decision.Reason.NOBODY, decision.reason());
    }

    @Test
    void leavesOutWhoRestsUnlessNobodyElseIsLeft() {
        assertEquals(List.of("east"), Fixtures.plan(decide("ada", resting(ADA), EAST, resting(WEST), GTE)));
        assertEquals(List.of("ada"), Fixtures.plan(decide("ada", resting(ADA), resting(EAST), GTE)));
    }
}
