package dev.outrigger.analyze;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether somebody waits for an answer; {@link Dimension#LATENCY} is one of these. */
public enum Patience {
    /** Somebody reads it as it comes, or waits for it. */
    INTERACTIVE,
    /** Nobody waits: it may come late. */
    BATCH;

    /** As headers, rules and {@code explain} say it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this word, in capitals or not; none of any other. */
    public static Optional<Patience> of(String word) {
        return Arrays.stream(values())
                .filter(patience -> patience.word().equalsIgnoreCase(word.strip()))
                .findFirst();
    }
}
