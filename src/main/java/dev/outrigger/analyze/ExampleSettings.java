package dev.outrigger.analyze;

import java.util.List;
import java.util.Map;

/** The rules of the section {@code examples}. */
public final class ExampleSettings {
    /** Names there may be. */
    public static final int NAMES = 64;
    /** Examples of all names together. */
    public static final int TEXTS = 1_000;
    /** Characters of one example. */
    public static final int CHARS = 2_000;

    private ExampleSettings() {}

    /**
     * Checks them.
     *
     * @throws IllegalArgumentException which begins with the key that is wrong
     */
    public static void check(Map<String, List<String>> examples) {
        if (examples.size() > NAMES)
            throw new IllegalArgumentException(
                    "examples must have at most " + NAMES + " names, had " + examples.size());
        int texts = examples.values().stream().mapToInt(List::size).sum();
        if (texts > TEXTS)
            throw new IllegalArgumentException("examples must be at most " + TEXTS + " texts, were " + texts);
        examples.forEach((name, own) -> {
            if (own.isEmpty()) throw new IllegalArgumentException("examples." + name + " must have a text");
            for (String text : own)
                if (text.isBlank() || text.length() > CHARS)
                    throw new IllegalArgumentException(
                            "examples." + name + " must hold texts of 1 to " + CHARS + " characters");
        });
    }
}
