package dev.outrigger.engine;

import java.util.Optional;
import java.util.function.Predicate;

/** What lies over the model for one answer, or shall before it begins. Belongs to the stepping thread. */
final class Overlay {
    private Optional<AdapterWish> wish = Optional.empty();

    /** Gone on with if the same version lay over the model then. */
    private Optional<Draft> waiting = Optional.empty();

    private Optional<AdapterVersion> adapter = Optional.empty();

    /**
     * Has the answer begin only when an adapter is there for it.
     *
     * @param draft gone on with if the same version of it was laid over the model then
     */
    void wish(AdapterWish asked, Optional<Draft> draft) {
        wish = Optional.of(asked);
        waiting = draft;
    }

    /** The adapter that the answer waits for, or has. */
    Optional<AdapterWish> wish() {
        return wish;
    }

    /** Whether this, or nothing, is what it would have over the model. */
    boolean wishes(Optional<AdapterVersion> other) {
        return wish.flatMap(AdapterWish::version).equals(other);
    }

    /** This lies over the model now: the draft to go on with, if it is one that this accepts. */
    Optional<Draft> lay(AdapterVersion version, Predicate<Draft> accepts) {
        adapter = Optional.of(version);
        Optional<Draft> same = waiting.filter(accepts);
        waiting = Optional.empty();
        return same;
    }

    /** A draft of an answer that waits for its adapter. */
    Optional<Draft> waiting() {
        return waiting;
    }

    /** What lies over the model; absent where nothing does, or nothing yet. */
    Optional<AdapterVersion> adapter() {
        return adapter;
    }
}
