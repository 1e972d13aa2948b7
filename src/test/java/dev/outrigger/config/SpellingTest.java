package dev.outrigger.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingTest {
    enum Word {
        PLAIN,
        TWO_WORDS
    }

    @Variants
    sealed interface ByKey {
        record Env(String env) implements ByKey {}

        record Wide(String text, int number) implements ByKey {}
    }

    @Variants(field = "kind")
    sealed interface ByField {
        record LocalOne(int slots) implements ByField {}
    }

    record All(
            String text,
            double number,
            boolean truth,
            Duration time,
            LocalTime at,
            DataSize size,
            URI address,
            Path path,
            Figure figure,
            Word word,
            OptionalInt there,
            OptionalDouble absent,
            Optional<String> maybe,
            List<ByKey> keys,
            ByField field,
            Map<String, Integer> named) {}

    private static All all(String text, Duration time) {
        return new All(
                text,
                1.5e-7,
                true,
                time,
                LocalTime.of(7, 45),
                new DataSize(3 << 20),
                URI.create("https://host/path"),
                Path.of("a b"),
                new Figure("0.5"),
                Word.TWO_WORDS,
                OptionalInt.of(3),
                OptionalDouble.empty(),
                Optional.of("7"),
                List.of(new ByKey.Env("HOME"), new ByKey.Wide("true", 4)),
                new ByField.LocalOne(2),
                Map.of("one", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "plain", "7", "true", "null", "~", "# no comment", "a: b", "'\"\\", "two\nlines\n", " né \t"
            })
    void isReadAsTheSame(String text) {
        All said = all(text, Duration.ofSeconds(90));
        String yaml = Spelling.yaml(said);
        assertEquals(
                said,
                Binder.bind("file", yaml.getBytes(StandardCharsets.UTF_8), All.class)
                        .orElseThrow(),
                yaml);
    }

    @Test
    void timesKeepTheirLength() {
        for (Duration time : List.of(
                Duration.ZERO,
                Duration.ofMillis(1),
                Duration.ofMillis(61_001),
                Duration.ofMinutes(1),
                Duration.ofHours(3),
                Duration.ofDays(2))) {
            All said = all("x", time);
            byte[] yaml = Spelling.yaml(said).getBytes(StandardCharsets.UTF_8);
            assertEquals(
                    time, Binder.bind("file", yaml, All.class).orElseThrow().time());
        }
    }
}
