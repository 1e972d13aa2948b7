package dev.outrigger.route;

import dev.outrigger.registry.ModelProfile;

/** One step of a decision's plan. Kinds are added here; {@code backend.Dispatcher} runs them. */
public sealed interface Step {
    /** The models this step may call. */
    ModelProfile candidate();

    /** What it is to the step before it. */
    Relation relation();

    /** Ask this candidate; when it fails before its first byte, go on to the next step. */
    record Try(ModelProfile candidate, Relation relation) implements Step {}

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
