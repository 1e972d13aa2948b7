package dev.outrigger.engine;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The loop that runs a model for several answers at once, on a thread of its own. Each turn it lets waiting answers into
 * free slots, passes events on, and takes one step of the model for all that are ready: a token each for those that
 * answer, and some of the prompts still to be read, fewer where others answer. It sleeps when nobody is ready. Who waits and
 * who comes first is {@link Waiting}'s business; an answer that would begin too late by the {@link Forecast} is refused at
 * once, so that it is asked for elsewhere.
 *
 * <p>Sources: <a href="https://www.usenix.org/conference/osdi22/presentation/yu">Orca</a> (scheduling by step),
 * <a href="https://arxiv.org/abs/2403.02310">Sarathi-Serve</a> (prompts in pieces beside running answers).
 */
final class Stepper implements Runnable {
    /** How long an app is asked to wait when there is no place. */
    static final Duration BUSY = Duration.ofSeconds(1);

    static final Failure PAST = new Failure.TimedOut(Failure.Clock.DEADLINE, "the deadline passed");

    private final StepCosts decoder;
    private final LongSupplier ticker;
    private final Function<Arrival, List<Generation>> reader;
    private final Places places;
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread thread;
    private volatile boolean isClosing;
    private String ending = "is closing";

    // From here on the loop's own.
    private final Waiting waiting;
    private final Slots slots;
    private final Adapters adapters;
    private final Forecast forecast;
    private final Leaving leaving = new Leaving();

    /** In this turn, behind the look at who may begin: who waits for that is looked at again before the loop sleeps. */
    private boolean isFreed;

    private final Faults faults = new Faults("steps");

    /**
     * @param reader makes the beginnings of an answer's choices of a request, or throws {@link FailureException}; called by the loop
     * @param queued choices that may wait for a slot
     */
    Stepper(Decoder decoder, Function<Arrival, List<Generation>> reader, int queued) {
        this(decoder, reader, queued, Adapters.none(decoder));
    }

    /** The same, over whose decoder adapters are laid; they are closed with the loop. */
    Stepper(Decoder decoder, Function<Arrival, List<Generation>> reader, int queued, Adapters adapters) {
        this(decoder, reader, queued, adapters, System::nanoTime);
    }

    /** @param ticker nanoseconds, as those of a deadline */
    Stepper(
            Decoder decoder,
            Function<Arrival, List<Generation>> reader,
            int queued,
            Adapters adapters,
            LongSupplier ticker) {
        this.decoder = new StepCosts(decoder, ticker);
        this.ticker = ticker;
        this.adapters = adapters;
        this.reader = reader;
        this.slots = new Slots(this.decoder);
        this.forecast = new Forecast(this.decoder, decoder.slots());
        this.places = new Places(decoder.slots() + queued);
        this.waiting = new Waiting(places, slots);
    }

