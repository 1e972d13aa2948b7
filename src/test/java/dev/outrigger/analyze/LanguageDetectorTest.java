package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against OpenNLP's own detector, which reads the same model. */
class LanguageDetectorTest {
    /** What weights in float may move a probability by. */
    private static final double BOUND = 1e-6;

    private static LanguageDetector ours;
    private static LanguageDetectorME theirs;

    @BeforeAll
    static void load() throws IOException {
        ours = LanguageDetector.load();
        try (InputStream model = resource("/langdetect-183.bin")) {
            theirs = new LanguageDetectorME(new LanguageDetectorModel(model));
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(LanguageDetectorTest.class.getResourceAsStream(name), name);
    }

    static List<String> sentences() throws IOException {
        try (InputStream file = resource("languages.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    private static void assertSame(String text) {
        Language[] expected = theirs.predictLanguages(text);
        double[] scores = ours.scores(text);
        double greatest = Arrays.stream(scores).max().orElseThrow();
        double sum =
                Arrays.stream(scores).map(score -> Math.exp(score - greatest)).sum();
        double[] shares = Arrays.stream(scores)
                .map(score -> Math.exp(score - greatest) / sum)
                .sorted()
                .toArray();
        assertEquals(expected[0].getConfidence(), shares[shares.length - 1], BOUND, text);
        assertEquals(expected[1].getConfidence(), shares[shares.length - 2], BOUND, text);
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void saysWhatOpenNlpSaysOfASentence(String sentence) {
        assertSame(sentence);
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void saysWhatOpenNlpSaysOfEveryPieceOfIt(String sentence) {
        for (int length = 1; length < sentence.length(); length += 5) {
            assertSame(sentence.substring(0, length));
            assertSame(sentence.substring(length));
        }
    }

    @Test
    void saysWhatOpenNlpSaysOfMixedAndLongTexts() throws IOException {
        List<String> sentences = sentences();
        Random random = new Random(7);

        for (int i = 0; i < 100; i++)
            assertSame(LanguageEvidence.sample(
                    random.ints(8, 0, sentences.size()).mapToObj(sentences::get).collect(Collectors.joining("\n"))));
    }

    @Test
    void saysWhatOpenNlpSaysOfNoise() {
        Random random = new Random(11);

        for (int i = 0; i < 300; i++)
            assertSame(random.ints(random.nextInt(200), 0, i % 2 == 0 ? 0x250 : 0x20000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
    }

    @Test
    void saysHowFarItIsAheadOfAnotherLanguageNotOfAnotherNameOfTheSame() {
        // Bokmål and Nynorsk are both Norwegian.
        LanguageDetector.Guess guess = ours.guess("Hvorfor er himmelen blå, og hva er årsaken?");
        assertEquals("no", guess.code());
        assertTrue(guess.margin() > 0.1, () -> "margin " + guess.margin());
    }

    @Test
    void keepsEightMegabytes() {
        assertTrue(ours.bytes() < 8_500_000, () -> ours.bytes() + " bytes");
    }

    @Test
    void refusesAnArchiveWithoutTheModel() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("other"));
        }

        IOException fault = assertThrows(
                IOException.class, () -> LanguageDetector.read(new ByteArrayInputStream(bytes.toByteArray())));
        assertEquals("the archive has no langdetect.model", fault.getMessage());
    }
}
