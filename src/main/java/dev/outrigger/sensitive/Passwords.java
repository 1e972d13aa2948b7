package dev.outrigger.sensitive;

import java.util.Set;

/** What stands after a word for a secret, and passwords in URLs. */
final class Passwords {
    private static final int LONGEST = 200;
    private static final int LONGEST_HOST = 100;
    private static final int SHORTEST = 6;
    private static final int SHORTEST_TOKEN = 16;
    private static final int MOST_BETWEEN = 8;

    /** Words for what people choose. */
    private static final Set<String> CHOSEN =
            Set.of("password", "passwd", "pwd", "passphrase", "passwort", "contraseña", "senha", "passcode");

    /** Words for what machines make. */
    private static final Set<String> MADE = Set.of("secret", "token", "apikey", "credential", "credentials", "bearer");

    /** Before {@code key} in the name of a key that is secret. */
    private static final Set<String> SECRET_KEYS = Set.of(
            "api",
            "access",
            "secret",
            "private",
            "account",
            "shared",
            "encryption",
            "signing",
            "auth",
            "master",
            "storage");

    /** Places where a secret would stand. */
    private static final Set<String> PLACES = Set.of(
            "password",
            "passwd",
            "pass",
            "secret",
            "changeme",
            "example",
            "string",
            "none",
            "null",
            "undefined",
            "your",
            "user",
            "token");

    private final char[] text;
    private final int length;
    private int begin;

    Passwords(char[] text, int length) {
        this.text = text;
        this.length = length;
    }

    /** Where the secret that was found last begins. */
    int begin() {
        return begin;
    }

    /** The offset after the secret that the word from one offset to before another announces; 0 for none. */
    int after(int from, int to) {
        if (!mayAnnounce(from, to)) return 0;
        boolean chosen = endsWithOne(from, to, CHOSEN);
        if (!chosen && !endsWithOne(from, to, MADE) && !isKey(from, to)) return 0;
        int at = announced(to, chosen);
        boolean bearer = at == 0 && to < length && text[to] == ' ' && endsWith(from, to, "bearer");
        if (bearer) at = to + 1;
        if (at == 0) return 0;
        int end = at;
        char quote = at > 0 && (text[at - 1] == '"' || text[at - 1] == '\'') ? text[at - 1] : 0;
        int last = Math.min(length, at + LONGEST);
        while (end < last && isInSecret(text[end], quote)) end++;
        while (end > at && quote == 0 && ".,;:!?".indexOf(text[end - 1]) >= 0) end--;
        begin = at;
        return isSecret(at, end, chosen) ? end : 0;
    }

    /** Whether the word ends as one of those words does: most do not. */
    private boolean mayAnnounce(int from, int to) {
        if (to - from < 3) return false;
        char before = Character.toLowerCase(text[to - 2]);
        return switch (Character.toLowerCase(text[to - 1])) {
            case 'd' -> before == 'r' || before == 'w';
            case 'e' -> before == 's' || before == 'd';
            case 't' -> before == 'r' || before == 'e';
            case 'a' -> before == 'ñ' || before == 'h';
            case 'n', 'y', 'r' -> before == 'e';
            case 'l' -> before == 'a';
            case 's' -> before == 'l';
            default -> false;
        };
    }

    /** Where the value begins, past quotes, blanks and one sign that gives it; 0 where nothing gives one. */
    private int announced(int to, boolean chosen) {
        int at = to;
        int last = Math.min(length, to + MOST_BETWEEN);
        while (at < last
                && (text[at] == '"' || text[at] == '\'' || text[at] == ' ' || text[at] == '`' || text[at] == ']')) at++;
        if (at >= last) return 0;
        if (text[at] == '=' || text[at] == ':') at++;
        else if (chosen && says(at, "is ") && at > to) at += 3;
        else return 0;
        if (at < length && (text[at] == '=' || text[at] == '>')) at++;
        while (at < length
                && (text[at] == ' ' || text[at] == '"' || text[at] == '\'' || text[at] == '`')
                && at - to < 2 * MOST_BETWEEN) at++;
        return at < length ? at : 0;
    }

    private static boolean isInSecret(char c, char quote) {
        if (c <= ' ' || c == '"' || c == '\'' || c == '`' || c == quote) return false;
        return quote != 0 || (c != ',' && c != ';' && c != '<' && c != '&' && c != ')' && c != '}' && c != '|');
    }

