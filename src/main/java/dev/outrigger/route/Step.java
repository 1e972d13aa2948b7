package dev.outrigger.route;

import dev.outrigger.dialect.Instructions;
import dev.outrigger.registry.ModelProfile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One step of a decision's plan. Kinds are added here; {@code backend.Dispatcher} runs them in order until one commits. */
public sealed interface Step {
    /** Asks one candidate for the answer. */
    sealed interface Ask extends Step {
        /** The model that is asked. */
        ModelProfile candidate();

        /** What it is to the ask before it. */
        Relation relation();

        /** What the request's destination makes of it; absent where it was sent to none. */
        Optional<Instructions> instructions();
    }

    /** Ask this candidate; when it fails before its first byte, go on to the next step. */
    record Try(ModelProfile candidate, Relation relation, Optional<Instructions> instructions) implements Ask {
        /** Of a request that was sent to no destination. */
        public Try(ModelProfile candidate, Relation relation) {
            this(candidate, relation, Optional.empty());
        }
    }

    /**
     * Ask this candidate, hold back what it says, and hand it on only if it is sure enough of it; else, or when it fails,
     * go on to the next step. As the last one it is handed on however sure it is: an answer is better than none.
     */
    record TryIf(
            ModelProfile candidate,
            Relation relation,
            HoldSettings hold,
            Acceptance acceptance,
            Optional<Instructions> instructions)
            implements Ask {
        /** Of a request that was sent to no destination. */
        public TryIf(ModelProfile candidate, Relation relation, HoldSettings hold, Acceptance acceptance) {
            this(candidate, relation, hold, acceptance, Optional.empty());
        }
    }

    /**
     * Let a model choose who is asked first of those that follow. Where it fails, is late, or names none of them, the order
     * stays.
     */
    record AskJudge(ModelProfile judge, Brief brief) implements Step {
        /** The candidates that it may choose among, with what it is told of each. */
        public List<Brief.Choice> choices() {
            return brief.choices();
        }
    }

    /**
     * Ask several candidates at once, whole, and make one answer of theirs. Who fails is left out; where all do, go on to
     * the next step with those that were not asked.
     *
     * @param within how long they have; who is later is left out
     */
    record FanOut(List<ModelProfile> members, Merge merge, Duration within) implements Step {
        public FanOut {
            members = List.copyOf(members);
        }
    }

    /** What a candidate is to the one before it; the later, the more it costs to go on to it. */
    enum Relation {
        /** The plan's first choice. */
        FIRST,
        /** The same weights elsewhere. */
        REPLICA,
        /** Another model, as good by the policy's own scores. */
        PEER,
        /** Another model. */
        OTHER
    }
}
