package dev.outrigger.chat;

import java.util.ArrayList;
import java.util.List;

/** One turn of a conversation: who speaks, and the parts of what is said. */
public record Message(Role role, List<Part> parts) {
    public Message {
        parts = List.copyOf(parts);
    }

    /** A message of a single text. */
    public static Message of(Role role, String text) {
        return new Message(role, List.of(new Part.Text(text)));
    }

    /** The message's text parts, joined by line feeds; empty when there are none. */
    public String text() {
        return passage().text();
    }

    /** The same, not decoded yet. */
    public Passage passage() {
        if (parts.size() == 1 && parts.getFirst() instanceof Part.Text(Passage alone)) return alone;
        List<Passage> texts = new ArrayList<>(parts.size());
        for (Part part : parts) if (part instanceof Part.Text(Passage text)) texts.add(text);
        return Passage.joined("\n", texts);
    }
}
