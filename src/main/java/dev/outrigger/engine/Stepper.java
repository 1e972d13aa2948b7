package dev.outrigger.engine;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The loop that runs a model for several answers at once, on a thread of its own. Each turn it lets waiting answers into
 * free slots, passes events on, and takes one step of the model for all that are ready: a token each for those that
 * answer, and some of the prompts still to be read, fewer where others answer. It sleeps when nobody is ready.
 *
 * <p>Sources: <a href="https://www.usenix.org/conference/osdi22/presentation/yu">Orca</a> (scheduling by step),
 * <a href="https://arxiv.org/abs/2403.02310">Sarathi-Serve</a> (prompts in pieces beside running answers).
 */
final class Stepper implements Runnable {
    /** Prompt tokens of a step beside which nobody answers: more make it longer, and none cheaper. */
    static final int PROMPT_TOKENS = 64;

    /**
     * Rows that the four-bit product takes at once: up to so many cost little more than one, the next as much again. Beside
     * answers a prompt fills such rows up, which keeps the step at about twice its time.
     */
    static final int ROWS = 4;

    /** Fewer might leave a prompt where it is: a block is never cut so that one token stands alone. */
    static final int LEAST_PROMPT_TOKENS = 3;

    /** How long an app is asked to wait when there is no place. */
    static final Duration BUSY = Duration.ofSeconds(1);

    private final Decoder decoder;
    private final Function<Arrival, List<Generation>> reader;
    private final int places;
    private final Semaphore freePlaces;
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread thread;
    private volatile boolean isClosing;

    // From here on the loop's own.
    private final Queue<Generation> waiting = new ArrayDeque<>();
    private final Slots slots;

    /**
     * @param reader makes the beginnings of an answer's choices of a request, or throws {@link FailureException}; called by the loop
     * @param queued choices that may wait for a slot
     */
    Stepper(Decoder decoder, Function<Arrival, List<Generation>> reader, int queued) {
        this.decoder = decoder;
        this.reader = reader;
        this.slots = new Slots(decoder);
        this.places = decoder.slots() + queued;
        this.freePlaces = new Semaphore(places);
    }

    /** Queues a request, from any thread; a refusal is signalled at once and on that thread. */
    void submit(Arrival arrival) {
        switch (enter(arrival)) {
            case ENTERED -> wake();
            case TOO_MANY -> arrival.outbox().fail(tooMany(arrival.choices()));
            case FULL -> arrival.outbox().fail(overloaded("the local model's queue is full (" + places + " answers)"));
            case CLOSING -> arrival.outbox().fail(overloaded("the local model is closing"));
        }
    }

    /** Makes the loop look again; from any thread. */
    void wake() {
        LockSupport.unpark(thread);
    }

    /** Lets the loop end after its step; nothing is queued any more. */
    synchronized void stop() {
        isClosing = true;
        wake();
    }

    /** Answers that run or wait. */
    int open() {
        return places - freePlaces.availablePermits();
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try {
            while (!isClosing) {
                if (!turn()) LockSupport.park(this);
            }
        } finally {
            // Also where the loop failed: nobody waits for a thread that is gone.
            stop();
            close();
        }
    }

    /** One turn of the loop; false when nobody was ready for a step. */
    boolean turn() {
        read();
        deliver(); // frees the slots of answers that are over, for those that wait
        admit();
        deliver();
        return step();
    }

    private void close() {
        Failure failure = overloaded("the local model is closing");
        arrivals.forEach(arrival -> arrival.outbox().fail(failure));
        waiting.forEach(generation -> generation.breakOff(failure));
        slots.running().forEach(slot -> slot.generation().ifPresent(generation -> generation.breakOff(failure)));
    }

    private enum Entry {
        ENTERED,
        TOO_MANY,
        FULL,
        CLOSING
    }

    /** Under the lock of {@link #stop}, so that nothing comes after the loop's last look. */
    private synchronized Entry enter(Arrival arrival) {
        if (isClosing) return Entry.CLOSING;
        if (arrival.choices() > places) return Entry.TOO_MANY;
        if (!freePlaces.tryAcquire(arrival.choices())) return Entry.FULL;
        arrivals.add(arrival);
        return Entry.ENTERED;
    }

    /** Tokenises at once, not when a slot is free: what does not fit should go elsewhere without waiting. */
    private void read() {
        for (Arrival arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            try {
                waiting.addAll(reader.apply(arrival));
            } catch (RuntimeException | VirtualMachineError cause) {
                // The stack or heap that a request takes is that request's fault, and gone with it.
                arrival.outbox().fail(FailureException.of(cause));
                freePlaces.release(arrival.choices());
            }
        }
    }

