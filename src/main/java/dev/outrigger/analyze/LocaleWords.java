package dev.outrigger.analyze;

import java.lang.Character.UnicodeScript;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the words of a request say of a language's variety and of where somebody is, in log-odds by tag: those of the jar's
 * {@code locale-words.txt}, tags such as {@code pt-BR} as they are, accents and endings of Portuguese, Spanish and German,
 * and the two ways of writing Chinese. One request's; used by one thread.
 */
final class LocaleWords {
    /** Of a variety that is named. */
    static final double NAMED = 4;
    /** Of a place that somebody is in. */
    static final double PLACE = 2.5;
    /** At most what spelling and choice of words are worth: a hint. */
    static final double MOST_OF_WORDS = 2.2;
    /** Different words that it takes: one alone may be a quotation. */
    static final int LEAST_WORDS = 2;

    private static final String HERE = "here";
    /** What comes before a place in system texts alone. */
    private static final String THERE = "there";

    private static final int STEM = 6;
    private static final int FIRST_ACCENTED = 0x80;
    private static final double PER_CHARACTER = 0.6;
    private static final double PER_FORM = 0.9;
    private static final double ESZETT = -2;
    /** Frequent words of a language, for a text to be in it. */
    private static final int LEAST_FREQUENT = 2;
    /** A variety's signs speak for it beside those of the wider one. */
    private static final Map<String, String> WIDER = Map.of(
            "es-MX",
            LocaleTag.LATIN_AMERICA,
            "es-AR",
            LocaleTag.LATIN_AMERICA,
            "es-CO",
            LocaleTag.LATIN_AMERICA,
            "zh-HK",
            "zh-TW");

    private static final Phrases PHRASES = Phrases.load("locale-words.txt");

    private static final Pattern TAG =
            Pattern.compile("(?<![\\w-])[a-z]{2}[-_](?:[A-Z][a-z]{3}[-_])?(?:[A-Z]{2}|419)(?![\\w-])");
    /** econômico and económico, gênero and género. */
    private static final Pattern BRAZIL = Pattern.compile(".+[ôê][mn][aeiou].*");

    private static final Pattern PORTUGAL = Pattern.compile(".+[óé][mn][aeiou].*");
    private static final Pattern VOSOTROS = Pattern.compile(".{2,}(?:áis|éis)");

    private final Map<String, Map<String, Double>> signs = new HashMap<>();
    private final Map<String, Double> named = new HashMap<>();
    private final Map<String, Set<String>> frequent = new HashMap<>();
    private final Set<String> regions = new HashSet<>();
    private final Wording wording;

    private LocaleWords(Wording wording) {
        this.wording = wording;
    }

    /** Log-odds of each tag for which anything speaks. */
    static Map<String, Double> of(Wording wording) {
        LocaleWords words = new LocaleWords(wording);
        words.read();
        return words.sums();
    }

    /** Whether they say two ways of the same thing, which do not speak against each other. */
    static boolean areAkin(String tag, String other) {
        return other.equals(WIDER.get(tag)) || tag.equals(WIDER.get(other));
    }

