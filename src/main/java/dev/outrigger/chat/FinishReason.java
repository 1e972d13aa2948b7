package dev.outrigger.chat;

/** Why an answer ended. */
public enum FinishReason {
    /** The model was done, or met a stop text. */
    STOP,
    /** The bound on tokens was reached. */
    LENGTH,
    /** The model waits for tools. */
    TOOL_CALLS,
    /** A filter stopped it. */
    CONTENT_FILTER,
    /** A vendor's reason that has no word here. */
    OTHER
}
