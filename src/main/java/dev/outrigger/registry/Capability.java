package dev.outrigger.registry;

/** What a request can need that not every model has. */
public enum Capability {
    TOOLS,
    IMAGES,
    AUDIO,
    VIDEO,
    DOCUMENTS,
    /** An answer that is JSON, whatever of it. */
    JSON,
    /** An answer that is JSON of the request's schema. */
    JSON_SCHEMA,
    SEVERAL_CHOICES,
    /** Vectors of texts; a model that can do nothing else answers no chats. */
    EMBEDDINGS,
    /** Going on with an answer of which the request holds the beginning. None is known to that does not say so. */
    PREFILL
}
