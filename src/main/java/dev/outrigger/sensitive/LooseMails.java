package dev.outrigger.sensitive;

import java.util.Optional;
import java.util.Set;

/**
 * Addresses of electronic mail that are written apart: with blanks around their sign, with marks or elements of HTML in them,
 * or with a quoted name. Code and speech have signs with blanks around too, so that these need an end that many addresses have
 * and a name that is no word, or a word for mail beside them.
 */
final class LooseMails {
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_DOMAIN = 253;
    private static final int MOST_BLANKS = 1;
    private static final int FEWEST_LETTERS = 3;

    private static final Set<String> ENDS = Set.of(
            ("com org net edu gov mil info biz int eu de fr uk nl be es it pt ch at se no dk fi pl cz ru ua gr ie us ca mx"
                            + " br ar cl co au nz jp cn in kr sg hk tw za tr il ae io dev app me")
                    .split(" "));

    private final char[] text;
    private final int length;
    private final Allowance allowance;
    private final Context context;

    LooseMails(char[] text, int length, Allowance allowance, Context context) {
        this.context = context;
        this.text = text;
        this.length = length;
        this.allowance = allowance;
    }

    /** The one whose sign stands here; absent where there is none. */
    Optional<Finding> find(int sign) {
        if (sign == 0 || sign + 1 >= length) return Optional.empty();
        if (text[sign - 1] == '"') return quoted(sign);
        Optional<Finding> marked = isMarked(sign) ? marked(sign) : Optional.empty();
        boolean isApart = text[sign - 1] == ' ' || text[sign + 1] == ' ';
        return marked.isEmpty() && isApart ? apart(sign) : marked;
    }

    /** {@code "jane doe"@example.com}. */
    private Optional<Finding> quoted(int sign) {
        int last = sign - 2;
        if (last < 0 || !isWord(text[last])) return Optional.empty();
        int open = last;
        while (open > 0 && last - open < LONGEST_NAME && text[open] != '"' && text[open] != '\n') open--;
        if (text[open] != '"' || !isWord(text[open + 1])) return Optional.empty();
        Mails mails = new Mails(text, length);
        int end = mails.end(open, sign);
        boolean isOne = end > 0 && ((last > open + 1 && isLongName(end)) || isTold(open, end));
        return isOne ? Optional.of(new Finding(SensitiveType.EMAIL, open, end)) : Optional.empty();
    }

    /** Whether a mark or a tag stands right beside the sign, or ends the domain too soon. */
    private boolean isMarked(int sign) {
        char behind = text[sign + 1];
        if (behind == '<' || behind == '*' || behind == '`' || text[sign - 1] == '>') return true;
        int at = sign + 1;
        while (at < length && at - sign < LONGEST_NAME && isDomain(text[at])) at++;
        return at < length && at > sign + 1 && (text[at] == '<' || text[at] == '*' || text[at] == '`');
    }

    /** {@code jane@<b>example</b>.com}: the same without marks. */
    private Optional<Finding> marked(int sign) {
        char[] plain = new char[LONGEST_NAME + LONGEST_DOMAIN + 2];
        int[] places = new int[plain.length];
        int begin = LONGEST_NAME;
        int at = sign;
        while (begin > 0) {
            int before = Marks.before(text, length, at);
            if (before == 0 || !isName(text[before - 1])) break;
            at = before - 1;
            plain[--begin] = text[at];
            places[begin] = at;
        }
        int end = LONGEST_NAME;
        plain[end] = '@';
        places[end++] = sign;
        int behind = Marks.after(text, length, sign + 1);
        while (end < plain.length && behind < length && isDomain(text[behind])) {
            plain[end] = text[behind];
            places[end++] = behind;
            behind = Marks.after(text, length, behind + 1);
        }
        allowance.take(behind - at);
        return found(plain, places, LONGEST_NAME, end, begin);
    }

    private static Optional<Finding> found(char[] plain, int[] places, int sign, int length, int least) {
        Mails mails = new Mails(plain, length);
        int start = Math.max(least, mails.start(sign));
        int end = start < sign ? mails.end(start, sign) : 0;
        if (end == 0) return Optional.empty();
        return Optional.of(new Finding(SensitiveType.EMAIL, places[start], places[end - 1] + 1));
    }

    /** {@code jane.doe @ example.com}. */
    private Optional<Finding> apart(int sign) {
        int to = sign;
        while (to > 0 && sign - to < MOST_BLANKS && text[to - 1] == ' ') to--;
        int from = to;
        while (from > 0 && to - from < LONGEST_NAME && isName(text[from - 1])) from--;
        while (from < to && !isWord(text[from])) from++;
        int domain = sign + 1;
        while (domain < length && domain - sign <= MOST_BLANKS && text[domain] == ' ') domain++;
        if (from == to || domain >= length || !isWord(text[domain])) return Optional.empty();
        int end = new Mails(text, length).end(from, domain - 1);
        if (end == 0 || to - from < 2 || !isUsual(end) || isOfPlace(from, to)) return Optional.empty();
        boolean isNamed = isLongName(end) && to - from > 2 && isMadeUp(from, to);
        if (!isNamed && !isTold(from, end)) return Optional.empty();
        return Optional.of(new Finding(SensitiveType.EMAIL, from, end));
    }

    /** It ends as most do, and nothing that follows makes it a call or a field. */
    private boolean isUsual(int end) {
        int dot = end - 1;
        while (text[dot] != '.') dot--;
        String top = new String(text, dot + 1, end - dot - 1).toLowerCase(java.util.Locale.ROOT);
        return ENDS.contains(top) && (end == length || "([{=._/".indexOf(text[end]) < 0);
    }

    /** No word: with a sign in it, or a digit behind a letter. */
    private boolean isMadeUp(int from, int to) {
        if (DigitRun.isDigit(text[from])) return false;
        for (int i = from; i < to; i++) if (!Character.isLetter(text[i])) return true;
        return false;
    }

    /** Whether three letters or more stand before the end of the domain: others are mostly code's, or a language's. */
    private boolean isLongName(int end) {
        int dot = end - 1;
        while (text[dot] != '.') dot--;
        int begin = dot;
        while (Character.isLetterOrDigit(text[begin - 1])) begin--;
        return dot - begin >= FEWEST_LETTERS;
    }

    private boolean isTold(int start, int end) {
        return context.near(start, end, Words.MAIL);
    }

    /** Whether it is what one says before a place on the net: {@code bought it @ example.com}. */
    private boolean isOfPlace(int from, int to) {
        String name = new String(text, from, to - from).toLowerCase(java.util.Locale.ROOT);
        return Words.BEFORE_PLACES.contains(name);
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c);
    }

    private static boolean isName(char c) {
        return isWord(c) || c == '.' || c == '_' || c == '-' || c == '+';
    }

    private static boolean isDomain(char c) {
        return isWord(c) || c == '.' || c == '-';
    }
}
