package dev.outrigger.telemetry;

import java.util.List;

/** How large one exchange may become in a trace, a metric or a log, whatever the app, upstream or a policy wrote. */
final class Bounds {
    /** Characters of any one text, the mark of a cut included. */
    static final int TEXT = 200;
    /** Candidates of a decision, and again models left out, that get an event each. */
    static final int CANDIDATES = 16;
    /** Dimensions of an analysis. */
    static final int DIMENSIONS = 32;
    /** Amounts of one dimension. */
    static final int PARTS = 16;
    /** Probes of an analysis. */
    static final int PROBES = 32;
    /** Attempts that get a span each. */
    static final int ATTEMPTS = 16;
    /** Names of dropped request fields. */
    static final int DROPPED = 32;
    /** Different values of one label of a metric. */
    static final int LABEL_VALUES = 200;

    private static final String CUT = "…";

    private Bounds() {}

    /** The text, cut at {@link #TEXT}; never through a surrogate pair. */
    static String text(String text) {
        if (text.length() <= TEXT) return text;
        int end = TEXT - CUT.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }

    /** Names of dropped fields, as a span has them. */
    static List<String> dropped(List<String> names) {
        return first(DROPPED, names).stream().map(Bounds::text).toList();
    }

    /** The first {@code most} of them. */
    static <T> List<T> first(int most, List<T> all) {
        return all.size() <= most ? all : all.subList(0, most);
    }
}