    /** Who wrote the system texts is not who asks: of these only what they say counts, not how it is spelt. */
    private void read() {
        Matcher tags = TAG.matcher(wording.text());
        while (tags.find()) LocaleTag.of(tags.group()).ifPresent(tag -> named.put(tag, NAMED));
        Words asked = wording.asked();
        PHRASES.find(asked, (phrase, to) -> {
            if (!says(phrase, asked, to)) hints(phrase);
        });
        Words standing = wording.standing();
        PHRASES.find(standing, (phrase, to) -> {
            if (phrase.label().equals(THERE)) Places.after(standing, to).ifPresent(regions::add);
            else says(phrase, standing, to);
        });
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < asked.size(); at++) {
            look(asked.at(at));
            text.append(asked.at(at));
        }
        if (isChinese(text.toString())) look(Han.of(text.toString()));
    }

    private boolean says(Phrases.Phrase phrase, Words words, int to) {
        boolean isHere = phrase.label().equals(HERE);
        boolean isNamed = phrase.weight() >= NAMED;
        if (isHere) Places.after(words, to).ifPresent(regions::add);
        else if (isNamed) named.put(phrase.label(), NAMED);
        return isHere || isNamed;
    }

    private void hints(Phrases.Phrase phrase) {
        String label = phrase.label();
        if (label.contains("-")) sign(label, stem(phrase.text()), phrase.weight());
        else if (!label.equals(THERE))
            frequent.computeIfAbsent(label, language -> new HashSet<>()).add(phrase.text());
    }

    private void look(String word) {
        if (word.chars().allMatch(letter -> letter < FIRST_ACCENTED)) return;
        if (BRAZIL.matcher(word).matches()) sign("pt-BR", stem(word), PER_FORM);
        if (PORTUGAL.matcher(word).matches()) sign("pt-PT", stem(word), PER_FORM);
        if (VOSOTROS.matcher(word).matches()) sign("es-ES", word, PER_FORM);
        if (word.contains("ß")) sign("de-CH", "ß", ESZETT);
    }

    /** Whether most of it is in Chinese characters, and none in kana: Japanese has characters of both forms. */
    private static boolean isChinese(String text) {
        if (!Han.mayBeIn(text)) return false;
        int han = 0;
        int others = 0;
        for (int at = 0; at < text.length(); at++) {
            UnicodeScript script = UnicodeScript.of(text.charAt(at));
            if (script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA) return false;
            if (script == UnicodeScript.HAN) han++;
            else if (Character.isLetter(text.charAt(at))) others++;
        }
        return han * LanguageMix.PER_SIGN > others;
    }

    private void look(Han han) {
        for (int i = 0; i < han.simplified(); i++) sign("zh-CN", "simplified " + i, PER_CHARACTER);
        for (int i = 0; i < han.traditional(); i++) sign("zh-TW", "traditional " + i, PER_CHARACTER);
        for (int i = 0; i < han.cantonese(); i++) sign("zh-HK", "cantonese " + i, 2 * PER_CHARACTER);
    }

    /** Forms of one word count once. */
    private static String stem(String word) {
        String singular = word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
        return singular.substring(0, Math.min(STEM, singular.length()));
    }

    private void sign(String tag, String what, double weight) {
        signs.computeIfAbsent(tag, ignored -> new HashMap<>()).put(what, weight);
    }

    private Map<String, Double> sums() {
        Optional<String> language = language();
        Map<String, Double> sums = new HashMap<>(named);
        for (String region : regions)
            language.flatMap(spoken -> LocaleTag.of(spoken, region))
                    .ifPresent(tag -> sums.merge(tag, PLACE, Double::sum));
        for (String tag : signs.keySet())
            if (language.filter(tag.substring(0, 2)::equals).isPresent()) sums.merge(tag, hint(tag), Double::sum);
        sums.values().removeIf(sum -> sum <= 0);
        return sums;
    }

    /** How far a tag's signs are ahead of those of others of the language. */
    private double hint(String tag) {
        Map<String, Double> own = signsOf(tag);
        if (own.size() < LEAST_WORDS) return 0;
        double next = signs.keySet().stream()
                .filter(other -> !other.equals(tag) && !areAkin(tag, other) && other.startsWith(tag.substring(0, 2)))
                .mapToDouble(other -> sum(signsOf(other)))
                .max()
                .orElse(0);
        return Math.min(MOST_OF_WORDS, sum(own) - Math.max(0, next));
    }

    private Map<String, Double> signsOf(String tag) {
        Map<String, Double> all = new HashMap<>(signs.getOrDefault(WIDER.getOrDefault(tag, ""), Map.of()));
        all.putAll(signs.getOrDefault(tag, Map.of()));
        return all;
    }

    private static double sum(Map<String, Double> weights) {
        return weights.values().stream().mapToDouble(weight -> weight).sum();
    }

    private Optional<String> language() {
        if (signs.containsKey("zh-CN") || signs.containsKey("zh-TW")) return Optional.of("zh");
        return frequent.entrySet().stream()
                .filter(entry -> entry.getValue().size() >= LEAST_FREQUENT)
                .max(Comparator.comparingInt(entry -> entry.getValue().size()))
                .map(Map.Entry::getKey);
    }
}
