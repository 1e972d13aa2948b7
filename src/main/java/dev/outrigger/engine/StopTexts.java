package dev.outrigger.engine;

import java.util.List;

/**
 * The texts that end an answer, wherever tokens divide them. What may be the beginning of one is held back until it is
 * known; the stop text itself and what follows are never passed on.
 */
final class StopTexts {
    private final List<String> stops;
    private final StringBuilder held = new StringBuilder();
    private boolean isMet;

    StopTexts(List<String> stops) {
        this.stops = stops.stream().filter(stop -> !stop.isEmpty()).toList();
    }

    /** What may be passed on after this text came, maybe nothing. */
    String feed(String text) {
        if (isMet) return "";
        held.append(text);
        int stop = firstStop();
        if (stop >= 0) {
            isMet = true;
            held.setLength(stop);
            return flush();
        }
        int kept = mayBeStop();
        String passed = held.substring(0, held.length() - kept);
        held.delete(0, passed.length());
        return passed;
    }

    /** What was held back, when nothing more comes. */
    String flush() {
        String rest = held.toString();
        held.setLength(0);
        return rest;
    }

    /** Whether a stop text came. */
    boolean isMet() {
        return isMet;
    }

    private int firstStop() {
        return stops.stream()
                .mapToInt(held::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElse(-1);
    }

    /** Length of the longest end of the held text with which some stop text begins. */
    private int mayBeStop() {
        return stops.stream().mapToInt(this::overlap).max().orElse(0);
    }

    private int overlap(String stop) {
        int length = Math.min(held.length(), stop.length() - 1);
        while (length > 0 && !stop.startsWith(held.substring(held.length() - length))) length--;
        return length;
    }
}
