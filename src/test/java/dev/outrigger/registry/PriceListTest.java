package dev.outrigger.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ModelName;
import dev.outrigger.config.Binder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceListTest {
    /** Of the file as it is shipped: whoever changes a price changes its date and this. */
    private static final String SHA256 = "c8d570c73990438d66aef1655ba22b1043bb143bce0a81610d8ea6edaef55482";

    private static final PriceList LIST = PriceList.shipped();
    private static final Whole WHOLE =
            Binder.bind("prices.yaml", bytes(), Whole.class).orElseThrow();

    /** The whole file, which the product itself never binds. */
    record Whole(String date, Map<String, Map<String, Listed>> models) {}

    /** One of its lines. */
    record Line(String provider, String name, Listed listed) {}

    private static byte[] bytes() {
        try (var in = PriceList.class.getResourceAsStream("prices.yaml")) {
            return java.util.Objects.requireNonNull(in).readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Optional<Price> price(String provider, String model) {
        return LIST.find(provider, new ModelName(model)).map(Listed::price);
    }

    @Test
    void isTheFileThatWasReviewed() throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes());

        assertEquals(SHA256, HexFormat.of().formatHex(digest));
        assertEquals(WHOLE.date(), LIST.date());
    }

    @Test
    void knowsTheProvidersThatABackendCanBeOf() {
        for (String provider : List.of("openai", "anthropic", "gemini", "vertex", "bedrock", "mistral"))
            assertTrue(WHOLE.models().getOrDefault(provider, Map.of()).size() > 10, provider);
        for (String provider : List.of("deepseek", "groq", "together", "xai", "cohere"))
            assertTrue(WHOLE.models().containsKey(provider), provider);
    }

    @Test
    void readsALineWhole() {
        Listed flash = LIST.find("gemini", new ModelName("gemini-2.5-pro")).orElseThrow();

        assertEquals(
                new Price(
                        1.25,
                        10,
                        OptionalDouble.of(0.125),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.of(
                                new Price.Above(200_000, 2.5, 15, OptionalDouble.of(0.25), OptionalDouble.empty()))),
                flash.price());
        assertEquals(OptionalInt.of(1_048_576), flash.reads());
        assertEquals(OptionalInt.of(65_536), flash.writes());
        assertTrue(flash.can().contains(Capability.VIDEO));
        assertEquals(OptionalInt.of(1_048_576 + 65_536), flash.window());
    }

    @Property
    void findsEveryLineByItsName(@ForAll("lines") Line line) {
        assertEquals(
                Optional.of(line.listed()), LIST.find(line.provider(), new ModelName(line.name())), line.toString());
    }

    @Provide
    Arbitrary<Line> lines() {
        List<Line> lines = new ArrayList<>();
        WHOLE.models()
                .forEach((provider, models) ->
                        models.forEach((name, listed) -> lines.add(new Line(provider, name, listed))));
        return Arbitraries.of(lines);
    }

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-5-mini-2025-08-07, gpt-5-mini",
        "openai, gpt-5.5-2099-01-31, gpt-5.5",
        "anthropic, claude-haiku-4-5-20991231, claude-haiku-4-5",
        "vertex, claude-haiku-4-5@20991231, claude-haiku-4-5",
        "gemini, models/gemini-2.5-flash, gemini-2.5-flash"
    })
    void takesADatedSnapshotForItsNameWhereItIsNotListed(String provider, String asked, String listed) {
        assertTrue(price(provider, listed).isPresent());
        assertEquals(price(provider, listed), price(provider, asked));
    }

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-5-mini-tuned",
        "openai, ft:gpt-4o-2024-08-06:acme",
        "openai, gpt-5-mini-2025",
        "openai, price",
        "openai, claude-haiku-4-5",
        "nobody, gpt-5-mini",
        "openai, '{'",
        "models, openai"
    })
    void guessesNothingElse(String provider, String model) {
        assertEquals(Optional.empty(), price(provider, model));
    }

    @Property
    void isAbsentForAnyOtherName(@ForAll String name) {
        if (name.isBlank() || WHOLE.models().getOrDefault("groq", Map.of()).containsKey(name)) return;

        assertEquals(Optional.empty(), price("groq", name));
    }

    @Test
    void needsADate() {
        assertThrows(IllegalStateException.class, () -> new PriceList("models:\n"));
    }
}
