package dev.outrigger.dialect;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.LogProb;

/**
 * What messages take on the heap beside their own bytes, at most: the factors by which {@code limits.bufferedBytes} counts
 * them, each of them measured of every dialect.
 */
public final class HeapCost {
    /** Of a request that is said in other words, for each of its bytes: its texts, the tree they stand in, its bytes. */
    public static final int REQUEST_COPIES = 4;

    /** Likewise of an answer, whose pieces are joined before. */
    public static final int ANSWER_COPIES = 6;

    /** The tree takes so many times what the request's own parts do. */
    public static final int TREES = 3;

    /** An event, with the words in it that are decoded. */
    public static final int EVENT_BYTES = 128;

    /** A citation, or the probability of a token. */
    public static final int NOTE_BYTES = 288;

    private HeapCost() {}

    /** Of a request while it is said in other words. */
    public static long ofSaying(Request request) {
        return REQUEST_COPIES * (long) request.size() + TREES * request.readBytes();
    }

    /** Of a frame while it is said in other words. */
    public static long ofSaying(Frame frame) {
        return ANSWER_COPIES * (long) frame.raw().size() + TREES * ofEvents(frame);
    }

    /** Of a frame's events, as long as it is kept. */
    public static long ofEvents(Frame frame) {
        long bytes = (long) EVENT_BYTES * frame.events().size();
        for (Event event : frame.events())
            switch (event) {
                case Event.Cited _ -> bytes += NOTE_BYTES;
                case Event.LogProbs told -> bytes += ofNotes(told);
                default -> {}
            }
        return bytes;
    }

    private static long ofNotes(Event.LogProbs told) {
        long notes = 0;
        for (LogProb token : told.tokens()) notes += 1 + token.others().size();
        return NOTE_BYTES * notes;
    }
}
