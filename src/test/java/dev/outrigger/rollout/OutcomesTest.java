package dev.outrigger.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("NullAway")
class OutcomesTest {
    @TempDir
    private Path folder;

    private Outcomes read(String content) throws IOException {
        return Outcomes.read(Files.writeString(folder.resolve("outcomes.ndjson"), content));
    }

    @Test
    void whatIsNotToldIsAbsent() throws IOException {
        Outcomes outcomes = read("""
                {"exchange":"a","group":"g","task":"code","models":{"mini":{"quality":1,"dollars":0.5,"seconds":2}}}

                {"exchange":"b","models":{"mini":{"dollars":0}}}
                """);

        Outcomes.Row whole = outcomes.of("a").orElseThrow();
        assertEquals(Optional.of("g"), whole.group());
        assertEquals(1, whole.models().get("mini").quality().orElseThrow());
        Outcomes.Row little = outcomes.of("b").orElseThrow();
        assertEquals(Optional.empty(), little.task());
        assertTrue(little.models().get("mini").quality().isEmpty());
        assertEquals(0, little.models().get("mini").dollars().orElseThrow());
        assertTrue(outcomes.of("c").isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{broken|outcomes.ndjson:2 is no JSON",
                "[]|outcomes.ndjson:2: Row is no object",
                "{\"exchange\":\"b\"}|outcomes.ndjson:2: Row lacks models",
                "{\"exchange\":\"b\",\"models\":{},\"model\":1}|outcomes.ndjson:2: Row has no model",
                "{\"exchange\":\"b\",\"models\":{\"m\":{\"quality\":1.1}}}|quality must be 0 to 1",
                "{\"exchange\":\"b\",\"models\":{\"m\":{\"quality\":\"NaN\"}}}|quality must be 0 to 1",
                "{\"exchange\":\"b\",\"models\":{\"m\":{\"dollars\":-1}}}|dollars must be at least 0",
                "{\"exchange\":\"b\",\"models\":{\"m\":{\"seconds\":\"Infinity\"}}}|seconds must be at least 0",
                "{\"exchange\":\"a\",\"models\":{}}|outcomes.ndjson:2 is a second line of a",
            })
    void aLineThatIsWrongIsNamed(String line, String told) {
        var wrong = assertThrows(
                IllegalArgumentException.class, () -> read("{\"exchange\":\"a\",\"models\":{}}\n" + line + "\n"));
        assertTrue(wrong.getMessage().contains(told), wrong.getMessage());
    }

    @Test
    void thereAreBoundsToLinesAndToTheirNumber() {
        var longer = assertThrows(
                IllegalArgumentException.class,
                () -> read("{\"exchange\":\"" + "a".repeat(Outcomes.MOST_LINE_CHARS) + "\",\"models\":{}}"));
        assertTrue(longer.getMessage().contains("longer than 65536"), longer.getMessage());
        var more = assertThrows(
                IllegalArgumentException.class,
                () -> read(IntStream.rangeClosed(0, Outcomes.MOST)
                        .mapToObj(i -> "{\"exchange\":\"" + i + "\",\"models\":{}}")
                        .collect(Collectors.joining("\n"))));
        assertTrue(more.getMessage().contains("at most 200000"), more.getMessage());
    }
}
