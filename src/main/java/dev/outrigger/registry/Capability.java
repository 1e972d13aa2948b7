package dev.outrigger.registry;

/** What a request can need that not every model has. */
public enum Capability {
    TOOLS,
    IMAGES,
    AUDIO,
    VIDEO,
    DOCUMENTS,
    JSON,
    SEVERAL_CHOICES
}
