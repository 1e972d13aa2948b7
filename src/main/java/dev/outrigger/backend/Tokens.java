package dev.outrigger.backend;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.Frame;

/** How much content came, where nobody counts its tokens. */
final class Tokens {
    /** Characters of one, about. */
    static final int CHARS = 4;

    private Tokens() {}

    /** Characters that a model wrote in this frame: text, thoughts and arguments of calls. */
    static long chars(Frame frame) {
        long chars = 0;
        for (Event event : frame.events())
            chars += switch (event) {
                case Event.TextDelta text -> text.passage().text().length();
                case Event.ReasoningDelta thought -> thought.passage().text().length();
                case Event.ToolCallDelta call -> call.arguments().text().length();
                default -> 0;
            };
        return chars;
    }
}
