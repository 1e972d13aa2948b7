package dev.outrigger.analyze;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringTokenizer;

/**
 * Reads Apache OpenNLP's binary format of a maximum entropy model straight into the arrays of a {@link LanguageModel}.
 * OpenNLP's own reader makes a string, a map entry, an object and two arrays of each of 146,000 n-grams, some 37 MB that
 * stay.
 *
 * <pre>
 * UTF         "GIS"
 * int double  two constants without a use since OpenNLP 1.8
 * int UTF…    languages
 * int UTF…    patterns "COUNT LANGUAGE LANGUAGE …": the next COUNT n-grams have weights for these languages
 * int UTF…    n-grams
 * double…     weights, n-gram by n-gram, in the order of its pattern's languages
 * </pre>
 *
 * Every number is checked: a model read wrongly would answer wrongly in silence. Source: {@code
 * opennlp.tools.ml.maxent.io.GISModelReader} of OpenNLP 2.5, https://github.com/apache/opennlp.
 */
final class LanguageModelReader {
    /** More n-grams, patterns or weights than any sensible model has: a corrupt count must not become an array. */
    private static final int MOST = 4_000_000;

    private final DataInputStream in;

    private LanguageModelReader(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /** Reads to the end of the stream, in small pieces: it should be buffered. Fails with what is wrong with it. */
    static LanguageModel read(InputStream stream) throws IOException {
        try {
            return new LanguageModelReader(stream).model();
        } catch (EOFException cut) {
            throw new IOException("the language model is cut short", cut);
        }
    }

    private LanguageModel model() throws IOException {
        check(in.readUTF().equals("GIS"), "is not of the format GIS");
        in.readInt();
        in.readDouble();
        List<String> languages = languages();
        List<Pattern> patterns = patterns(languages.size());
        long[] grams = grams(patterns);
        long[] sorted = sorted(grams);
        int[] rows = Arrays.stream(grams)
                .mapToInt(gram -> Arrays.binarySearch(sorted, gram))
                .toArray();
        LanguageModel model = weights(languages, sorted, rows, patterns);
        check(in.read() < 0, "goes on after its weights");
        return model;
    }

    /** Languages, by number, for which as many n-grams have weights. */
    private record Pattern(int grams, ByteBuffer languages) {
        int weights() {
            return languages.limit();
        }
    }

    private List<String> languages() throws IOException {
        int count = count("languages", LanguageModel.MOST_LANGUAGES);
        check(count >= 2, "has fewer than two languages");
        List<String> languages = new ArrayList<>();
        for (int i = 0; i < count; i++) languages.add(in.readUTF());
        return languages;
    }

    private List<Pattern> patterns(int languages) throws IOException {
        int count = count("patterns", MOST);
        List<Pattern> patterns = new ArrayList<>();
        for (int i = 0; i < count; i++) patterns.add(pattern(in.readUTF(), languages));
        return patterns;
    }

    private static Pattern pattern(String text, int languages) throws IOException {
        StringTokenizer words = new StringTokenizer(text, " ");
        check(words.hasMoreTokens(), "has an empty pattern");
        int grams = number(words.nextToken(), MOST);
        byte[] numbers = new byte[words.countTokens()];
        for (int i = 0; i < numbers.length; i++) numbers[i] = (byte) number(words.nextToken(), languages - 1);
        return new Pattern(grams, ByteBuffer.wrap(numbers));
    }

    private static int number(String word, int most) throws IOException {
        try {
            int number = Integer.parseInt(word);
            check(number >= 0 && number <= most, "has a number that is not within 0 to " + most + ": " + number);
            return number;
        } catch (NumberFormatException wrong) {
            throw new IOException("the language model has no number where one belongs", wrong);
        }
    }

    /** In the order of the file. */
    private long[] grams(List<Pattern> patterns) throws IOException {
        long[] grams = new long[count("n-grams", MOST)];
        long announced = patterns.stream().mapToLong(Pattern::grams).sum();
        check(announced == grams.length, "has patterns for " + announced + " n-grams and " + grams.length + " n-grams");
        for (int i = 0; i < grams.length; i++) {
            String gram = in.readUTF();
            check(!gram.isEmpty() && gram.length() <= NGrams.LONGEST, "has an n-gram of " + gram.length() + " units");
            grams[i] = NGrams.pack(gram);
        }
        return grams;
    }

    private static long[] sorted(long[] grams) throws IOException {
        long[] sorted = grams.clone();
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++) check(sorted[i] != sorted[i - 1], "has an n-gram twice");
        return sorted;
    }

    /** @param rows of the n-grams in the order of the file, where they stand among the sorted ones */
    private LanguageModel weights(List<String> languages, long[] sorted, int[] rows, List<Pattern> patterns)
            throws IOException {
        int[] starts = starts(rows, patterns);
        byte[] columns = new byte[starts[rows.length]];
        float[] weights = new float[columns.length];
        int gram = 0;
        for (Pattern pattern : patterns)
            for (int i = 0; i < pattern.grams(); i++) {
                int start = starts[rows[gram++]];
                pattern.languages().get(0, columns, start, pattern.weights());
                for (int k = 0; k < pattern.weights(); k++) weights[start + k] = weight();
            }
        return new LanguageModel(languages, sorted, starts, columns, weights);
    }

    private static int[] starts(int[] rows, List<Pattern> patterns) throws IOException {
        int[] starts = new int[rows.length + 1];
        int gram = 0;
        for (Pattern pattern : patterns)
            for (int i = 0; i < pattern.grams(); i++) starts[rows[gram++] + 1] = pattern.weights();
        long end = 0;
        for (int row = 0; row < rows.length; row++) {
            end += starts[row + 1];
            check(end <= MOST, "has more than " + MOST + " weights");
            starts[row + 1] = (int) end;
        }
        return starts;
    }

    private float weight() throws IOException {
        float weight = (float) in.readDouble();
        check(Float.isFinite(weight), "has a weight that is no finite number");
        return weight;
    }

    private int count(String what, int most) throws IOException {
        int count = in.readInt();
        check(count >= 0 && count <= most, "cannot have " + count + " " + what);
        return count;
    }

    private static void check(boolean holds, String fault) throws IOException {
        if (!holds) throw new IOException("the language model " + fault);
    }
}
