package dev.outrigger;

import dev.outrigger.engine.Shared;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * A place for one model of this process: which one serves there, and what becomes of the one that shall. Its state is
 * changed by the loader's thread alone and may be read by any.
 *
 * @param <K> all that the loading of a model depends on
 * @param <M> the loaded model
 */
final class Berth<K, M> {
    private volatile State<M> state;
    private Optional<K> key = Optional.empty();

    /** Of one that served here before, until its last answer has ended. */
    private Future<Void> left = Future.succeededFuture();

    Berth(String why) {
        state = new State.Empty<>(Phase.LOADING, why);
    }

    /** Whether a berth without a model will have one. */
    enum Phase {
        LOADING,
        /** There is nothing to load. */
        ABSENT,
        FAILED
    }

    /** What there is now. */
    sealed interface State<M> {
        /** What a person should know; empty when there is nothing to say. */
        String note();

        /**
         * A model serves.
         *
         * @param note of its successor: that it is coming, or why it is not
         */
        record Serving<M>(Shared<M> model, String note) implements State<M> {}

        /** None does. */
        record Empty<M>(Phase phase, String note) implements State<M> {}
    }

    State<M> state() {
        return state;
    }

    boolean isServing() {
        return state instanceof State.Serving<M>;
    }

    /** Whether the model that serves here is this one. */
    boolean serves(K wanted) {
        return isServing() && key.equals(Optional.of(wanted));
    }

    /** Completes when nothing that served here before is in memory any more. */
    Future<Void> left() {
        return left;
    }

    /** The state for people. */
    String words() {
        return switch (state) {
            case State.Serving<M>(Shared<M> model, String note) ->
                note.isEmpty() ? "ready" : "ready with earlier settings: " + note;
            case State.Empty<M>(Phase phase, String note) -> phase == Phase.LOADING ? "loading: " + note : note;
        };
    }

    /** Something is coming; what serves goes on meanwhile. */
    void expect(String note) {
        state = switch (state) {
            case State.Serving<M>(Shared<M> model, String earlier) -> new State.Serving<>(model, note);
            case State.Empty<M> empty -> new State.Empty<>(Phase.LOADING, note);
        };
    }

    /** Nothing is coming, for this reason; what serves goes on. */
    void despair(String why) {
        despair(Phase.FAILED, why);
    }

    /** Likewise, as there are no files to load. */
    void lack(String why) {
        despair(Phase.ABSENT, why);
    }

    private void despair(Phase phase, String why) {
        state = switch (state) {
            case State.Serving<M>(Shared<M> model, String earlier) -> new State.Serving<>(model, why);
            case State.Empty<M> empty -> new State.Empty<>(phase, why);
        };
    }

    /** What serves is what is wanted. */
    void settle() {
        expect("");
    }

    /** This model serves from now on; the one before it is freed after its last answer. */
    void lodge(K wanted, Shared<M> model) {
        State<M> before = state;
        key = Optional.of(wanted);
        // First the successor, then the farewell: whoever finds the one before freed looks again and finds this one.
        state = new State.Serving<>(model, "");
        retire(before);
    }

    /** Nothing serves here any more; what did is freed after its last answer. */
    Future<Void> vacate(Phase phase, String note) {
        State<M> before = state;
        key = Optional.empty();
        state = new State.Empty<>(phase, note);
        retire(before);
        return left;
    }

    /** Frees what serves on this thread, because the process ends; its answers fail. */
    void freeNow() {
        State<M> before = state;
        state = new State.Empty<>(Phase.FAILED, "the process is stopping");
        if (before instanceof State.Serving<M>(Shared<M> model, String note)) model.freeNow();
    }

    private void retire(State<M> before) {
        if (before instanceof State.Serving<M>(Shared<M> model, String note)) left = model.retire();
    }
}
