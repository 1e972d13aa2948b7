package dev.outrigger.registry;

/** Where a model runs, seen from the pod. */
public enum Placement {
    /** In this pod: nothing leaves it. */
    LOCAL,
    /** In this cluster. */
    CLUSTER,
    /** At a provider's. */
    REMOTE
}