    /** A call, a variable, a type or a place for one is none. */
    private boolean isSecret(int from, int to, boolean chosen) {
        int size = to - from;
        if (size < (chosen ? SHORTEST : SHORTEST_TOKEN)) return false;
        int letters = 0;
        int others = 0;
        for (int i = from; i < to; i++) {
            char c = text[i];
            if (c == '(' || c == '[' || c == '{' || c == '<' || (c == '*' && i + 1 < to && text[i + 1] == '*'))
                return false;
            if (c == '$' && i + 1 < to && text[i + 1] == '{') return false;
            if (DigitRun.isLetter(c)) letters++;
            else if (c != '_' && c != '-' && c != '.') others++;
        }
        boolean isName = text[from] == '$' || (letters > 0 && others == 0);
        if (isName || isPlace(from, to)) return false;
        return chosen ? others > 0 : Keys.isRandom(text, from, to, SHORTEST_TOKEN * 5 / 8);
    }

    private boolean isPlace(int from, int to) {
        String word = new String(text, from, to - from).toLowerCase(java.util.Locale.ROOT);
        if (word.startsWith("http://") || word.startsWith("https://") || word.startsWith("xxx")) return true;
        return PLACES.contains(word)
                || word.startsWith("your")
                || word.startsWith("process.env")
                || word.startsWith("os.environ");
    }

    /** The offset after the host of a URL with a password, whose colon before two slashes is here; 0 for none. */
    int url(int colon) {
        if (!says(colon, "://")) return 0;
        int at = colon + 3;
        int last = Math.min(length, at + LONGEST);
        int parted = 0;
        int sign = 0;
        for (int i = at; i < last && isInUrl(text[i]); i++) {
            if (text[i] == ':' && parted == 0) parted = i;
            if (text[i] == '@') sign = i;
            if (text[i] == '/' && (sign != 0 || parted == 0 || isPort(parted + 1, i))) break;
        }
        if (parted == 0 || sign <= parted + 1 || isPlace(parted + 1, sign)) return 0;
        if ("{<$%*[".indexOf(text[parted + 1]) >= 0) return 0;
        int end = sign + 1;
        while (end < length && end - sign < LONGEST_HOST && isInUrl(text[end]) && text[end] != '/') end++;
        int start = colon;
        while (start > 0
                && colon - start < 24
                && (DigitRun.isLetter(text[start - 1]) || DigitRun.isDigit(text[start - 1]) || text[start - 1] == '+'))
            start--;
        begin = start;
        return start < colon ? end : 0;
    }

    /** Behind it a path begins, whereas a password may hold a slash that nobody escaped. Source: RFC 3986, section 3.2.3. */
    private boolean isPort(int from, int to) {
        for (int i = from; i < to; i++) if (!DigitRun.isDigit(text[i])) return false;
        return to - from <= 5;
    }

    private static boolean isInUrl(char c) {
        return c > ' ' && c != '"' && c != '\'' && c != '`' && c != '<' && c != '>' && c != '\\' && c != ',';
    }

    private boolean endsWithOne(int from, int to, Set<String> words) {
        char last = Character.toLowerCase(text[to - 1]);
        for (String word : words) if (word.charAt(word.length() - 1) == last && endsWith(from, to, word)) return true;
        return false;
    }

    /** {@code api_key}, {@code apiKey}, {@code access-key}; also what a word before it makes secret. */
    private boolean isKey(int from, int to) {
        if (!endsWith(from, to, "key") || endsWith(from, to, "monkey")) return false;
        int before = to - 3;
        if (before == from && from > 0 && (text[from - 1] == '_' || text[from - 1] == '-' || text[from - 1] == ' '))
            before--;
        for (String word : SECRET_KEYS) if (endsWith(Math.max(0, before - word.length()), before, word)) return true;
        return false;
    }

    private boolean endsWith(int from, int to, String word) {
        int begins = to - word.length();
        if (begins < from) return false;
        for (int i = 0; i < word.length(); i++)
            if (Character.toLowerCase(text[begins + i]) != word.charAt(i)) return false;
        return true;
    }

    private boolean says(int from, String word) {
        if (from + word.length() > length) return false;
        for (int i = 0; i < word.length(); i++) if (text[from + i] != word.charAt(i)) return false;
        return true;
    }
}
