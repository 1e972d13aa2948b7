package dev.outrigger.admit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.sensitive.Planted;
import dev.outrigger.sensitive.SensitiveType;
import dev.outrigger.support.Asked;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever is planted, wherever and however it is written, the request is private. */
class PrivacyPropertiesTest {
    private static final Privacy ON = new Privacy(Optional.of(new PrivacySettings(
            Rule.LOCAL_ONLY,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            100_000,
            List.of())));
    private static final ChatRequest UNDERSTOOD = Asked.of("Hi").request();
    private static final int TRIES = 1_000;
    private static final int FULL_WIDTH = 0xFEE0;

    /** How a text may be written that is read as the same. */
    enum Spelling {
        PLAIN,
        ESCAPED,
        PARTLY_ESCAPED,
        TWICE_ESCAPED,
        IN_A_URL,
        FULL_WIDTH_DIGITS,
        NO_BREAK_BLANKS,
        WITH_WHAT_TAKES_NO_ROOM;

        String of(String text, Random random) {
            return switch (this) {
                case PLAIN -> json(text);
                case ESCAPED -> escaped(text, 1, random);
                case PARTLY_ESCAPED -> escaped(text, 0.3, random);
                case TWICE_ESCAPED -> json(escaped(text, 0.5, random));
                case IN_A_URL -> percent(text);
                case FULL_WIDTH_DIGITS -> json(mapped(text, c -> c >= '0' && c <= '9' ? (char) (c + FULL_WIDTH) : c));
                case NO_BREAK_BLANKS -> json(mapped(text, c -> c == ' ' ? '\u00A0' : c == '-' ? '\u2011' : c));
                case WITH_WHAT_TAKES_NO_ROOM -> json(text.replaceAll("(.)(?=.)", "$1\u200B"));
            };
        }

        private static String mapped(String text, java.util.function.IntUnaryOperator change) {
            StringBuilder mapped = new StringBuilder();
            text.chars().map(change).forEach(c -> mapped.append((char) c));
            return mapped.toString();
        }
    }

    @Provide
    Arbitrary<Planted> planted() {
        return Arbitraries.of(Planted.bare());
    }

    @Provide
    Arbitrary<String> shapes() throws IOException {
        return Arbitraries.of(Files.readAllLines(Path.of("src/test/resources/privacy/shapes.txt")));
    }

    @Property(tries = TRIES)
    void isPrivateWhateverIsPlantedWhereverAndHowever(
            @ForAll("planted") Planted planted,
            @ForAll("shapes") String shape,
            @ForAll Spelling spelling,
            @ForAll @IntRange(max = 2_000) int before,
            @ForAll long seed) {
        // Given
        String noise = "lorem ipsum ".repeat(before / 12);
        String written = spelling.of(planted.value(), new Random(seed));
        String body = shape.substring(shape.indexOf(' ') + 1)
                .replace("@@", noise + (shape.contains("\\\"@@") ? json(written) : written) + " dolor");

        // When
        Clearance clearance = ON.of(UNDERSTOOD, Bytes.of(body), Privacy.Head.NONE);

        // Then
        assertEquals(Rule.LOCAL_ONLY, clearance.rule());
        assertTrue(clearance.found().containsKey(planted.type()), () -> spelling + " " + planted.type());
    }

    /** A card's number as JSON may have it that no string is around. */
    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.of(
                "4111111111111111",
                "4.111111111111111e15",
                "41111111111111110E-1",
                "[4111,1111,1111,1111]",
                "[\n  4111,\n  1111,\n  1111,\n  1111\n]",
                "[\"4111\", \"1111\", \"1111\", \"1111\"]",
                "{\"n\":[[4111,1111,1111,1111]]}");
    }

    @Provide
    Arbitrary<String> places() {
        return Arbitraries.of(
                "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"max_tokens\":1024,\"x\":@@}",
                "{\"x\":@@,\"seed\":7,\"messages\":[]}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"a\",\"metadata\":{\"k\":@@}}],\"n\":1}",
                "{\"tools\":[{\"parameters\":{\"default\":@@,\"maxLength\":4096}}]}");
    }

    @Property(tries = 100)
    void isPrivateWhereTheNumberStandsInNoString(@ForAll("numbers") String number, @ForAll("places") String place) {
        Clearance clearance = ON.of(UNDERSTOOD, Bytes.of(place.replace("@@", number)), Privacy.Head.NONE);

        assertEquals(Rule.LOCAL_ONLY, clearance.rule());
        assertTrue(clearance.found().containsKey(SensitiveType.CREDIT_CARD), () -> number + " in " + place);
    }

    private static String json(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String escaped(String text, double share, Random random) {
        StringBuilder escaped = new StringBuilder();
        text.chars()
                .forEach(c -> escaped.append(
                        random.nextDouble() < share || c == '\n' || c == '"' || c == '\\'
                                ? "\\u%04x".formatted(c)
                                : String.valueOf((char) c)));
        return escaped.toString();
    }

    private static String percent(String text) {
        StringBuilder percent = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) percent.append("%%%02X".formatted(b & 0xFF));
        return percent.toString();
    }
}
