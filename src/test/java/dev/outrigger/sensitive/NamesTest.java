package dev.outrigger.sensitive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and addresses that are guessed. How often it is right is measured, see {@code perf/results/names.md}. */
class NamesTest {
    private static final Scanner GUESSING = new Scanner(SensitiveType.tagged());
    private static final Duration LONG = Duration.ofSeconds(20);

    static List<Planted> planted() {
        return Planted.guessed();
    }

    private static List<String> said(Scanner scanner, String text) {
        return scanner.scan(text).stream()
                .map(found -> text.substring(found.start(), found.end()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("planted")
    void findsOnesThatStandInASentence(Planted planted) {
        String text = "Hello. " + planted.text() + ", thank you.";

        List<Finding> found = GUESSING.scan(text);

        int start = text.indexOf(planted.value());
        assertEquals(1, found.size(), found::toString);
        assertEquals(planted.type(), found.getFirst().type());
        assertTrue(
                found.getFirst().start() < start + planted.value().length()
                        && found.getFirst().end() > start,
                found::toString);
    }

    @ParameterizedTest
    @MethodSource("planted")
    void findsThemInTheJsonOfARequest(Planted planted) {
        String text = "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"" + planted.text() + "\"}]}";

        assertTrue(GUESSING.scan(text).stream().anyMatch(found -> found.type() == planted.type()), planted::toString);
    }

    @ParameterizedTest
    @MethodSource("planted")
    void looksForThemWhereTheyAreWantedAlone(Planted planted) {
        Set<SensitiveType> others = EnumSet.allOf(SensitiveType.class);
        others.remove(planted.type());

        assertTrue(
                new Scanner(others).scan(planted.text()).stream().noneMatch(found -> found.type() == planted.type()));
        assertEquals(List.of(), Scanner.byForm().scan(planted.text()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What is the weather in Paris on Monday?",
                "Write a Python function that returns the sum of a list.",
                "int main() { return 0; }",
                "def add(name, address): return name + address",
                "{\"name\": \"get_weather\", \"parameters\": {\"city\": {\"type\": \"string\"}}}",
                "Take 2 tablets daily for 10 days.",
                "Explain the theory of relativity to a child.",
                "10 20 30 40\n1.5 2.5 3.5\n",
                "550e8400-e29b-41d4-a716-446655440000",
                "Version 12.4 was released in March 2024."
            })
    void takesNothingElseForThem(String text) {
        assertEquals(List.of(), said(GUESSING, text));
    }

    @Test
    void givesOffsetsOfTheTextAsItWas() {
        String text = "\uFF2D\uFF59 \u200Bname is Jos\u00E9 Garc\u00EDa, \uD83D\uDE00 and I live in Madrid.";

        assertEquals(List.of("Jos\u00E9 Garc\u00EDa"), said(GUESSING, text));
    }

    @Test
    void leavesWhatIsKnownByItsFormAsItIs() {
        String text = "My name is Maria Gonzalez, I live at 221 Maple Street, 078-05-1120 is my number.";

        List<Finding> all = Scanner.ofAll().scan(text);

        assertTrue(all.containsAll(Scanner.byForm().scan(text)));
        for (int i = 1; i < all.size(); i++)
            assertTrue(all.get(i - 1).end() <= all.get(i).start(), all::toString);
    }

    @Test
    void cutsGuessesAtWhatIsKnown() {
        Finding mail = new Finding(SensitiveType.EMAIL, 10, 20);

        assertEquals(
                List.of(new Finding(SensitiveType.NAME, 2, 10), mail),
                Guesses.beside(List.of(mail), List.of(new Finding(SensitiveType.NAME, 2, 12))));
        assertEquals(
                List.of(mail, new Finding(SensitiveType.ADDRESS, 20, 30)),
                Guesses.beside(List.of(mail), List.of(new Finding(SensitiveType.ADDRESS, 12, 30))));
        assertEquals(List.of(mail), Guesses.beside(List.of(mail), List.of(new Finding(SensitiveType.NAME, 12, 18))));
        assertEquals(
                List.of(new Finding(SensitiveType.NAME, 0, 5), mail, new Finding(SensitiveType.NAME, 25, 30)),
                Guesses.beside(
                        List.of(mail),
                        List.of(new Finding(SensitiveType.NAME, 0, 5), new Finding(SensitiveType.NAME, 25, 30))));
    }

    @Test
    void tellsOnlyWhatItIsSureEnoughOf() {
        String text = "Dear Mr. Thompson, my name is Maria Gonzalez.";
        Names all = Names.shipped().orElseThrow();

        assertFalse(said(new Scanner(SensitiveType.tagged(), Optional.of(all.sure(0.5))), text)
                .isEmpty());
        assertEquals(List.of(), said(new Scanner(SensitiveType.tagged(), Optional.of(all.sure(1.000001))), text));
    }

    /** Windows end somewhere in a long text: what stands there is found all the same. */
    @Test
    void findsThemAnywhereInALongText() {
        String piece = "The quick brown fox jumps over the lazy dog. My name is Maria Gonzalez, and it is late. ";
        int pieces = 2_000;

        List<String> found = said(GUESSING, piece.repeat(pieces));

        assertEquals(java.util.Collections.nCopies(pieces, "Maria Gonzalez"), found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "A",
                "1",
                "1 ",
                "A ",
                "Ab ",
                "12 Main Street ",
                "John Smith ",
                "\u00E9",
                "\u4E2D",
                "'",
                "\n",
                "John\n12 "
            })
    void takesTimeInProportionToWhateverIsThere(String piece) {
        String text = piece.repeat(2_000_000 / piece.length());

        assertTimeout(LONG, () -> GUESSING.scan(text));
    }

    @Test
    void isAbsentWhereItsFileIsNotThereOrNotWhole() throws IOException {
        byte[] whole;
        try (InputStream file = Names.class.getResourceAsStream("names.bin")) {
            whole = Objects.requireNonNull(file).readAllBytes();
        }
        byte[] damaged = whole.clone();
        damaged[1000] ^= 1;
        byte[] ofAnotherKind = whole.clone();
        ofAnotherKind[3] ^= 1;
        CRC32 crc = new CRC32();
        crc.update(ofAnotherKind, 0, whole.length - 4);
        ByteBuffer.wrap(ofAnotherKind).putInt(whole.length - 4, (int) crc.getValue());

        assertTrue(NamesFile.of(new ByteArrayInputStream(whole)).isPresent());
        assertTrue(NamesFile.resource("nothing.bin").isEmpty());
        for (byte[] file :
                List.of(damaged, ofAnotherKind, new byte[0], new byte[100], java.util.Arrays.copyOf(whole, 5000)))
            assertTrue(NamesFile.of(new ByteArrayInputStream(file)).isEmpty());
    }

    @Test
    void saysWhetherItIsBlind() {
        assertTrue(new Scanner(Set.of(SensitiveType.NAME, SensitiveType.IBAN), Optional.empty()).isBlind());
        assertFalse(new Scanner(Set.of(SensitiveType.IBAN), Optional.empty()).isBlind());
        assertFalse(GUESSING.isBlind());
    }
}
