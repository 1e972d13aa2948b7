package dev.outrigger.chat;

import java.util.List;

/** Which tool the model may, must or must not call. */
public sealed interface ToolChoice {
    /** Whether some tool must be called. */
    default boolean isDuty() {
        return switch (this) {
            case Auto auto -> false;
            case None none -> false;
            case Required required -> true;
            case Named named -> true;
            case Among among -> among.duty() == Among.Duty.MUST;
        };
    }

    /** The model decides. */
    record Auto() implements ToolChoice {}

    /** No tool may be called. */
    record None() implements ToolChoice {}

    /** Some tool must be called (OpenAI {@code required}, Anthropic and Gemini {@code any}). */
    record Required() implements ToolChoice {}

    /** This tool must be called. */
    record Named(String name) implements ToolChoice {}

    /** Of the tools only these, at least one, may be called. */
    record Among(List<String> names, Duty duty) implements ToolChoice {
        public Among {
            names = List.copyOf(names);
            if (names.isEmpty()) throw new IllegalArgumentException("a choice among no tools");
        }

        /** Whether one of them has to be. */
        public enum Duty {
            MAY,
            MUST
        }
    }
}
