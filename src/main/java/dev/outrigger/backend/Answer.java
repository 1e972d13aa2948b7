package dev.outrigger.backend;

import io.vertx.core.MultiMap;
import java.util.Collections;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An answer whose first content has been read.
 *
 * @param status of upstream; absent when the answer is made in this process
 * @param headers of upstream that the app shall see
 * @param stream whether it comes piece by piece
 * @param frames the answer; subscribe on the call's context
 * @param dropped names, in the app's words, of what the model was not told of the request
 * @param words whose the app gets
 * @param resumable what is known of attempts that go on with it
 */
public record Answer(
        OptionalInt status,
        MultiMap headers,
        boolean stream,
        FrameQueue frames,
        SortedSet<String> dropped,
        Words words,
        Resumable resumable) {
    /** The header of one that was handed on although its model is not sure of it, and why: see {@link Unsure}. */
    public static final String UNSURE = "x-outrigger-unsure";

    /** Why an answer was handed on although its model is not sure of it. */
    enum Unsure {
        /** Nobody else could be asked, or there was no room to keep it meanwhile. */
        LAST,
        /** Others were asked, and failed. */
        KEPT;

        private final String label = name().toLowerCase(Locale.ROOT);

        /** As the header says it. */
        String label() {
            return label;
        }
    }

    /** The same, told to be that. */
    Answer told(Unsure why) {
        headers.set(UNSURE, why.label());
        return this;
    }

    /** One with which nobody goes on. */
    public Answer(
            OptionalInt status,
            MultiMap headers,
            boolean stream,
            FrameQueue frames,
            SortedSet<String> dropped,
            Words words) {
        this(status, headers, stream, frames, dropped, words, Resumable.NEVER);
    }

    /** One whose model was told everything; upstream's own where there is one. */
    public Answer(OptionalInt status, MultiMap headers, boolean stream, FrameQueue frames) {
        this(
                status,
                headers,
                stream,
                frames,
                Collections.emptySortedSet(),
                status.isPresent() ? Words.UPSTREAMS : Words.OURS);
    }

    /** The same, over a seam. */
    Answer over(Seam seam) {
        return new Answer(status, headers, stream, seam.front(), dropped, words, seam);
    }

    /** The same, whose model was not told these either. */
    Answer without(Set<String> names) {
        SortedSet<String> all = new TreeSet<>(dropped);
        all.addAll(names);
        return new Answer(status, headers, stream, frames, all, words, resumable);
    }

    /** The same, of which these are the frames: all there are. */
    Answer of(FrameQueue others) {
        return new Answer(status, headers, stream, others, dropped, words, Resumable.NEVER);
    }

    /** Whose words an answer is in. */
    public enum Words {
        /** Its frames hold upstream's own bytes, for the app as they are. */
        UPSTREAMS,
        /** Its frames' events are written here, in the app's dialect. */
        OURS,
        /** Its one frame holds bytes in the app's dialect, written here when upstream's were read. */
        TRANSLATED
    }

    /** Whether it was begun although no content has come. */
    public boolean isWaiting() {
        return resumable.isWaiting() || frames.isWaiting();
    }

    /** Whether its frames hold the bytes that the app gets. */
    public boolean isVerbatim() {
        return words != Words.OURS;
    }
}
