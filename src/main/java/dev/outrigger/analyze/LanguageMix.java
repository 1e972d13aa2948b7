package dev.outrigger.analyze;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The languages of a text. Where a quarter or more of it is in another script, each script is read by itself, and the
 * language is that of the one with the most: read as one, the letters of the others count for languages that nobody wrote.
 * Within a script sentences are read by themselves.
 *
 * <p>What is written of Chinese, Japanese and Korean counts {@value #PER_SIGN} times as much as a letter, as it says as much.
 *
 * <p>Where each language stands is told too ({@link Stretches}): of one language, all that was read; else the runs of a
 * script, or the sentences whose language is sure, in which case some are of none.
 */
final class LanguageMix {
    /** Of the letters read, for a language to be told beside another. */
    static final double LEAST_SHARE = 0.25;

    static final double PER_SIGN = 2.5;
    /** Of a script or a sentence with less, nothing is told. */
    private static final double LEAST_LETTERS = 12;
    /** Of a sentence alone; wrong ones would be told as second languages. */
    private static final double SURE = 0.8;

    private static final Pattern SENTENCE_END = Pattern.compile("[.!?。！？\\n]++[\\s\"')]*+");

    private final LanguageDetector detector;
    private final Map<UnicodeScript, Double> weights;
    private final SortedSet<String> languages = new TreeSet<>();
    private final Stretches stretches = new Stretches();

    private LanguageMix(LanguageDetector detector, Map<UnicodeScript, Double> weights) {
        this.detector = detector;
        this.weights = weights;
    }

    /** What its language is, and which ones there are. */
    static Map<Dimension, Score> scores(LanguageDetector detector, String text) {
        return new LanguageMix(detector, weigh(text)).scores(text);
    }

    private Map<Dimension, Score> scores(String text) {
        double whole = weights.values().stream().mapToDouble(weight -> weight).sum();
        List<UnicodeScript> scripts = weights.entrySet().stream()
                .filter(entry -> entry.getValue() >= Math.max(LEAST_LETTERS, LEAST_SHARE * whole))
                .map(Map.Entry::getKey)
                .sorted((one, other) ->
                        Double.compare(weights.getOrDefault(other, 0.0), weights.getOrDefault(one, 0.0)))
                .toList();
        Score language = scripts.size() < 2 ? ofOneScript(text, whole) : ofScripts(text, scripts, whole);
        Score all = language instanceof Score.Missing || languages.isEmpty()
                ? missing(language)
                : Score.labelled(List.copyOf(languages), stretches.told());
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
        List<Score.Value.Span> sure = sentences(text);
        Map<String, Double> shares = new HashMap<>();
        sure.forEach(sentence -> shares.merge(sentence.label(), size(text, sentence), Double::sum));
        shares.forEach((code, size) -> {
            if (size >= LEAST_SHARE * whole) languages.add(code);
        });
        if (languages.size() == 1)
            stretches.add(
                    languages.first(), firstLetter(text), text.stripTrailing().length());
        else
            sure.stream()
                    .filter(sentence -> languages.contains(sentence.label()))
                    .forEach(sentence -> stretches.add(sentence.label(), sentence.start(), sentence.end()));
        return language;
    }

    /** Those whose language is sure, where there are several. */
    private List<Score.Value.Span> sentences(String text) {
        List<Score.Value.Span> sure = new ArrayList<>();
        Matcher ends = SENTENCE_END.matcher(text);
        for (int from = 0; from < text.length(); ) {
            int to = ends.find() ? ends.end() : text.length();
            String sentence = text.substring(from, to);
            if (sentence.length() < text.length() && LanguageMix.letters(sentence) >= LEAST_LETTERS) {
                LanguageDetector.Guess guess = detector.guess(sentence);
                if (LanguageEvidence.confidence(guess.margin()) >= SURE)
                    sure.add(new Score.Value.Span(
                            guess.code(), from, from + sentence.stripTrailing().length()));
            }
            from = to;
        }
        return sure;
    }

    private static double size(String text, Score.Value.Span span) {
        return letters(text.substring(span.start(), span.end()));
    }

    private static int firstLetter(String text) {
        int at = 0;
        while (!Character.isLetter(text.codePointAt(at))) at += Character.charCount(text.codePointAt(at));
        return at;
    }

    /** @param scripts the one with the most first */
    private Score ofScripts(String text, List<UnicodeScript> scripts, double whole) {
        Map<UnicodeScript, String> codes = new EnumMap<>(UnicodeScript.class);
        for (UnicodeScript script : scripts) {
            Score read = LanguageEvidence.score(detector.guess(only(script, text)));
            add(read);
            if (read instanceof Score.Measured(Score.Value.Label(String code), var confidence)) codes.put(script, code);
        }
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            String code = Character.isLetter(text.codePointAt(at)) ? codes.get(group(text.codePointAt(at))) : null;
            if (code != null) stretches.add(code, at, at + Character.charCount(text.codePointAt(at)));
        }
        UnicodeScript most = scripts.getFirst();
        return LanguageEvidence.score(detector.guess(only(most, text))) instanceof Score.Measured measured
                        && measured.value() instanceof Score.Value.Label(String code)
                ? Score.labelled(code, measured.confidence().orElse(1) * weights.getOrDefault(most, 0.0) / whole)
                : Score.missing(Score.Reason.UNSURE);
    }

    private void add(Score language) {
        if (language instanceof Score.Measured(Score.Value.Label(String code), var confidence)) languages.add(code);
    }

    /** The weight of a letter. */
    static double weight(int letter) {
        return group(letter) == UnicodeScript.HAN ? PER_SIGN : 1;
    }

    private static double letters(String text) {
        return weigh(text).values().stream().mapToDouble(weight -> weight).sum();
    }

    /** The weight of its letters, by script. */
    private static Map<UnicodeScript, Double> weigh(String text) {
        Map<UnicodeScript, Double> weights = new EnumMap<>(UnicodeScript.class);
        text.codePoints().filter(Character::isLetter).forEach(letter -> {
            UnicodeScript script = group(letter);
            if (script != UnicodeScript.COMMON) weights.merge(script, weight(letter), Double::sum);
        });
        return weights;
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
