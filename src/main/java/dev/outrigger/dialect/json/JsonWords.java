package dev.outrigger.dialect.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Words of ASCII that texts in JSON are compared with where they stand: with those of their own length. */
public final class JsonWords {
    private final String[][] byLength;

    private JsonWords(String[][] byLength) {
        this.byLength = byLength;
    }

    public static JsonWords of(Set<String> words) {
        List<List<String>> byLength = new ArrayList<>();
        for (String word : words) {
            while (byLength.size() <= word.length()) byLength.add(new ArrayList<>());
            byLength.get(word.length()).add(word);
        }
        return new JsonWords(
                byLength.stream().map(same -> same.toArray(String[]::new)).toArray(String[][]::new));
    }

    /** Whether the text is one of them. */
    boolean hold(JsonValue text) {
        int length = text.end() - text.start() - 2;
        if (length < byLength.length && isAnyOf(text, byLength[length])) return true;
        // An escape takes more bytes than it says characters.
        if (text.hasEscape()) for (String[] words : byLength) if (isAnyOf(text, words)) return true;
        return false;
    }

    private static boolean isAnyOf(JsonValue text, String[] words) {
        for (String word : words) if (text.says(word)) return true;
        return false;
    }
}
