package dev.outrigger.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Clearance;
import dev.outrigger.admit.Rule;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.chat.ModelName;
import dev.outrigger.registry.Capability;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.Placement;
import dev.outrigger.registry.RegistryView;
import dev.outrigger.sensitive.SensitiveType;
import dev.outrigger.support.Known;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PrivacyFilterTest {
    private static final ModelState BIG =
            ready(new Known("big", "cloud", "v-big").replicas(List.of("twin")).equivalents(List.of("smol", "vllm")));
    private static final ModelState TWIN = ready(new Known("twin", "cloud2", "v-big"));
    private static final ModelState SMOL = ready(new Known("smol", "here", "v-smol").placed(Placement.LOCAL));
    private static final ModelState VLLM = ready(new Known("vllm", "node", "v-vllm").trusted(true));
    private static final ModelState LEAKY =
            ready(new Known("leaky", "here", "v-leaky").placed(Placement.LOCAL).trusted(false));
    private static final RegistryView VIEW = new RegistryView(List.of(BIG, TWIN, SMOL, VLLM, LEAKY));

    private static ModelState ready(Known known) {
        return Fixtures.ready(known.profile());
    }

    private static Clearance found(Rule rule) {
        return new Clearance(
                rule,
                new TreeSet<>(Set.of(Clearance.Cause.FOUND)),
                new TreeMap<>(Map.of(SensitiveType.IBAN, 2)),
                new TreeSet<>());
    }

    private static Decision decide(Policy policy, String model, RegistryView view, Clearance clearance) {
        return policy.decide(new Query(Fixtures.request(model), Analysis.NONE, view, clearance));
    }

    private static List<String> plan(Decision decision) {
        return decision.considered().stream().map(Decision.Considered::model).toList();
    }

    @Test
    void leavesAllInWhereNothingIsFound() {
        Decision decision = decide(Fixtures.policy(VIEW), "auto", VIEW, Clearance.OPEN);

        assertEquals(5, decision.plan().size());
    }

    @Test
    void leavesOutWhomTheOperatorDoesNotTrustAndSaysWhy() {
        Decision decision = decide(Fixtures.policy(VIEW), "auto", VIEW, found(Rule.LOCAL_ONLY));

        assertEquals(List.of("smol", "vllm"), plan(decision));
        assertEquals(Decision.Reason.PRIVATE, decision.reason());
        assertTrue(decision.excluded()
                .contains(new Decision.Excluded("leaky", "privacy", "not trusted with it: it holds IBAN")));
    }

    @Test
    void leavesNobodyWhereItIsRefused() {
        Decision decision = decide(Fixtures.policy(VIEW), "auto", VIEW, found(Rule.REFUSE));

        assertEquals(List.of(), decision.plan());
        assertEquals(List.of(), decision.resting());
        assertEquals(Decision.Reason.PRIVATE, decision.reason());
    }

    @Test
    void holdsForTheModelThatTheAppNamedItsReplicasAndEquivalents() {
        Policy contract = Policies.contract(Fixtures.profiles(VIEW));

        assertEquals(List.of("smol", "vllm"), plan(decide(contract, "big", VIEW, found(Rule.LOCAL_ONLY))));
        assertEquals(List.of(), plan(decide(contract, "twin", VIEW, found(Rule.LOCAL_ONLY))));
        assertEquals(List.of("smol"), plan(decide(contract, "smol", VIEW, found(Rule.LOCAL_ONLY))));
    }

    @Test
    void holdsForWhatARuleWants() {
        Policy only = Fixtures.policy(
                VIEW, new StageSettings.Rule("request.stream == false", List.of("big"), List.of(), List.of("big")));

        assertEquals(List.of(), plan(decide(only, "auto", VIEW, found(Rule.LOCAL_ONLY))));
    }

    @Test
    void keepsNobodyAsALastResortAndNobodyForLater() {
        RegistryView resting = new RegistryView(List.of(
                Fixtures.in(BIG.profile(), new Health.Resting("breaker open", Duration.ofSeconds(1))),
                Fixtures.in(TWIN.profile(), new Health.Resting("breaker open", Duration.ofSeconds(2)))));

        Decision decision = decide(Fixtures.policy(resting), "auto", resting, found(Rule.LOCAL_ONLY));

        assertEquals(List.of(), decision.plan());
        assertEquals(List.of(), decision.resting());
    }

    @Test
    void holdsForEmbeddings() {
        RegistryView view = new RegistryView(List.of(
                ready(new Known("far", "cloud", "v")
                        .can(Set.of(Capability.EMBEDDINGS))
                        .replicas(List.of("near"))),
                ready(new Known("near", "node", "v")
                        .can(Set.of(Capability.EMBEDDINGS))
                        .trusted(true))));

        Decision decision = EmbeddingContract.decide(
                new ModelName("far"), view, Policies.contract(Fixtures.profiles(view)), found(Rule.LOCAL_ONLY));

        assertEquals(List.of("near"), plan(decision));
    }
}
