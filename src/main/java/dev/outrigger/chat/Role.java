package dev.outrigger.chat;

/** Who speaks. Gemini's {@code model} is {@link #ASSISTANT}; OpenAI's {@code developer} is {@link #SYSTEM}. */
public enum Role {
    SYSTEM,
    USER,
    ASSISTANT,
    TOOL
}
