package dev.outrigger.dialect.json;

/** A field's name in snake case, as most vendors write it, and in camel case, as Gemini does. */
public final class NameCase {
    private NameCase() {}

    /** {@code topP} as {@code top_p}. */
    public static String snake(String name) {
        StringBuilder snake = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (isUpper(c)) snake.append('_').append((char) (c + ('a' - 'A')));
            else snake.append(c);
        }
        return snake.toString();
    }

    /** {@code top_p} as {@code topP}. */
    public static String camel(String name) {
        StringBuilder camel = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean joins = c == '_' && i > 0 && i + 1 < name.length() && isLower(name.charAt(i + 1));
            if (joins) camel.append((char) (name.charAt(++i) - ('a' - 'A')));
            else camel.append(c);
        }
        return camel.toString();
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }
}
