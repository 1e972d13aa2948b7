package dev.outrigger.analyze;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes off what hides words from filters and not from models: letters with a sign between any two, letters of other
 * alphabets that look alike, styled letters, and characters that nobody sees. A text without any of it stays the same text.
 *
 * <p>Source: Unicode Technical Standard 39, confusables, https://www.unicode.org/reports/tr39/; tag characters: The Unicode
 * Standard, section 23.9.
 */
final class Unmasked {
    private static final int FIRST_TAG = 0xE0000;
    private static final int LAST_TAG = 0xE007F;
    /** Flags of regions are told in tags. */
    private static final int FLAG = 0x1F3F4;
    /** Single letters with the same sign between them; fewer are an abbreviation. */
    private static final Pattern SPACED = Pattern.compile(
            "(?<![\\p{L}\\p{N}])\\p{L}([ ._|·•~-])\\p{L}(?![\\p{L}\\p{N}])(?:(?:\\1|[ ]{1,4})\\p{L}(?![\\p{L}\\p{N}])){3,}+");
    /** Styled letters in a row; fewer are a formula. */
    private static final Pattern STYLED = Pattern.compile(
            "[\\x{1D400}-\\x{1D6A3}\\x{24B6}-\\x{24E9}\\x{1F130}-\\x{1F149}\\x{1F150}-\\x{1F169}\\x{1F170}-\\x{1F189}]{3,}+");

    private static final Pattern UNSEEN = Pattern.compile(
            "(?<=[\\p{L}&&[^\\x{115F}\\x{1160}\\x{3164}\\x{FFA0}]])[\\x{34F}\\x{115F}\\x{1160}\\x{180E}\\x{200B}-\\x{200F}\\x{202A}-\\x{202E}\\x{2060}-\\x{206F}\\x{3164}\\x{FE00}-\\x{FE0F}\\x{FEFF}\\x{FFA0}]++(?=\\p{L})");
    private static final Pattern MIXED_WORD =
            Pattern.compile("(?<!\\p{L})(?=[\\p{L}&&[^a-zA-Z]]*+[a-zA-Z])(?=[a-zA-Z]*+[\\p{L}&&[^a-zA-Z]])\\p{L}{3,}+");

    private static final String LOOK_ALIKE = "авекмнорстухіјѕԁһӏԛԝАВЕКМНОРСТУХІЈЅαορνικτυεχγηωΑΒΕΖΗΙΚΜΝΟΡΤΥΧɡɑıո";
    private static final String LATIN = "abekmhopctyxijsdhlqwABEKMHOPCTYXIJSaopviktuexynwABEZHIKMNOPTYXgain";

    private Unmasked() {}

    /** The text as a model reads it. */
    static String of(String text) {
        String seen = isAscii(text) ? text : withoutDisguise(text);
        Matcher spaced = SPACED.matcher(seen);
        return spaced.find()
                ? spaced.replaceAll(run -> Matcher.quoteReplacement(joined(run.group(), run.group(1))))
                : seen;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) >= 0x80) return false;
        return true;
    }

    private static String withoutDisguise(String text) {
        String told = replaced(UNSEEN, untagged(text), run -> "");
        String plain = replaced(STYLED, told, Unmasked::plain);
        return replaced(MIXED_WORD, plain, Unmasked::latin);
    }

    private static String replaced(Pattern pattern, String text, java.util.function.UnaryOperator<String> change) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.replaceAll(run -> Matcher.quoteReplacement(change.apply(run.group()))) : text;
    }

    /** Tag characters say in ASCII, unseen, what a model may well read. */
    private static String untagged(String text) {
        if (text.codePoints().noneMatch(Unmasked::isTag)) return text;
        StringBuilder said = new StringBuilder(text.length());
        int before = ' ';
        boolean isFlag = false;
        for (int point : text.codePoints().toArray()) {
            isFlag = isTag(point) && (isFlag || before == FLAG);
            if (!isTag(point) || isFlag) said.appendCodePoint(point);
            else {
                if (!isTag(before)) said.append(' ');
                int ascii = point - FIRST_TAG;
                if (ascii >= ' ') said.append((char) ascii);
            }
            before = point;
        }
        return said.toString();
    }

    private static boolean isTag(int point) {
        return point >= FIRST_TAG && point <= LAST_TAG;
    }

    private static String plain(String styled) {
        StringBuilder plain = new StringBuilder();
        styled.codePoints().forEach(point -> {
            if (point >= 0x1F130) plain.append((char) ('A' + (point - 0x1F130) % 32));
            else plain.append(Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKC));
        });
        return plain.toString();
    }

    private static String latin(String word) {
        StringBuilder latin = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            int at = LOOK_ALIKE.indexOf(word.charAt(i));
            latin.append(at < 0 ? word.charAt(i) : LATIN.charAt(at));
        }
        return latin.toString();
    }

    /** One sign between letters is none; more, or a blank among other signs, is where a word ends. */
    private static String joined(String run, String sign) {
        StringBuilder words = new StringBuilder(run.length());
        for (int i = 0; i < run.length(); i++) {
            char unit = run.charAt(i);
            if (Character.isLetter(unit) || Character.isSurrogate(unit)) words.append(unit);
            else {
                boolean isOne = i + 1 < run.length()
                        && Character.isLetter(run.charAt(i + 1))
                        && Character.isLetter(run.charAt(i - 1));
                if (!(isOne && sign.charAt(0) == unit) && !(words.charAt(words.length() - 1) == ' ')) words.append(' ');
            }
        }
        return words.toString();
    }
}
