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
    private final Beginning beginning;
    private final List<Event> counted = new ArrayList<>();
    private int position;
    private boolean differs;
    private boolean begun;

    /**
     * @param text all that the app has
     * @param given how much of it the model was given, and need not say again
     * @param begun whether the app has a beginning, which is told once
     */
    Alignment(String text, int given, boolean begun) {
        this.text = text;
        this.beginning = new Beginning(text.substring(0, given));
        this.position = given;
        this.begun = begun;
    }

    /** Whether all that the app has was said again. */
    boolean isReached() {
        return !differs && !beginning.isOpen() && position == text.length();
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
            case Event.Started started -> begin(started, rest);
            case Event.Weighed _, Event.Ping _, Event.Comment _ -> {}
            case Event.Used used -> counted.add(used);
            case Event.TextDelta delta when delta.choice() == 0 -> hear(delta, rest);
            case Event.Cited _, Event.Noted _ -> {
                // They are about the text: of what the app has, it has them too.
                if (isReached()) rest.add(event);
            }
            default -> {
                if (beginning.isOpen()) found(beginning.end(), rest);
                // Nothing else was sent before the text ends, so nothing else may come before it does.
                if (isReached()) rest.add(event);
                else differs = true;
            }
        }
    }

    private void begin(Event.Started started, List<Event> rest) {
        if (!begun) rest.add(started);
        begun = true;
    }

    private void hear(Event.TextDelta delta, List<Event> rest) {
        if (isReached()) rest.add(delta);
        else if (beginning.isOpen()) found(beginning.hear(delta.text()), rest);
        else text(delta.text(), rest);
    }

    /** What it said before was held back. */
    private void found(Beginning.Finding finding, List<Event> rest) {
        switch (finding) {
            case OPEN -> {}
            case WRITES_ON, ANEW -> text(beginning.onward(), rest);
            case DIFFERS -> differs = true;
        }
    }

    private void text(String said, List<Event> rest) {
        int length = Math.min(said.length(), text.length() - position);
        differs = !text.regionMatches(position, said, 0, length);
        position += length;
        if (!differs && length < said.length()) rest.add(new Event.TextDelta(0, Passage.of(said.substring(length))));
    }
}