    /** Queues a request, from any thread; a refusal is signalled at once and on that thread. */
    void submit(Arrival arrival) {
        switch (enter(arrival)) {
            case ENTERED -> wake();
            case TOO_MANY -> arrival.outbox().fail(places.tooMany(arrival.choices()));
            case FULL -> arrival.outbox().fail(places.full());
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
        return places.taken();
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try {
            while (!isClosing) {
                if (!turn()) sleep();
            }
        } catch (RuntimeException | Error cause) {
            ending = "was lost: " + Loss.words(cause);
            throw cause;
        } finally {
            // Also where the loop failed: nobody waits for a thread that is gone.
            stop();
            close();
        }
    }

    private void sleep() {
        OptionalLong until = untilDue();
        if (until.isPresent()) LockSupport.parkNanos(this, until.getAsLong());
        else LockSupport.park(this);
    }

    /** Nanoseconds until there is something to do though nobody asks for anything; empty where there will not be. */
    OptionalLong untilDue() {
        return waiting.untilStalled(ticker.getAsLong());
    }

    /**
     * One turn of the loop; false when nobody was ready for a step.
     *
     * @throws LostException when its step showed that the model can answer no more
     */
    boolean turn() {
        read();
        deliver(); // frees the slots of answers that are over, for those that wait
        boolean isFed = adapters.feed();
        clear();
        adapters.refuse(waiting.all());
        adapters.prepare(waiting.inOrder(ticker.getAsLong()));
        isFreed = waiting.removeIf(this::isOver);
        admit();
        deliver();
        return step() || isFed || isFreed;
    }

    private void close() {
        Failure failure = overloaded("the local model " + ending);
        arrivals.forEach(arrival -> arrival.outbox().fail(failure));
        waiting.all().forEach(generation -> generation.breakOff(failure));
        slots.running().forEach(slot -> slot.generation().ifPresent(generation -> generation.breakOff(failure)));
        leaving.breakOff(failure);
        adapters.close();
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
        if (arrival.choices() > places.all()) return Entry.TOO_MANY;
        if (!places.tryEnter(arrival)) return Entry.FULL;
        arrivals.add(arrival.at(ticker.getAsLong()));
        return Entry.ENTERED;
    }

    /** Tokenises at once, not when a slot is free: what does not fit should go elsewhere without waiting. */
    private void read() {
        for (Arrival arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            try {
                List<Generation> generations = reader.apply(arrival);
                forecast.check(generations.getFirst(), slots, waiting, ticker.getAsLong());
                waiting.addAll(generations);
            } catch (RuntimeException | VirtualMachineError cause) {
                // The stack or heap that a request takes is that request's fault, and gone with it.
                arrival.outbox().fail(FailureException.of(cause));
                for (int i = 0; i < arrival.choices(); i++) places.leaveQueue(arrival);
            }
        }
    }

    /** Of those that wait: what is over, or must give up its place, waits no more. */
    private void clear() {
        waiting.removeIf(this::isOver);
        for (Optional<Generation> last = waiting.evicted(); last.isPresent(); last = waiting.evicted()) {
            last.get().breakOff(Waiting.GIVEN_UP);
            waiting.removeIf(this::isOver);
        }
    }

    private void admit() {
        long now = ticker.getAsLong();
        waiting.look(now);
        for (Generation generation : waiting.inOrder(now)) {
            if (!adapters.isReady(generation) || slots.isWorthWaiting(generation)) continue;
            if (!slots.hasFree()) waiting.yielding(generation, now).ifPresent(this::pause);
            // A batch one that finds none holds up no interactive one, to which others may yield.
            if (!slots.hasFree() && generation.arrival().isBatch()) continue;
            if (!slots.hasFree()) return;
            if (waiting.begin(generation)) take(generation);
        }
    }

    /** Its generation leaves the slot to another. */
    private void pause(Slots.Slot slot) {
        Generation generation = slot.generation().orElseThrow();
        adapters.leave(generation);
        slots.leave(slot);
        generation.pause();
        waiting.putBack(generation);
    }

    private void take(Generation generation) {
        try {
            adapters.take(generation);
            slots.take(generation);
        } catch (RuntimeException cause) {
            generation.breakOff(Schedule.failed(cause));
            adapters.leave(generation);
            places.leaveSlot();
            isFreed = true;
        }
    }

    private void deliver() {
        leaving.deliver(ticker.getAsLong());
        for (Slots.Slot slot : slots.running()) {
            Generation generation = slot.generation().orElseThrow();
            boolean isOver = isOver(generation);
            if (!isOver && !generation.isFinished()) continue;
            if (!isOver) leaving.add(generation);
            if (generation.isFinished()) forecast.answered(generation.made());
            adapters.leave(generation);
            slots.leave(slot);
            places.leaveSlot();
            isFreed = true;
        }
    }

    private boolean isOver(Generation generation) {
        if (generation.arrival().isPast(ticker.getAsLong())) generation.breakOff(PAST);
        return generation.outbox().deliver() || generation.isDone();
    }

    /** False when nobody was ready. */
    private boolean step() {
        List<Schedule.Reading> readings = Schedule.of(slots, adapters);
        if (readings.isEmpty()) return false;
        Iterator<Candidates> candidates;
        try {
            candidates = decoder.step(readings.stream()
                            .flatMap(reading -> reading.spans().stream())
                            .toList())
                    .iterator();
        } catch (RuntimeException cause) {
            for (Schedule.Reading reading : readings) {
                slots.forget(reading.slot());
                reading.generation().breakOff(Schedule.failed(cause));
            }
            faults.add(cause).ifPresent(why -> {
                throw new LostException(why, cause);
            });
            return true;
        }
        faults.none();
        int answers = 0;
        int made = 0;
        for (Schedule.Reading reading : readings) {
            boolean isAnswering = !reading.generation().isReadingPrompt();
            int read = reading.advance(candidates);
            if (!isAnswering) continue;
            answers++;
            made += read;
        }
        decoder.made(answers, made);
        return true;
    }

    static Failure overloaded(String message) {
        return new Failure.Overloaded(503, Optional.of(BUSY), message, Optional.empty());
    }
}
