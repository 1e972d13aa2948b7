package dev.outrigger.child;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.engine.Device;
import dev.outrigger.engine.Draft;
import dev.outrigger.engine.Embedder;
import dev.outrigger.engine.Laid;
import java.util.Optional;
import java.util.OptionalInt;

/** What the engine's process says to the sidecar. */
sealed interface Told {
    /**
     * A model is loaded.
     *
     * @param tokens of its longest chat or text, where it refuses a longer one
     * @param dimensions numbers of a vector, where it makes some
     */
    record Loaded(long model, OptionalInt tokens, OptionalInt dimensions, Device device) implements Told {}

    /** Such a share of a model's weights is in, 0 to 1. */
    record Progressed(long model, double share) implements Told {}

    /** It cannot be loaded. */
    record NotLoaded(long model, Reason reason, String message) implements Told {
        /** Why not. */
        enum Reason {
            /** A file is not there. */
            ABSENT,
            BROKEN
        }
    }

    /** It is freed; its answers have ended. */
    record Freed(long model) implements Told {}

    /** So much lies over it now. */
    record Overlaid(long model, Laid laid) implements Told {}

    /** It answers no more, though nobody freed it. */
    record Lost(long model, String reason) implements Told {}

    /**
     * Something of an answer.
     *
     * @param growth what its draft has grown by since it was told of last
     */
    record Happened(long answer, Event event, Optional<Growth> growth) implements Told {}

    /** An answer is complete. */
    record Completed(long answer) implements Told {}

    /** An answer, or a call, ended with a failure; of an answer that had begun with what was made of it. */
    record Failed(long call, Failure failure, Optional<Draft> draft) implements Told {}

    /** A call's tokens were counted. */
    record Counted(long call, int tokens) implements Told {}

    /** A call's text was encoded. */
    @SuppressWarnings("ArrayRecordComponent") // It is made, sent and taken apart, and never compared.
    record Encoded(long call, float[] vector, double unknown, boolean isTruncated) implements Told {}

    /** A call's text has this vector. */
    record Embedded(long call, Embedder.Embedded made) implements Told {}

    /**
     * What was added to a draft.
     *
     * @param parts as far as they are new: of the prompt all or nothing, of the answer what follows; seed and draws as they are
     *     now
     */
    record Growth(Draft.Parts parts) {}
}