    private void admit() {
        waiting.removeIf(this::isOver);
        for (Iterator<Generation> each = waiting.iterator(); each.hasNext() && slots.hasFree(); ) {
            Generation generation = each.next();
            if (slots.isWorthWaiting(generation)) continue;
            each.remove();
            take(generation);
        }
    }

    private void take(Generation generation) {
        try {
            slots.take(generation);
        } catch (RuntimeException cause) {
            generation.breakOff(failed(cause));
            freePlaces.release();
        }
    }

    private void deliver() {
        for (Slots.Slot slot : slots.running())
            if (slot.generation().filter(this::isOver).isPresent()) slots.leave(slot);
    }

    private boolean isOver(Generation generation) {
        if (!generation.outbox().deliver() && !generation.isDone()) return false;
        freePlaces.release();
        return true;
    }

    /** What a slot reads in a step: what comes next, and behind it guesses, each for itself. */
    private record Reading(Slots.Slot slot, Generation generation, List<Span> spans) {}

    /** False when nobody was ready. */
    private boolean step() {
        List<Reading> readings = schedule();
        if (readings.isEmpty()) return false;
        Iterator<Candidates> candidates;
        try {
            candidates = decoder.step(readings.stream()
                            .flatMap(reading -> reading.spans().stream())
                            .toList())
                    .iterator();
        } catch (RuntimeException cause) {
            for (Reading reading : readings) {
                slots.forget(reading.slot());
                reading.generation().breakOff(failed(cause));
            }
            return true;
        }
        for (Reading reading : readings)
            advance(
                    reading,
                    reading.spans().stream().map(span -> candidates.next()).toList());
        return true;
    }

    /** What fails behind the step, as a form that no token goes on with, ends this answer alone. */
    private static void advance(Reading reading, List<Candidates> candidates) {
        Generation generation = reading.generation();
        List<Span> spans = reading.spans();
        int read = 0;
        try {
            do {
                reading.slot().advance(spans.get(read));
                generation.advance(spans.get(read), candidates.get(read));
                read++;
            } while (read < spans.size() && generation.reads(spans.get(read)));
            generation.learn(spans.size() - 1, read - 1);
        } catch (RuntimeException cause) {
            generation.breakOff(failed(cause));
        }
    }

    private static Failure failed(RuntimeException cause) {
        return cause instanceof FailureException said
                ? said.failure()
                : overloaded("the local model failed: " + cause.getClass().getSimpleName());
    }

    /** What each ready answer reads next. Slots take turns in being first to the bound on prompt tokens. */
    private List<Reading> schedule() {
        List<Reading> readings = new ArrayList<>();
        List<Slots.Slot> running = slots.inTurn();
        int left = promptTokens(running);
        int rows = 0;
        for (Slots.Slot slot : running) {
            Generation generation = slot.generation().orElseThrow();
            if (!generation.isReady()) continue;
            Optional<Span> span = generation.next(slot.number(), left);
            if (span.isEmpty()) continue;
            int tokens = span.get().tokens().length;
            if (generation.isReadingPrompt()) left -= tokens;
            rows += tokens;
            readings.add(new Reading(slot, generation, new ArrayList<>(List.of(span.get()))));
        }
        guess(readings, Math.ceilDiv(rows, ROWS) * ROWS - rows);
        return readings;
    }

    /** Fills the rows of the product up with guesses. */
    private static void guess(List<Reading> readings, int rows) {
        int left = rows;
        for (Reading reading : readings) {
            Span next = reading.spans().getFirst();
            int at = next.first();
            for (int guess : reading.generation().guess(left)) {
                reading.spans().add(new Span(next.slot(), ++at, new int[] {guess}));
                left--;
            }
        }
    }

    private static int promptTokens(List<Slots.Slot> running) {
        long answering = running.stream()
                .flatMap(slot -> slot.generation().stream())
                .filter(generation -> generation.isReady() && !generation.isReadingPrompt())
                .count();
        if (answering == 0) return PROMPT_TOKENS;
        int rows = Math.ceilDiv((int) answering + 2, ROWS) * ROWS;
        return Math.max(LEAST_PROMPT_TOKENS, rows - (int) answering);
    }

    private Failure tooMany(int choices) {
        return new Failure.Untranslatable(
                "the local model has " + places + " places, and " + choices + " answers were asked for",
                Optional.empty());
    }

    private static Failure overloaded(String message) {
        return new Failure.Overloaded(503, Optional.of(BUSY), message, Optional.empty());
    }
}
