package dev.outrigger.chat;

/** How much a model may reason before it answers. Absent where the app did not say: the model's own default. */
public sealed interface Thinking {
    /** Whether the app is told what the model thought. */
    enum Display {
        /** As text, summarized if the vendor summarizes. */
        SHOWN,
        /** Not as text; a seal may still come. */
        HIDDEN
    }

    /** No reasoning. */
    record Off() implements Thinking {}

    /** As much as the model finds right. */
    record Free() implements Thinking {}

    /** A level of effort. */
    record Effort(Level level) implements Thinking {
        /** Levels in rising order; each vendor has some of them. */
        public enum Level {
            MINIMAL,
            LOW,
            MEDIUM,
            HIGH,
            VERY_HIGH,
            MAX
        }
    }

    /** A bound in tokens, at least 1. */
    record Budget(int tokens) implements Thinking {
        public Budget {
            if (tokens < 1) throw new IllegalArgumentException("a thinking budget must be at least 1, was " + tokens);
        }
    }
}
