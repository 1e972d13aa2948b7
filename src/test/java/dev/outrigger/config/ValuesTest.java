package dev.outrigger.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a single key can hold, of every type: what is taken, what is refused and how that is said. */
class ValuesTest {
    private enum Privacy {
        OFF,
        LOCAL_ONLY,
        @Key("eu+ch")
        EUROPE
    }

    private record All(
            Optional<String> text,
            Optional<Integer> whole,
            @Range(min = "1", max = "9") OptionalInt small,
            @Range(max = "5000000000") OptionalLong large,
            @Range(min = "0", max = "1") OptionalDouble ratio,
            Optional<Boolean> truth,
            @Range(min = "1s", max = "1h") Optional<Duration> time,
            @Range(min = "64KiB") Optional<DataSize> size,
            Optional<Privacy> word,
            Optional<URI> url,
            Optional<Path> path,
            @Range(min = "1") @Default("[]") List<Integer> list,
            @Default("{}") Map<String, List<Double>> map,
            @Key("if") Optional<String> condition) {}

    private static Bound<All> bind(String text) {
        return Document.parse("a.yaml", text).then(node -> Binder.bind(node, All.class));
    }

    private static String mistake(String text) {
        return switch (bind(text)) {
            case Bound.Ok<All>(All all) -> "none: " + all;
            case Bound.Wrong<All>(List<Mistake> mistakes) -> mistakes.getFirst().message();
        };
    }

    @Test
    void takesEveryType() {
        // When
        All all = bind("""
                        text: no
                        whole: -3
                        small: 9
                        large: 5000000000
                        ratio: 1e-1
                        truth: true
                        time: 60m
                        size: 64KiB
                        word: local-only
                        url: "https://example.org/v1"
                        path: /run/secrets/key
                        list: [1, 2]
                        map: { b: [0.5], a: [1] }
                        if: "x > 1"
                        """).orElseThrow();

        // Then
        assertEquals(Optional.of("no"), all.text());
        assertEquals(Optional.of(-3), all.whole());
        assertEquals(OptionalInt.of(9), all.small());
        assertEquals(OptionalLong.of(5_000_000_000L), all.large());
        assertEquals(OptionalDouble.of(0.1), all.ratio());
        assertEquals(Optional.of(true), all.truth());
        assertEquals(Optional.of(Duration.ofHours(1)), all.time());
        assertEquals(Optional.of(new DataSize(65536)), all.size());
        assertEquals(Optional.of(Privacy.LOCAL_ONLY), all.word());
        assertEquals(Optional.of(URI.create("https://example.org/v1")), all.url());
        assertEquals(Optional.of(Path.of("/run/secrets/key")), all.path());
        assertEquals(List.of(1, 2), all.list());
        assertEquals(List.of("b", "a"), List.copyOf(all.map().keySet()));
        assertEquals(Optional.of("x > 1"), all.condition());
    }

    @Test
    void takesEveryOptionalTypeAsAbsent() {
        assertEquals(Binder.bind("a.yaml", new byte[0], All.class), bind("text:\nsmall: ~\nlarge: null\n"));
    }

    @Test
    void handsOverCollectionsThatNobodyCanChange() {
        // When
        All all = bind("list: [1]\nmap: {a: [1]}\n").orElseThrow();

        // Then
        assertThrows(UnsupportedOperationException.class, () -> all.list().clear());
        assertThrows(UnsupportedOperationException.class, () -> all.map().clear());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text: [a]               | text must be text, was a list",
                "whole: 1.5              | whole must be a whole number, was 1.5",
                "whole: 2147483648       | whole must be a whole number, was 2147483648",
                "whole: '7'              | whole must be a whole number, was the text '7'",
                "whole: 0x10             | whole must be a whole number, was 0x10",
                "whole: {}               | whole must be a whole number, was a mapping",
                "small: 0                | small must be 1–9, was 0",
                "small: 10               | small must be 1–9, was 10",
                "large: 5000000001       | large must be at most 5000000000, was 5000000001",
                "large: 9223372036854775808 | large must be a whole number, was 9223372036854775808",
                "ratio: 1.01             | ratio must be 0–1, was 1.01",
                "ratio: -0.01            | ratio must be 0–1, was -0.01",
                "ratio: .nan             | ratio must be a number, was .nan",
                "ratio: 1e999            | ratio must be a number, was 1e999",
                "truth: yes              | truth must be true or false, was yes",
                "truth: 'true'           | truth must be true or false, was the text 'true'",
                "time: 5                 | time must be a duration such as 500ms, 2s, 10m or 1h, was 5",
                "time: 1.5s              | time must be a duration such as 500ms, 2s, 10m or 1h, was 1.5s",
                "time: 999ms             | time must be 1s–1h, was 999ms",
                "time: 61m               | time must be 1s–1h, was 61m",
                "size: 64KB              | size must be a size such as 512B, 64KiB or 20MiB, was 64KB",
                "size: 65535B            | size must be at least 64KiB, was 65535B",
                "word: local_only        | word must be one of off, local-only, eu+ch, was local_only",
                "word: []                | word must be one of off, local-only, eu+ch, was a list",
                "url: 'http://a b'       | url must be an address such as https://host/path, was the text 'http://a b'",
                "url: ''                 | url must be an address such as https://host/path, was the text ''",
                "path: ''                | path must be a path, was the text ''",
                "list: 1                 | list must be a list, was 1",
                "list: [1, 0]            | list[1] must be at least 1, was 0",
                "map: [1]                | map must be a mapping, was a list",
                "map: {a: [x]}           | map.a[0] must be a number, was x",
                "map: {a.b: [x]}         | map.\"a.b\"[0] must be a number, was x",
                "map: {a: [1], a: [2]}   | key map.a is repeated, it is already at line 1",
            })
    void refusesAndSaysWhy(String text, String message) {
        assertEquals(message, mistake(text));
    }

    @Test
    void repeatsOnlyTheBeginningOfALongValue() {
        assertEquals(
                "whole must be a whole number, was " + "x".repeat(Mistakes.MAX_QUOTED) + "…",
                mistake("whole: " + "x".repeat(500)));
    }

    private record Holder(Thread thread) {}

    private record WrongDefault(
            @Default("0s") @Range(min = "1s") Duration time) {}

    private record WrongRange(@Range(min = "1 apple") int count) {}

    private record Unordered(@Range(min = "1") Privacy privacy) {}

    @Test
    void isAFaultOfTheProgramWhenARecordCannotBeBound() {
        // Given
        Node empty = Document.parse("a.yaml", "{}").orElseThrow();

        // Then
        for (Class<?> type : List.of(Holder.class, WrongDefault.class, WrongRange.class, Unordered.class)) {
            assertThrows(IllegalStateException.class, () -> Binder.bind(empty, type), type::getSimpleName);
        }
    }
}
