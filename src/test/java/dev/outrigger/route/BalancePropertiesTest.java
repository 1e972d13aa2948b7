package dev.outrigger.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.registry.ModelState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds of every choice among replicas, however many there are and however busy they are. */
class BalancePropertiesTest {
    private static final int TRIES = 300;

    private static List<Candidate> replicas(int count, List<Integer> loads) {
        Map<String, Integer> inFlight = new HashMap<>();
        IntStream.range(0, count).forEach(i -> inFlight.put("r" + i, loads.get(i % loads.size())));
        return IntStream.range(0, count)
                .mapToObj(i -> Asking.busy("r" + i, inFlight, OptionalDouble.of(0.1 * (i + 1))))
                .map(Candidate::of)
                .toList();
    }

    private static List<String> names(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::model).toList();
    }

    private static List<String> without(String name, List<String> names) {
        return names.stream().filter(other -> !other.equals(name)).toList();
    }

    @Property(tries = TRIES)
    void oneThatIsAddedReordersNoneOfTheOthers(@ForAll long seed, @ForAll @IntRange(min = 2, max = 12) int count) {
        // Given
        List<Candidate> all = replicas(count + 1, List.of(0));
        String added = "r" + count;
        List<Candidate> fewer = all.subList(0, count);

        // Then
        assertEquals(names(Draw.bounded(fewer, seed, 1.25)), without(added, names(Draw.bounded(all, seed, 1.25))));
        assertEquals(
                names(Draw.weighted(fewer, seed, Map.of())), without(added, names(Draw.weighted(all, seed, Map.of()))));
        assertEquals(names(Draw.leastBusy(fewer, seed)), without(added, names(Draw.leastBusy(all, seed))));
    }

    /** Of so many prompts the new one takes its share, and whoever is not its own stays where it was. */
    @Property(tries = 20)
    void aPromptMovesToTheNewReplicaOrNotAtAll(@ForAll @IntRange(min = 2, max = 8) int count) {
        // Given
        List<Candidate> all = replicas(count + 1, List.of(0));
        int prompts = 2_000;
        int moved = 0;

        // When
        for (int prompt = 0; prompt < prompts; prompt++) {
            String before =
                    Draw.bounded(all.subList(0, count), prompt, 1.25).getFirst().model();
            String after = Draw.bounded(all, prompt, 1.25).getFirst().model();
            if (before.equals(after)) continue;
            assertEquals("r" + count, after);
            moved++;
        }

        // Then
        double share = (double) moved / prompts;
        assertTrue(Math.abs(share - 1.0 / (count + 1)) < 0.05, share + " of them, to one of " + (count + 1));
    }

    @Property(tries = TRIES)
    void nobodyIsGivenMoreThanItsCapacityWhileAnotherHasRoom(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 12) int count,
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 200) Integer> loads) {
        // Given
        List<Candidate> replicas = replicas(count, loads);
        long inFlight =
                replicas.stream().mapToLong(one -> one.state().inFlight()).sum() + 1;

        // When
        Candidate first = Draw.bounded(replicas, seed, 1.25).getFirst();

        // Then
        assertTrue(first.state().inFlight() + 1 <= Math.ceil(1.25 * inFlight / count));
    }

    /** Prompts that come one after the other and stay. */
    @Property(tries = 30)
    void noReplicaIsEverLoadedOverItsCapacity(
            @ForAll @IntRange(min = 2, max = 6) int count, @ForAll @IntRange(min = 1, max = 3) int prefixes) {
        // Given
        Map<String, Integer> inFlight = new HashMap<>();
        IntStream.range(0, count).forEach(i -> inFlight.put("r" + i, 0));

        // When
        for (int request = 1; request <= 60; request++) {
            List<Candidate> now = inFlight.keySet().stream()
                    .sorted()
                    .map(name -> Asking.busy(name, inFlight, OptionalDouble.empty()))
                    .map(Candidate::of)
                    .toList();
            String chosen =
                    Draw.bounded(now, request % prefixes, 1.25).getFirst().model();
            inFlight.merge(chosen, 1, Integer::sum);

            // Then
            double capacity = Math.ceil(1.25 * request / count);
            assertTrue(inFlight.getOrDefault(chosen, 0) <= capacity, inFlight + " over " + capacity);
        }
    }

    @Property(tries = TRIES)
    void everyChoiceIsAnOrderOfTheSameReplicasAndTheSameAgain(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 12) int count,
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 200) Integer> loads,
            @ForAll BalanceSettings.By by) {
        // Given
        ModelState[] states =
                replicas(count, loads).stream().map(Candidate::state).toArray(ModelState[]::new);
        BalanceSettings settings = by == BalanceSettings.By.WEIGHTS
                ? new BalanceSettings(java.util.Optional.of(by), 1.25, Map.of("r0", 5))
                : BalanceStageTest.by(by);
        Policy policy = Fixtures.policy(Fixtures.view(states), settings);
        Query query = new Asking().prefix(seed).session(seed).of(states);

        // When
        Decision decision = policy.decide(query);

        // Then
        List<String> sorted = new ArrayList<>(Fixtures.plan(decision));
        sorted.sort(null);
        assertEquals(IntStream.range(0, count).mapToObj(i -> "r" + i).sorted().toList(), sorted);
        assertEquals(decision, policy.decide(query));
    }
}
