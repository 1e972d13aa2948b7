package dev.outrigger.chat;

/** How many tools a model may call in one answer. */
public enum ToolCalling {
    ONE_AT_A_TIME,
    PARALLEL
}
