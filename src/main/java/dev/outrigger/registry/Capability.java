package dev.outrigger.registry;

/** What a request can need that not every model has. */
public enum Capability {
    TOOLS,
    IMAGES,
    AUDIO,
    VIDEO,
    DOCUMENTS,
    JSON,
    SEVERAL_CHOICES,
    /** Vectors of texts; a model that can do nothing else answers no chats. */
    EMBEDDINGS
}
