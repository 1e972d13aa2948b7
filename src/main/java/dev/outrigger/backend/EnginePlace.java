package dev.outrigger.backend;

/** Where local models compute. */
public enum EnginePlace {
    /** In the sidecar's own process. */
    IN_PROCESS,
    /** In a process of their own, which the sidecar starts and watches. */
    CHILD
}
