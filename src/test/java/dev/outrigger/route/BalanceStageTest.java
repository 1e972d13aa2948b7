package dev.outrigger.route;

import static dev.outrigger.route.Fixtures.BEST;
import static dev.outrigger.route.Fixtures.prefer;
import static dev.outrigger.route.Fixtures.view;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.registry.Cell;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.Registry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BalanceStageTest {
    private static final Map<String, Integer> IDLE = Map.of("a", 0, "b", 0, "c", 0);

    static BalanceSettings by(BalanceSettings.By by) {
        return new BalanceSettings(Optional.of(by), 1.25, Map.of());
    }

    private static final BalanceSettings PREFIX = by(BalanceSettings.By.PREFIX);

    private static List<String> plan(BalanceSettings settings, Asking asking, ModelState... models) {
        return Fixtures.plan(Fixtures.policy(view(models), settings).decide(asking.of(models)));
    }

    private static Map<String, Integer> firsts(BalanceSettings settings, int queries, ModelState... models) {
        Policy policy = Fixtures.policy(view(models), settings);
        Map<String, Integer> firsts = new HashMap<>();
        for (int i = 0; i < queries; i++) {
            Query query = new Asking()
                    .prefix(i)
                    .session(i)
                    .at(Asking.NOW.plusMillis(i))
                    .of(models);
            firsts.merge(Fixtures.plan(policy.decide(query)).getFirst(), 1, Integer::sum);
        }
        return firsts;
    }

    @Test
    void promptsThatBeginAlikeGoToTheSameReplica() {
        ModelState[] models = Asking.replicas(IDLE);

        for (long prefix = 0; prefix < 50; prefix++)
            assertEquals(
                    plan(PREFIX, new Asking().prefix(prefix).session(1), models),
                    plan(PREFIX, new Asking().prefix(prefix).session(2).user("ann"), models));
    }

    @Test
    void promptsThatBeginOtherwiseGoToAllOfThemAlike() {
        firsts(PREFIX, 3_000, Asking.replicas(IDLE))
                .forEach((model, times) -> assertTrue(times > 850 && times < 1_150, model + " " + times));
    }

    @Test
    void aReplicaOverItsCapacityComesAfterThoseWithRoom() {
        // Given
        long prefix = IntStream.range(0, 100)
                .filter(i -> plan(PREFIX, new Asking().prefix(i), Asking.replicas(IDLE))
                        .getFirst()
                        .equals("a"))
                .findFirst()
                .orElseThrow();

        // Then, of 11 with this one and 1.25 times as many for three, five are a's to have
        Asking asking = new Asking().prefix(prefix);
        assertEquals(
                "a",
                plan(PREFIX, asking, Asking.replicas(Map.of("a", 4, "b", 3, "c", 3)))
                        .getFirst());
        List<String> crowded = plan(PREFIX, asking, Asking.replicas(Map.of("a", 5, "b", 3, "c", 2)));
        assertEquals("a", crowded.getLast());
        assertEquals(plan(PREFIX, asking, Asking.replicas(IDLE)).subList(1, 3), crowded.subList(0, 2));
    }

    @Test
    void theFewestInFlightComeFirst() {
        assertEquals(
                List.of("c", "a", "b"),
                plan(by(BalanceSettings.By.LEAST_BUSY), new Asking(), Asking.replicas(Map.of("a", 3, "b", 7, "c", 1))));
    }

    @Test
    void conversationsAreSpreadByWeight() {
        BalanceSettings weighted = new BalanceSettings(Optional.empty(), 1.25, Map.of("a", 3, "b", 1, "c", 0));

        Map<String, Integer> firsts = firsts(weighted, 4_000, Asking.replicas(IDLE));

        assertTrue(Math.abs(firsts.getOrDefault("a", 0) - 3_000) < 120, firsts.toString());
        assertEquals(java.util.Set.of("a", "b"), firsts.keySet());
        assertEquals(
                "c",
                plan(weighted, new Asking().session(7), Asking.replicas(IDLE)).getLast());
    }

    @Test
    void ofTwoThatAreDrawnTheQuickerIsFirst() {
        // Given
        ModelState[] models = {
            Asking.busy("a", IDLE, OptionalDouble.of(0.2)),
            Asking.busy("b", IDLE, OptionalDouble.of(0.4)),
            Asking.busy("c", IDLE, OptionalDouble.of(0.8))
        };

        // When
        Map<String, Integer> firsts = firsts(by(BalanceSettings.By.P2C), 3_000, models);

        // Then, two of three pairs hold the quickest, one the second, none the slowest alone
        assertTrue(Math.abs(firsts.getOrDefault("a", 0) - 2_000) < 150, firsts.toString());
        assertTrue(Math.abs(firsts.getOrDefault("b", 0) - 1_000) < 150, firsts.toString());
        assertEquals(2, firsts.size());
    }

    @Test
    void aQuickOneWithMuchToDoIsNotTheQuickerOne() {
        Map<String, Integer> two = Map.of("a", 4, "b", 1);
        ModelState[] models = {
            Asking.busy("a", two, OptionalDouble.of(0.2)), Asking.busy("b", two, OptionalDouble.of(0.3))
        };

        assertEquals("b", plan(by(BalanceSettings.By.P2C), new Asking(), models).getFirst());
    }

    @Test
    void aPeakOfAMomentAgoSendsRequestsToTheOtherAndFades() {
        // Given
        AtomicLong nanos = new AtomicLong();
        Registry registry = new Registry(
                Stream.of(Asking.replicas(Map.of("a", 0, "b", 0)))
                        .map(ModelState::profile)
                        .toList(),
                nanos::get);
        Policy policy = Fixtures.policy(registry.view(), by(BalanceSettings.By.P2C));
        Cell a = registry.cell("a").orElseThrow();
        a.firstContentAfter(0.2);
        registry.cell("b").orElseThrow().firstContentAfter(0.4);
        assertEquals("a", first(policy, registry));

        // When
        a.firstContentAfter(3);

        // Then
        assertEquals("b", first(policy, registry));
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        registry.cell("b").orElseThrow().firstContentAfter(0.4);
        assertEquals("a", first(policy, registry), "it is tried again");
    }

    private static String first(Policy policy, Registry registry) {
        ModelState[] models = registry.view().models().toArray(ModelState[]::new);
        return Fixtures.plan(policy.decide(new Asking().of(models))).getFirst();
    }

    @Test
    void whereNobodyKnowsTheLatencyTheLoadTells() {
        Map<String, Integer> two = Map.of("a", 4, "b", 1);
        ModelState[] models = {
            Asking.busy("a", two, OptionalDouble.of(0.001)), Asking.busy("b", two, OptionalDouble.empty())
        };

        assertEquals("b", plan(by(BalanceSettings.By.P2C), new Asking(), models).getFirst());
    }

    @Test
    void otherModelsStandWhereTheyStood() {
        // Given
        List<ModelState> models = new ArrayList<>(List.of(Asking.replicas(Map.of("a", 9, "b", 0))));
        models.add(1, BEST);
        ModelState[] apart = models.toArray(ModelState[]::new);

        // Then
        BalanceSettings quiet = by(BalanceSettings.By.LEAST_BUSY);
        assertEquals(List.of("a", "best", "b"), plan(quiet, new Asking(), apart));
        assertEquals(
                List.of("b", "a", "best"),
                Fixtures.plan(Fixtures.policy(view(apart), prefer("true", "a", "b"), quiet)
                        .decide(new Asking().of(apart))));
    }

    @Test
    void saysWhomItPutFirst() {
        ModelState[] models = Asking.replicas(IDLE);
        Decision decision = Fixtures.policy(view(models), PREFIX).decide(new Asking().of(models));

        assertTrue(decision.considered().getFirst().because().endsWith("first of 3 replicas by prefix"));
    }
}
