package dev.outrigger.backend;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.Passage;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds back an answer while it says, character by character, what the app has already. What is let through begins where
 * the app's text ends, so that what the app has in the end is one model's whole answer. Confined to one event loop.
 */
final class Alignment {
    private final String text;
    private final List<Event> counted = new ArrayList<>();
    private int position;
    private boolean differs;

    /** @param text all that the app has */
    Alignment(String text) {
        this.text = text;
    }

    /** Whether all that the app has was said again. */
    boolean isReached() {
        return !differs && position == text.length();
    }

    /** Whether it said something else: nothing of it may reach the app. */
    boolean differs() {
        return differs;
    }

    /** What of the frame's events the app does not have; none while it is held back, or when it differs. */
    Frame rest(Frame frame) {
        List<Event> rest = new ArrayList<>();
        for (Event event : frame.events()) {
            if (differs) break;
            see(event, rest);
        }
        if (isReached() && !counted.isEmpty()) {
            rest.addAll(0, counted);
            counted.clear();
        }
        return Frame.of(differs ? List.of() : rest);
    }

    private void see(Event event, List<Event> rest) {
        switch (event) {
            // The app has a beginning; only how it ends is still to be told.
            case Event.Started _, Event.Ping _ -> {}
            case Event.Used used -> counted.add(used);
            case Event.TextDelta delta when delta.choice() == 0 -> text(delta, rest);
            default -> {
                // Nothing else was sent before the text ends, so nothing else may come before it does.
                if (isReached()) rest.add(event);
                else differs = true;
            }
        }
    }

    private void text(Event.TextDelta delta, List<Event> rest) {
        if (isReached()) {
            rest.add(delta);
            return;
        }
        String said = delta.text();
        int length = Math.min(said.length(), text.length() - position);
        differs = !text.regionMatches(position, said, 0, length);
        position += length;
        if (!differs && length < said.length()) rest.add(new Event.TextDelta(0, Passage.of(said.substring(length))));
    }
}
