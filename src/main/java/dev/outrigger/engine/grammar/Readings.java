package dev.outrigger.engine.grammar;

import java.util.Arrays;

/** Gathers the ways in which a text is understood, each once, up to {@link Bounds#READINGS}. */
final class Readings {
    private Frame[] frames = new Frame[2];
    private int size;

    void add(Frame frame) {
        for (int i = 0; i < size; i++) if (frames[i].equals(frame)) return;
        if (size == Bounds.READINGS) return;
        if (size == frames.length) frames = Arrays.copyOf(frames, 2 * size);
        frames[size++] = frame;
    }

    boolean isEmpty() {
        return size == 0;
    }

    Frame[] frames() {
        return Arrays.copyOf(frames, size);
    }
}
