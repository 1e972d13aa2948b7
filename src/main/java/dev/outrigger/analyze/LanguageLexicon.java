package dev.outrigger.analyze;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What short texts tell of their language besides their n-grams: how common it is, letters that few languages have, and
 * frequent words. Added to the scores of a {@link LanguageModel}, in natural logarithms:
 *
 * <pre>
 * score += 0.03 · ln(share) + 0.15 · frequent words that the text has + 0.1 · letters that it has
 * </pre>
 *
 * A text is in no language whose script it has no letter of.
 *
 * <p>Fitted on SIB-200's rows {@code train}, 40 languages. Of its rows {@code test} (2,280 sentences, and their beginnings of
 * under 30 characters) the likeliest is right in 98.7 % and 94.3 %; by n-grams alone in 97.6 % and 84 %. Thread safe.
 */
final class LanguageLexicon {
    private static final String RESOURCE = "lexicon.txt";
    private static final double PER_SHARE = 0.03;
    private static final double PER_WORD = 0.15;
    private static final double PER_LETTER = 0.1;
    /** More than n-grams ever speak for a language. */
    private static final double FOREIGN = 100;
    /** In hundredths, of a language without a line. */
    private static final double RARE = 0.003;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]++(?:'[\\p{L}\\p{M}]++)?");

    private final double[] priors;
    private final List<Set<UnicodeScript>> scripts;
    private final Map<String, int[]> words = new HashMap<>();
    private final Map<Integer, int[]> letters = new HashMap<>();

    /** @param codes of the model's columns, as {@link LanguageCode} gives them; several columns may have one */
    private LanguageLexicon(List<String> codes) {
        priors = new double[codes.size()];
        scripts = new ArrayList<>(Collections.nCopies(codes.size(), Set.of(UnicodeScript.LATIN)));
        Arrays.fill(priors, PER_SHARE * Math.log(RARE));
    }

    /** Reads what is in the jar. Fails where that is not as described there. */
    static LanguageLexicon load(List<String> codes) throws IOException {
        LanguageLexicon lexicon = new LanguageLexicon(codes);
        try (InputStream resource = LanguageLexicon.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) throw new IOException("the class path has no " + RESOURCE);
            BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine())
                if (line.startsWith("@")) lexicon.write(line.substring(1).split(" "), codes);
                else if (!line.startsWith("#")) lexicon.add(line.split(" "), codes);
        }
        return lexicon;
    }

    private void write(String[] fields, List<String> codes) throws IOException {
        Set<UnicodeScript> written = Arrays.stream(fields[0].split("\\+"))
                .map(UnicodeScript::forName)
                .collect(Collectors.toUnmodifiableSet());
        for (String code : List.of(fields).subList(1, fields.length))
            for (int column : columns(code, codes)) scripts.set(column, written);
    }

    private void add(String[] fields, List<String> codes) throws IOException {
        int[] columns = columns(fields[0], codes);
        for (int column : columns) priors[column] = PER_SHARE * Math.log(Double.parseDouble(fields[1]));
        if (!fields[2].equals("-"))
            fields[2].codePoints().forEach(letter -> letters.merge(letter, columns, LanguageLexicon::both));
        for (String word : List.of(fields).subList(3, fields.length)) words.merge(word, columns, LanguageLexicon::both);
    }

    private static int[] columns(String code, List<String> codes) throws IOException {
        int[] columns = IntStream.range(0, codes.size())
                .filter(at -> codes.get(at).equals(code))
                .toArray();
        if (columns.length == 0) throw new IOException(RESOURCE + " has a language that the model has not: " + code);
        return columns;
    }

    private static int[] both(int[] some, int[] others) {
        return IntStream.concat(Arrays.stream(some), Arrays.stream(others)).toArray();
    }

    /** Adds what it knows to the scores, by column. */
    void weigh(double[] scores, CharSequence text) {
        String lower = text.toString().toLowerCase(Locale.ROOT);
        Set<UnicodeScript> seenScripts = scripts(lower);
        for (int column = 0; column < scores.length; column++)
            scores[column] += priors[column] - (Collections.disjoint(scripts.get(column), seenScripts) ? FOREIGN : 0);
        Set<String> seen = new HashSet<>();
        Matcher matcher = WORD.matcher(lower);
        while (matcher.find()) if (seen.add(matcher.group())) add(scores, words.get(matcher.group()), PER_WORD);
        lower.codePoints().distinct().forEach(letter -> add(scores, letters.get(letter), PER_LETTER));
    }

    /** Whether any language that is known is written in a script of this text. */
    boolean isWritten(CharSequence text) {
        Set<UnicodeScript> seen = scripts(text.toString());
        return scripts.stream().anyMatch(written -> !Collections.disjoint(written, seen));
    }

    /** Of its letters. */
    private static Set<UnicodeScript> scripts(String text) {
        return text.codePoints()
                .filter(Character::isLetter)
                .mapToObj(UnicodeScript::of)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static void add(double[] scores, int @Nullable [] columns, double weight) {
        if (columns != null) for (int column : columns) scores[column] += weight;
    }
}
