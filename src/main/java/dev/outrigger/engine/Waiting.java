package dev.outrigger.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Generations that wait for a slot, and who gets one. Somebody waits for an interactive answer, nobody for a batch one, so:
 *
 * <ul>
 *   <li>Interactive ones come first, and a batch one only where no interactive one waits.
 *   <li>A batch one that came longer ago than {@link #PATIENCE} comes before all others: it is late, not lost.
 *   <li>Where an interactive one finds no free slot, the batch one that came last leaves its slot, waits again, and reads
 *       later what it knew; one that is late stays. So each is sent away only while it is young.
 *   <li>Where an interactive one finds no place to wait, the batch one that waits and came last gives up its own.
 * </ul>
 *
 * Belongs to the stepping thread.
 */
final class Waiting {
    /** How long a batch answer lets others go first. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<Generation> interactive = new ArrayList<>();
    private final List<Generation> batch = new ArrayList<>();

    private final Places places;

    Waiting(Places places) {
        this.places = places;
    }

    void addAll(Collection<Generation> generations) {
        for (Generation generation : generations)
            (generation.arrival().isBatch() ? batch : interactive).add(generation);
    }

    /** One had a slot and waits again, in the order of their coming. */
    void putBack(Generation generation) {
        places.waitAgain(generation.arrival());
        batch.add(generation);
        batch.sort(Comparator.comparingLong(each -> each.arrival().at()));
    }

    /** Those that may have a slot now, in this order. */
    List<Generation> inOrder(long now) {
        List<Generation> order =
                new ArrayList<>(batch.stream().filter(each -> isLate(each, now)).toList());
        order.addAll(interactive);
        if (interactive.isEmpty())
            batch.stream().filter(each -> !isLate(each, now)).forEach(order::add);
        return order;
    }

    /** Those that a new one finds before it. */
    List<Generation> before(Arrival arrival, long now) {
        List<Generation> before = inOrder(now);
        if (arrival.isBatch() && !interactive.isEmpty())
            batch.stream().filter(each -> !isLate(each, now)).forEach(before::add);
        else if (!arrival.isBatch() && interactive.isEmpty()) before.removeIf(each -> !isLate(each, now));
        return before;
    }

    /** It gets a slot now; false where its place is promised. */
    boolean begin(Generation generation) {
        if (!places.tryBegin(generation.arrival())) return false;
        return generation.arrival().isBatch() ? batch.remove(generation) : interactive.remove(generation);
    }

    /** Which of those that run leaves its slot to this one. */
    static Optional<Slots.Slot> yielding(Generation to, List<Slots.Slot> running, long now) {
        if (to.arrival().isBatch()) return Optional.empty();
        return running.stream()
                .filter(slot ->
                        slot.generation().filter(each -> yields(each, now)).isPresent())
                .max(Comparator.comparingLong(
                        slot -> slot.generation().orElseThrow().arrival().at()));
    }

    private static boolean yields(Generation running, long now) {
        return running.arrival().isBatch() && !running.isFinished() && !isLate(running, now);
    }

    private static boolean isLate(Generation generation, long now) {
        return generation.arrival().isBatch() && now - generation.arrival().at() >= PATIENCE.toNanos();
    }

    /** The batch one that came last, where a place of its kind is promised; all choices of its answer are to end. */
    Optional<Generation> evicted() {
        return places.isPromised() && !batch.isEmpty() ? Optional.of(batch.getLast()) : Optional.empty();
    }

    /** All of them. */
    List<Generation> all() {
        List<Generation> all = new ArrayList<>(interactive);
        all.addAll(batch);
        return all;
    }

    /** Removes those that are over, and gives their places back. */
    void removeIf(Predicate<Generation> isOver) {
        Predicate<Generation> leaves = generation -> {
            if (!isOver.test(generation)) return false;
            places.leaveQueue(generation.arrival());
            return true;
        };
        interactive.removeIf(leaves);
        batch.removeIf(leaves);
    }
}
