package dev.outrigger.chat;

/** Whether the vendor must hold a model's JSON to its schema. Absent where the app did not say: defaults differ. */
public enum Strictness {
    /** Always valid; the vendor refuses schemas that it cannot enforce. */
    STRICT,
    /** As good as the model makes it. */
    LOOSE
}
