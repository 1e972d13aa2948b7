package dev.outrigger.engine;

import dev.outrigger.chat.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Generations that wait for a slot, and who gets one. Somebody waits for an interactive answer, nobody for a batch one, so:
 *
 * <ul>
 *   <li>Interactive ones come first, and a batch one only where no interactive one waits.
 *   <li>A batch one that came longer ago than {@link #PATIENCE} is late, not lost: late ones come before all others until they have
 *       half of the slots, and behind interactive ones then.
 *   <li>Where an interactive one finds no free slot, the batch one that came last leaves its slot, waits again, and reads
 *       later what it knew; one that is late stays. So each is sent away only while it is young, or while late ones have more than half of the slots.
 *   <li>Where any finds no free slot, the answer whose reader reads no more, since {@link #STALL} at least, leaves its own, and waits
 *       until somebody reads on.
 *   <li>Where an interactive one finds no place to wait, the batch one that waits and came last gives up its own.
 * </ul>
 *
 * Belongs to the stepping thread.
 */
final class Waiting {
    /** How long a batch answer lets others go first. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How long an answer keeps a slot that somebody waits for while its own reader asks for no more. */
    static final Duration STALL = Duration.ofSeconds(5);

    static final Failure GIVEN_UP =
            Stepper.overloaded("an answer that nobody waits for gave up its place in the local model's queue");

    private final List<Generation> interactive = new ArrayList<>();
    private final List<Generation> batch = new ArrayList<>();

    private final Places places;
    private final Slots slots;

    Waiting(Places places, Slots slots) {
        this.places = places;
        this.slots = slots;
    }

    void addAll(Collection<Generation> generations) {
        for (Generation generation : generations)
            (generation.arrival().isBatch() ? batch : interactive).add(generation);
    }

    /** One had a slot and waits again, in the order of their coming. */
    void putBack(Generation generation) {
        places.waitAgain(generation.arrival());
        List<Generation> kind = generation.arrival().isBatch() ? batch : interactive;
        kind.add(generation);
        kind.sort(Comparator.comparingLong(each -> each.arrival().at()));
    }

    /** Those that may have a slot now, in this order. */
    List<Generation> inOrder(long now) {
        List<Generation> late = batch.stream()
                .filter(each -> isLate(each, now) && each.mayBegin())
                .toList();
        int first = Math.clamp(half() - lateRunning(now), 0, late.size());
        List<Generation> urgent = urgent();
        List<Generation> order = new ArrayList<>(late.subList(0, first));
        order.addAll(urgent);
        order.addAll(late.subList(first, late.size()));
        if (urgent.isEmpty()) order.addAll(patient(now));
        return order;
    }

    private List<Generation> urgent() {
        return interactive.stream().filter(Generation::mayBegin).toList();
    }

    private List<Generation> patient(long now) {
        return batch.stream()
                .filter(each -> !isLate(each, now) && each.mayBegin())
                .toList();
    }

    /** Those that a new one finds before it. */
    List<Generation> before(Arrival arrival, long now) {
        List<Generation> before = inOrder(now);
        boolean isAnyUrgent = !urgent().isEmpty();
        if (arrival.isBatch() && isAnyUrgent) before.addAll(patient(now));
        else if (!arrival.isBatch() && !isAnyUrgent) before.removeIf(each -> !isLate(each, now));
        return before;
    }

    /** It gets a slot now; false where its place is promised. */
    boolean begin(Generation generation) {
        if (!places.tryBegin(generation.arrival())) return false;
        return generation.arrival().isBatch() ? batch.remove(generation) : interactive.remove(generation);
    }

    /** Which of those that run leaves its slot to this one. */
    Optional<Slots.Slot> yielding(Generation to, long now) {
        List<Slots.Slot> all = slots.running().stream()
                .filter(slot -> slot.generation()
                        .filter(each -> yields(each, to.arrival(), now))
                        .isPresent())
                .toList();
        return all.stream()
                .filter(slot -> isStalled(slot.generation().orElseThrow(), now))
                .findFirst()
                .or(() -> all.stream()
                        .max(Comparator.comparingLong(slot ->
                                slot.generation().orElseThrow().arrival().at())));
    }

    /** Whether one that runs would leave its slot to this one. */
    boolean yields(Generation running, Arrival to, long now) {
        if (isStalled(running, now)) return true;
        if (to.isBatch() || !running.arrival().isBatch() || running.isFinished()) return false;
        return !isLate(running, now) || lateRunning(now) > half();
    }

    private static boolean isStalled(Generation running, long now) {
        OptionalLong since = running.stalledAt();
        return since.isPresent() && now - since.getAsLong() >= STALL.toNanos();
    }

    /** Takes note of those that run and wait for their readers alone. */
    void look(long now) {
        slots.running().forEach(slot -> slot.generation().ifPresent(each -> each.look(now)));
    }

    /** Nanoseconds until the next of these leaves its slot to one that waits for one; empty where none will. */
    OptionalLong untilStalled(long now) {
        if (slots.hasFree() || inOrder(now).isEmpty()) return OptionalLong.empty();
        return slots.running().stream()
                .flatMap(slot -> slot.generation().stream())
                .flatMapToLong(each -> each.stalledAt().stream())
                .map(since -> since + STALL.toNanos() - now)
                .filter(left -> left > 0)
                .min();
    }

    private int half() {
        return Math.max(1, slots.size() / 2);
    }

    private int lateRunning(long now) {
        return (int) slots.running().stream()
                .flatMap(slot -> slot.generation().stream())
                .filter(each -> isLate(each, now))
                .count();
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

    /** Removes those that are over, and gives their places back; whether there were any. */
    boolean removeIf(Predicate<Generation> isOver) {
        Predicate<Generation> leaves = generation -> {
            if (!isOver.test(generation)) return false;
            places.leaveQueue(generation.arrival());
            return true;
        };
        boolean areInteractive = interactive.removeIf(leaves);
        return batch.removeIf(leaves) || areInteractive;
    }
}
