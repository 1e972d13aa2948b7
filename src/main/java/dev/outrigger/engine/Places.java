package dev.outrigger.engine;

import dev.outrigger.chat.Failure;
import java.util.Optional;

/**
 * The places of a stepper: one for each choice that runs or waits. Where none is free an interactive answer may be promised
 * those of batch choices that wait; the stepping thread then ends these. Thread-safe.
 */
final class Places {
    private final int all;
    private int free;

    /** Batch choices that wait, or are about to. */
    private int batch;

    /** Of their places those that are promised. */
    private int promised;

    Places(int all) {
        this.all = all;
        this.free = all;
    }

    int all() {
        return all;
    }

    /** Why so many choices never find a place. */
    Failure tooMany(int choices) {
        return new Failure.Untranslatable(
                "the local model has " + all + " places, and " + choices + " answers were asked for", Optional.empty());
    }

    /** Why an answer finds none now. */
    Failure full() {
        return Stepper.overloaded("the local model's queue is full (" + all + " answers)");
    }

    synchronized int taken() {
        return all - free;
    }

    /** Takes a place for each choice of an answer, which waits from now on; false when there are not so many. */
    synchronized boolean tryEnter(Arrival arrival) {
        int choices = arrival.choices();
        int lacking = Math.max(0, choices - free);
        if (lacking > 0 && (arrival.isBatch() || batch - promised < lacking)) return false;
        free -= choices - lacking;
        promised += lacking;
        if (arrival.isBatch()) batch += choices;
        return true;
    }

    /** A choice that waits gets a slot; false where its place is promised. */
    synchronized boolean tryBegin(Arrival arrival) {
        if (!arrival.isBatch()) return true;
        if (batch == promised) return false;
        batch--;
        return true;
    }

    /** A choice that had a slot waits again. */
    synchronized void waitAgain(Arrival arrival) {
        if (arrival.isBatch()) batch++;
    }

    /** A choice that waited is over; its place goes to one that was promised it, or is free. */
    synchronized void leaveQueue(Arrival arrival) {
        if (!arrival.isBatch()) {
            free++;
            return;
        }
        batch--;
        if (promised > 0) promised--;
        else free++;
    }

    /** A choice that had a slot is over. */
    synchronized void leaveSlot() {
        free++;
    }

    /** Whether a batch choice that waits must give up its place. */
    synchronized boolean isPromised() {
        return promised > 0;
    }
}
