package dev.outrigger.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Score;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.registry.Capability;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.RegistryView;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds whatever stages an operator puts together. */
class GeneratedPoliciesTest extends Queries {
    private static final int TRIES = 200;

    @Property(tries = TRIES)
    void decidesWithEveryScoreMissing(
            @ForAll("policies") Recipe recipe,
            @ForAll Score.Reason reason,
            @ForAll("models") List<ModelState> models,
            @ForAll("occasions") Occasion occasion) {
        // When
        Decision decision =
                recipe.of(models).decide(query(Fixtures.request("auto"), Fixtures.missing(reason), models, occasion));

        // Then
        boolean canAnswer = models.stream()
                .filter(state -> Fixtures.mayAnswer(state))
                .anyMatch(state -> decision.excluded().stream()
                        .noneMatch(out -> out.stage().equals("rule")
                                && out.model().equals(state.profile().name())));
        assertEquals(canAnswer, !decision.plan().isEmpty());
    }

    @Property(tries = TRIES)
    void planHoldsNobodyWhomAHardFilterLeftOut(
            @ForAll("policies") Recipe recipe,
            @ForAll("requests") ChatRequest request,
            @ForAll("analyses") Analysis analysis,
            @ForAll("models") List<ModelState> models) {
        // Given
        Query query = query(request, analysis, models, Occasion.NONE);

        // When
        Decision decision = recipe.of(models).decide(query);

        // Then
        Set<String> out =
                decision.excluded().stream().map(Decision.Excluded::model).collect(Collectors.toSet());
        for (Step.Ask ask : decision.asks()) {
            ModelState state = query.view().named(ask.candidate().name()).orElseThrow();
            assertFalse(out.contains(state.profile().name()));
            assertTrue(
                    state.profile().capabilities().containsAll(query.outline().needs()));
            assertTrue(state.profile().window().orElse(Integer.MAX_VALUE)
                    >= query.outline().tokens());
            assertTrue(Fixtures.mayBePlanned(state, query.view(), decision));
            assertFalse(state.profile().capabilities().equals(Set.of(Capability.EMBEDDINGS)));
        }
        assertEquals(
                models.size(),
                decision.considered().size() + decision.excluded().size());
    }

    @Property(tries = TRIES)
    void anAddedModelNeverReordersTheOthers(
            @ForAll("policies") Recipe recipe,
            @ForAll("requests") ChatRequest request,
            @ForAll("analyses") Analysis analysis,
            @ForAll("models") List<ModelState> models,
            @ForAll("occasions") Occasion occasion) {
        // Given
        List<ModelState> fewer = models.subList(0, models.size() - 1);

        // When
        List<String> before = Fixtures.plan(recipe.of(fewer).decide(query(request, analysis, fewer, occasion)));
        List<String> after = Fixtures.plan(recipe.of(models).decide(query(request, analysis, models, occasion)));

        // Then
        Set<String> inBoth = new HashSet<>(before);
        inBoth.retainAll(after);
        assertEquals(only(inBoth, before), only(inBoth, after));
    }

    @Property(tries = TRIES)
    void theSameQueryGivesTheSameDecision(
            @ForAll("policies") Recipe recipe,
            @ForAll("requests") ChatRequest request,
            @ForAll("analyses") Analysis analysis,
            @ForAll("models") List<ModelState> models,
            @ForAll("occasions") Occasion occasion) {
        assertEquals(
                recipe.of(models).decide(query(request, analysis, models, occasion)),
                recipe.of(models).decide(query(request, analysis, models, occasion)));
    }

    @Property(tries = TRIES)
    void nobodyStandsBeforeWhoDominatesItInTheSamePlace(
            @ForAll("objectives") Objective objective,
            @ForAll("analyses") Analysis analysis,
            @ForAll("models") List<ModelState> models) {
        // When
        List<Decision.Considered> order = new Recipe(objective, List.of(new StageSettings.Score()))
                .of(models)
                .decide(query(Fixtures.request("auto"), analysis, models, Occasion.NONE))
                .considered();

        // Then: but for those that are waited for, who come after whoever is asked at once
        Set<String> awaited = models.stream()
                .filter(state -> state.health() instanceof Health.Loading)
                .map(state -> state.profile().name())
                .collect(Collectors.toSet());
        for (int i = 0; i < order.size(); i++)
            for (Decision.Considered later : order.subList(i, order.size()))
                if (awaited.contains(later.model())
                        == awaited.contains(order.get(i).model()))
                    assertFalse(
                            later.rating()
                                    .orElseThrow()
                                    .dominates(order.get(i).rating().orElseThrow()),
                            () -> later + " dominates one of " + order);
    }

    @Property(tries = TRIES)
    void counterfactualsAreTrue(
            @ForAll("policies") Recipe recipe,
            @ForAll("requests") ChatRequest request,
            @ForAll("analyses") Analysis analysis,
            @ForAll("models") List<ModelState> models,
            @ForAll("occasions") Occasion occasion) {
        // Given
        Policy policy = recipe.of(models);
        Query query = query(request, analysis, models, occasion);
        Decision decision = policy.decide(query);

        // When
        List<Counterfactual> all = Counterfactuals.of(policy, query, decision);

        // Then
        assertTrue(all.size() <= Counterfactuals.MOST);
        for (Counterfactual one : all) {
            assertNotEquals(first(decision), Optional.of(one.model()), one::words);
            assertEquals(Optional.of(one.model()), first(one.change().decide(policy, query)), one::words);
            if (one.change() instanceof Change.Weight weight)
                for (double share = 0.05; share < 1; share += 0.1) {
                    double at = weight.over() + share * (weight.under() - weight.over());
                    assertEquals(Optional.of(one.model()), first(weight.at(policy, query, at)), one::words);
                }
        }
    }

    /** What makes a policy of models. */
    record Recipe(Objective objective, List<StageSettings> stages) {
        Policy of(List<ModelState> models) {
            return Generated.policy(objective, stages, models);
        }
    }

    private static Query query(ChatRequest request, Analysis analysis, List<ModelState> models, Occasion occasion) {
        return new Query(request, analysis, new RegistryView(models), Clearance.OPEN, occasion);
    }

    private static Optional<String> first(Decision decision) {
        return Fixtures.plan(decision).stream().findFirst();
    }

    private static List<String> only(Set<String> names, List<String> plan) {
        return plan.stream().filter(names::contains).toList();
    }

    @Provide
    Arbitrary<Recipe> policies() {
        return net.jqwik.api.Combinators.combine(Generated.objectives(), Generated.stages())
                .as(Recipe::new);
    }

    @Provide
    Arbitrary<Objective> objectives() {
        return Generated.objectives();
    }

    @Provide
    Arbitrary<Occasion> occasions() {
        return Generated.occasions();
    }
}
