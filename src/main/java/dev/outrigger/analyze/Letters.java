package dev.outrigger.analyze;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/** What a text is written in, as far as it says whether an encoder of English reads it. */
public final class Letters {
    /** Greek, as formulas have it among Latin words. */
    private static final Set<UnicodeScript> READ = Set.of(UnicodeScript.LATIN, UnicodeScript.GREEK);
    /** Characters of the beginning, and of the end, that are looked at: as many as tokens are made of. */
    private static final int LOOKED_AT = 2048;

    private Letters() {}

    /** The share of the text's letters that are of no script that the encoder learned words of, 0 to 1; 0 of a text without letters. */
    public static double foreign(String text) {
        if (text.length() <= 2 * LOOKED_AT) return share(text);
        return share(text.substring(0, LOOKED_AT) + text.substring(text.length() - LOOKED_AT));
    }

    private static double share(String text) {
        long letters = text.codePoints().filter(Character::isLetter).count();
        long foreign = text.codePoints()
                .filter(Character::isLetter)
                .filter(point -> !READ.contains(UnicodeScript.of(point)))
                .count();
        return letters == 0 ? 0 : (double) foreign / letters;
    }
}
