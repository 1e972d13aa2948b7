package dev.outrigger.analyze;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The languages of a text. Where a quarter or more of it is in another script, each script is read by itself, and the
 * language is that of the one with the most: read as one, the letters of the others count for languages that nobody wrote.
 * Within a script sentences are read by themselves.
 *
 * <p>What is written of Chinese, Japanese and Korean counts {@value #PER_SIGN} times as much as a letter, as it says as much.
 */
final class LanguageMix {
    /** Of the letters read, for a language to be told beside another. */
    static final double LEAST_SHARE = 0.25;

    private static final double PER_SIGN = 2.5;
    /** Of a script or a sentence with less, nothing is told. */
    private static final double LEAST_LETTERS = 12;
    /** Of a sentence alone; wrong ones would be told as second languages. */
    private static final double SURE = 0.8;

    private static final Pattern SENTENCE_END = Pattern.compile("[.!?。！？\\n]++[\\s\"')]*+");

    private final LanguageDetector detector;
    private final Map<UnicodeScript, Double> weights = new EnumMap<>(UnicodeScript.class);
    private final SortedSet<String> languages = new TreeSet<>();

    private LanguageMix(LanguageDetector detector) {
        this.detector = detector;
    }

    /** What its language is, and which ones there are. */
    static Map<Dimension, Score> scores(LanguageDetector detector, String text) {
        return new LanguageMix(detector).scores(text);
    }

    private Map<Dimension, Score> scores(String text) {
        double whole = letters(text);
        List<UnicodeScript> scripts = weights.entrySet().stream()
                .filter(entry -> entry.getValue() >= Math.max(LEAST_LETTERS, LEAST_SHARE * whole))
                .map(Map.Entry::getKey)
                .sorted((one, other) ->
                        Double.compare(weights.getOrDefault(other, 0.0), weights.getOrDefault(one, 0.0)))
                .toList();
        Score language = scripts.size() < 2 ? ofOneScript(text, whole) : ofScripts(text, scripts, whole);
        Score all = language instanceof Score.Missing || languages.isEmpty()
                ? missing(language)
                : Score.labelled(List.copyOf(languages), List.of());
        return Map.of(Dimension.LANGUAGE, language, Dimension.LANGUAGES, all);
    }

    private static Score missing(Score language) {
        return language instanceof Score.Missing(Score.Reason reason, var likeliest)
                ? Score.missing(reason)
                : Score.missing(Score.Reason.UNSURE);
    }

    private Score ofOneScript(String text, double whole) {
        Score language = LanguageEvidence.score(detector.guess(text));
        add(language);
        String[] sentences = SENTENCE_END.split(text, -1);
        if (sentences.length > 1) {
            Map<String, Double> shares = new java.util.HashMap<>();
            for (String sentence : sentences) {
                double size = new LanguageMix(detector).letters(sentence);
                if (size < LEAST_LETTERS) continue;
                LanguageDetector.Guess guess = detector.guess(sentence);
                if (LanguageEvidence.confidence(guess.margin()) >= SURE) shares.merge(guess.code(), size, Double::sum);
            }
            shares.forEach((code, size) -> {
                if (size >= LEAST_SHARE * whole) languages.add(code);
            });
        }
        return language;
    }

    /** @param scripts the one with the most first */
    private Score ofScripts(String text, List<UnicodeScript> scripts, double whole) {
        for (UnicodeScript script : scripts) add(LanguageEvidence.score(detector.guess(only(script, text))));
        UnicodeScript most = scripts.getFirst();
        return LanguageEvidence.score(detector.guess(only(most, text))) instanceof Score.Measured measured
                        && measured.value() instanceof Score.Value.Label(String code)
                ? Score.labelled(code, measured.confidence().orElse(1) * weights.getOrDefault(most, 0.0) / whole)
                : Score.missing(Score.Reason.UNSURE);
    }

    private void add(Score language) {
        if (language instanceof Score.Measured(Score.Value.Label(String code), var confidence)) languages.add(code);
    }

    /** The weight of its letters; that of each script is noted. */
    private double letters(String text) {
        text.codePoints().filter(Character::isLetter).forEach(letter -> {
            UnicodeScript script = group(letter);
            if (script != UnicodeScript.COMMON)
                weights.merge(script, script == UnicodeScript.HAN ? PER_SIGN : 1, Double::sum);
        });
        return weights.values().stream().mapToDouble(weight -> weight).sum();
    }

    /** The text with a blank for each letter of another script. */
    private static String only(UnicodeScript script, String text) {
        StringBuilder only = new StringBuilder(text.length());
        text.codePoints().map(point -> isOther(script, point) ? ' ' : point).forEach(only::appendCodePoint);
        return only.toString();
    }

    private static boolean isOther(UnicodeScript script, int point) {
        UnicodeScript own = group(point);
        return Character.isLetter(point) && own != script && own != UnicodeScript.COMMON;
    }

    /** What Japanese and Korean are written in together with Chinese signs is one. */
    private static UnicodeScript group(int letter) {
        UnicodeScript script = UnicodeScript.of(letter);
        return switch (script) {
            case HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> UnicodeScript.HAN;
            default -> script;
        };
    }
}
