package dev.outrigger.route;

import dev.outrigger.registry.ModelProfile;

/** One step of a decision's plan. Kinds are added here; {@code backend.Dispatcher} runs them. */
public sealed interface Step {
    /** The models this step may call. */
    ModelProfile candidate();

    /** Ask this candidate; when it fails before its first byte, go on to the next step. */
    record Try(ModelProfile candidate, Relation relation) implements Step {}

    /** What a candidate is to the one before it. */
    enum Relation {
        /** The plan's first choice. */
        FIRST,
        /** The same weights elsewhere. */
        REPLICA,
        /** Another model. */
        OTHER
    }
}
