package dev.outrigger.analyze;

import java.util.ArrayList;
import java.util.List;

/** Stretches of a text, in order, those next to each other of one label as one. Used by one thread. */
final class Stretches {
    /** Told at most; what comes after them is left out. */
    static final int MOST = 16;

    private final List<Score.Value.Span> spans = new ArrayList<>();

    /** Adds one after those that are there; its end is exclusive. */
    void add(String label, int start, int end) {
        if (!spans.isEmpty() && spans.getLast().label().equals(label))
            spans.set(
                    spans.size() - 1,
                    new Score.Value.Span(label, spans.getLast().start(), end));
        else spans.add(new Score.Value.Span(label, start, end));
    }

    /** The first of them. */
    List<Score.Value.Span> told() {
        return List.copyOf(spans.subList(0, Math.min(MOST, spans.size())));
    }
}
