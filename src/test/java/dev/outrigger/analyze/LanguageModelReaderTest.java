package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageModelReaderTest {
    private static final Written SOUND = new Written(
            "GIS", List.of("eng", "fra"), List.of("1 0 1", "2 1"), List.of("the", "é", "a"), new double[] {3, -1, 2, 0.5
            });

    /** A model in the format, sound or not. */
    private record Written(
            String format, List<String> languages, List<String> patterns, List<String> grams, List<Double> weights) {
        Written(String format, List<String> languages, List<String> patterns, List<String> grams, double[] weights) {
            this(
                    format,
                    languages,
                    patterns,
                    grams,
                    Arrays.stream(weights).boxed().toList());
        }

        Written patterns(String... changed) {
            return new Written(format, languages, List.of(changed), grams, weights);
        }

        Written grams(String... changed) {
            return new Written(format, languages, patterns, List.of(changed), weights);
        }

        byte[] bytes() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeUTF(format);
            out.writeInt(1);
            out.writeDouble(1);
            for (List<String> strings : List.of(languages, patterns, grams)) {
                out.writeInt(strings.size());
                for (String string : strings) out.writeUTF(string);
            }
            for (double weight : weights) out.writeDouble(weight);
            return bytes.toByteArray();
        }
    }

    private static LanguageModel read(byte[] bytes) throws IOException {
        return LanguageModelReader.read(new ByteArrayInputStream(bytes));
    }

    private static String fault(byte[] bytes) {
        return String.valueOf(assertThrows(IOException.class, () -> read(bytes)).getMessage());
    }

    /** How much an n-gram speaks for the first language rather than the second. */
    private static double lead(LanguageModel model, String gram) {
        double[] scores = model.scores(new long[] {NGrams.pack(gram)});
        return scores[0] - scores[1];
    }

    @Test
    void givesEachNGramItsOwnWeights() throws IOException {
        // When
        LanguageModel model = read(SOUND.bytes());

        // Then
        assertEquals(List.of("eng", "fra"), model.languages());
        assertEquals(4, lead(model, "the"), 1e-6);
        assertEquals(-2, lead(model, "é"), 1e-6);
        assertEquals(0.5, Math.abs(lead(model, "a")), 1e-6);
        assertEquals(3 * 8 + 4 * 4 + 4 + 4 * 4, model.bytes());
    }

    @Test
    void refusesAModelCutShortAnywhere() throws IOException {
        byte[] sound = SOUND.bytes();

        for (int length = 0; length < sound.length; length++)
            assertEquals("the language model is cut short", fault(Arrays.copyOf(sound, length)));
    }

    @Test
    void refusesAModelThatGoesOn() throws IOException {
        byte[] sound = SOUND.bytes();

        assertTrue(fault(Arrays.copyOf(sound, sound.length + 1)).contains("goes on after its weights"));
    }

    @Test
    void refusesAnotherFormat() throws IOException {
        Written other = new Written("QN", SOUND.languages(), SOUND.patterns(), SOUND.grams(), SOUND.weights());

        assertTrue(fault(other.bytes()).contains("not of the format GIS"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 1e300})
    void refusesAWeightThatIsNoFiniteNumber(double weight) throws IOException {
        Written wrong = new Written(
                "GIS", SOUND.languages(), SOUND.patterns(), SOUND.grams(), new double[] {3, weight, 2, 0.5});

        assertTrue(fault(wrong.bytes()).contains("no finite number"));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 257, Integer.MAX_VALUE})
    void makesNoArrayOfACorruptCount(int count) throws IOException {
        // Given: the count of languages stands after "GIS" and the two constants.
        byte[] bytes = SOUND.bytes();
        ByteBuffer.wrap(bytes).putInt(5 + 4 + 8, count);

        // When, Then
        assertTrue(fault(bytes).contains("cannot have " + count + " languages"));
    }

    @Test
    void refusesFewerThanTwoLanguages() throws IOException {
        Written one = new Written("GIS", List.of("eng"), List.of("3 0"), SOUND.grams(), new double[] {1, 2, 3});

        assertTrue(fault(one.bytes()).contains("fewer than two languages"));
    }

    @Test
    void refusesALanguageThatItDoesNotHave() throws IOException {
        assertTrue(fault(SOUND.patterns("1 0 2", "2 1").bytes()).contains("not within 0 to 1: 2"));
        assertTrue(fault(SOUND.patterns("1 0 -1", "2 1").bytes()).contains("not within 0 to 1: -1"));
    }

    @Test
    void refusesAPatternWithoutNumbers() throws IOException {
        assertTrue(fault(SOUND.patterns("1 0 x", "2 1").bytes()).contains("no number where one belongs"));
        assertTrue(fault(SOUND.patterns("", "3 1").bytes()).contains("an empty pattern"));
    }

    @Test
    void refusesPatternsForOtherThanItsNGrams() throws IOException {
        assertTrue(fault(SOUND.patterns("1 0 1", "1 1").bytes()).contains("patterns for 2 n-grams and 3 n-grams"));
        assertTrue(fault(SOUND.patterns("1 0 1", "4000000 1").bytes()).contains("patterns for 4000001 n-grams"));
    }

    @Test
    void refusesAnNGramTwice() throws IOException {
        assertTrue(fault(SOUND.grams("the", "a", "the").bytes()).contains("an n-gram twice"));
    }

    @Test
    void refusesAnNGramThatNoTextWouldHave() throws IOException {
        assertTrue(fault(SOUND.grams("then", "a", "b").bytes()).contains("an n-gram of 4 units"));
        assertTrue(fault(SOUND.grams("", "a", "b").bytes()).contains("an n-gram of 0 units"));
    }
}
