package dev.outrigger.engine;

import java.util.Locale;

/** What a local model does. */
public enum ModelKind {
    /** Writes text. */
    GENERATOR,
    /** Turns text into vectors. */
    ENCODER,
    /** Small learned layers on top of an encoder. */
    HEADS;

    /** As manifests and listings write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
