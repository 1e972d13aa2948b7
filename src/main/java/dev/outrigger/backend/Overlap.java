package dev.outrigger.backend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How much two texts say the same, by their words: letters and digits in lower case, whatever stands between them. In
 * scripts that do not part words each character counts as one.
 *
 * <p>The measure is Dice's: twice the words they share, as often as both have them, over the words of both; 1 for the same
 * words in any order, 0 for none. Source: L. R. Dice, "Measures of the Amount of Ecologic Association Between Species",
 * Ecology 26 (1945).
 */
public final class Overlap {
    /** More words are not looked at: the beginning of a long answer tells. */
    static final int MOST_WORDS = 2_000;

    private Overlap() {}

    /** 0 to 1. */
    public static double of(String one, String other) {
        return ofWords(words(one), words(other));
    }

    /** Of texts that were cut into words before. */
    static double ofWords(List<String> one, List<String> other) {
        if (one.isEmpty() || other.isEmpty()) return one.isEmpty() && other.isEmpty() ? 1 : 0;
        Map<String, Integer> left = new HashMap<>();
        for (String word : one) left.merge(word, 1, Integer::sum);
        int shared = 0;
        for (String word : other) if (left.merge(word, -1, Integer::sum) >= 0) shared++;
        return 2.0 * shared / (one.size() + other.size());
    }

    /** In order, {@link #MOST_WORDS} at most. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int at = 0;
        while (at < text.length() && words.size() < MOST_WORDS) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            boolean isWord = Character.isLetterOrDigit(point);
            if (isWord && !isAlone(point)) {
                word.appendCodePoint(point);
                continue;
            }
            end(word, words);
            if (isWord && words.size() < MOST_WORDS) words.add(Character.toString(point));
        }
        if (words.size() < MOST_WORDS) end(word, words);
        return words;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) words.add(word.toString().toLowerCase(Locale.ROOT));
        word.setLength(0);
    }

    private static boolean isAlone(int point) {
        if (Character.isIdeographic(point)) return true;
        return switch (Character.UnicodeScript.of(point)) {
            case HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }
}
