package dev.outrigger.analyze;

import java.util.regex.Pattern;

/** What the words of a request say of how soon its answer is wanted: a weak sign, in a few languages. */
final class Urgency {
    private static final double URGENT = 0.8;
    private static final double CAN_WAIT = -1.2;

    private static final Pattern SOON = words(
            "asap|urgent(?:ly)?|right (?:now|away)|immediately|quick question|in a hurry|hurry up"
                    + "|(?:i'm|i am|we're|we are) waiting|dringend|so schnell wie möglich|tout de suite|urgente|cuanto antes");
    private static final Pattern LATE =
            words("no (?:rush|hurry)|take your time|whenever you (?:can|have time)|over ?night|nightly"
                    + "|batch (?:job|mode|run|processing)|in bulk|bulk (?:job|run)|backfill|offline (?:job|run)|keine eile|über nacht"
                    + "|pas (?:d'urgence|pressée?)|sin prisa|no corre prisa|senza fretta|sem pressa");

    private Urgency() {}

    /** In log-odds of somebody who waits; 0 where they say nothing. */
    static double of(String text) {
        double sum = 0;
        if (SOON.matcher(text).find()) sum += URGENT;
        if (LATE.matcher(text).find()) sum += CAN_WAIT;
        return sum;
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}])(?:" + alternatives + ")(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
