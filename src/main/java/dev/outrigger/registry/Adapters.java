package dev.outrigger.registry;

/** Whether adapters can be laid over a model by their names. */
public enum Adapters {
    /** It runs in this process, and a folder of them is configured. */
    LAID,
    /** It runs in this process, and none is. */
    NONE,
    /** A server runs it, and what it knows of adapters is its own business. */
    THEIRS
}
