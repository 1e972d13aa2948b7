package dev.outrigger.chat;

import java.util.List;

/**
 * One piece of an answer on its way to the app: the bytes as upstream sent them (empty when the answer was made in this
 * process), and the events they mean.
 */
public record Frame(Bytes raw, List<Event> events) {
    public Frame {
        events = List.copyOf(events);
    }

    /** Events made in this process; a dialect gives them their bytes. */
    public static Frame of(List<Event> events) {
        return new Frame(Bytes.EMPTY, events);
    }

    /** Whether any event of it shows the app something. */
    public boolean hasContent() {
        for (Event event : events) if (event.isContent()) return true;
        return false;
    }
}
