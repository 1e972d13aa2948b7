package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.analyze.AnalyzerSettings;
import dev.outrigger.analyze.RouterModel;
import dev.outrigger.chat.Bytes;
import dev.outrigger.config.Bound;
import dev.outrigger.config.Mistake;
import dev.outrigger.engine.Manifests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A router that an operator trained, named by {@code analyzer.router}. */
class OwnRouterTest {
    private static final StoredModels STORED = new StoredModels(Manifests.read(Path.of("gpu-models")));
    private static final String LEARNED = "zeroeval_matrix/gpt-4o-mini-2024-07-18";

    @TempDir
    private Path folder;

    private static byte[] shipped() throws IOException {
        try (InputStream file = RouterModel.class.getResourceAsStream("router.bin")) {
            return file.readAllBytes();
        }
    }

    /** What is shipped, with other letters of the same number in place of these. */
    private Path file(String these, String others) throws IOException {
        String bytes = new String(shipped(), StandardCharsets.ISO_8859_1);
        assertTrue(bytes.contains(these));
        return Files.write(
                folder.resolve("router.bin"), bytes.replace(these, others).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Bound<Settings> read(String yaml) {
        return SettingsReader.read("a.yaml", Bytes.of(yaml).array(), STORED);
    }

    private static List<String> mistakes(String yaml) {
        return switch (read(yaml)) {
            case Bound.Wrong<Settings>(List<Mistake> mistakes) ->
                mistakes.stream().map(Mistake::toString).toList();
            case Bound.Ok<Settings> ok -> List.of();
        };
    }

    private static AnalyzerSettings settings(Path file) {
        return new AnalyzerSettings(
                AnalyzerSettings.ENCODER, AnalyzerSettings.HEADS, Optional.of(file), Duration.ofMillis(150), 32);
    }

    @Test
    void isTheProductsUnlessOneIsNamed() {
        Settings settings = read("{}").orElseThrow();

        assertEquals(Optional.empty(), settings.analyzer().router());
        assertEquals(Optional.empty(), OwnRouter.NONE.next(settings.analyzer()).abilities());
        assertEquals(RouterModel.ofProduct(), OwnRouter.NONE.router());
    }

    @Test
    void isReadFromTheFileThatIsNamed() throws IOException {
        Path file = file("gpt-4o-mini-2024-07-18", "our-very-own-model-aaa");
        String yaml = "analyzer: { router: " + file + " }\nbackends: { b: { kind: openai } }\n"
                + "models: { mini: { backend: b, model: m } }\n"
                + "policies: { default: { stages: [ learned: { as: { mini: zeroeval_matrix/our-very-own-model-aaa } } ] } }\n";

        assertEquals(List.of(), mistakes(yaml));
        OwnRouter own = OwnRouter.NONE.next(read(yaml).orElseThrow().analyzer());
        assertNotEquals(RouterModel.ofProduct().hash(), own.router().hash());
        assertTrue(own.words()
                .orElseThrow()
                .startsWith(file + ": " + own.router().hash() + ", 99 models, for all-MiniLM"));
    }

    @Test
    void namesOfModelsAreThoseThatItLearned() throws IOException {
        Path file = file("gpt-4o-mini-2024-07-18", "our-very-own-model-aaa");
        List<String> found = mistakes("analyzer: { router: " + file + " }\nbackends: { b: { kind: openai } }\n"
                + "models: { mini: { backend: b, model: m } }\n"
                + "policies: { default: { stages: [ learned: { as: { mini: " + LEARNED + " } } ] } }\n");

        assertEquals(1, found.size(), found.toString());
        assertTrue(found.getFirst().contains("must name a model that was learned"), found.toString());
    }

    @Test
    void refusesOneOfAnotherEncoderAndSaysOfWhich() throws IOException {
        for (String digest : List.of("53aa51172d142c89", "d3ca488e8b9f4")) {
            Path file = file(digest, "0".repeat(digest.length()));
            List<String> found = mistakes("\nanalyzer: { router: " + file + " }\n");

            assertEquals(1, found.size(), found.toString());
            String said = found.getFirst();
            assertTrue(said.contains("analyzer.router must be of the encoder that requests are read with"), said);
            assertTrue(said.contains("all-minilm-l6-v2 53aa51172d14 with the adapter d3ca488e8b9f"), said);
            assertTrue(said.contains(file + " (" + RouterModel.read(file).hash() + ") was trained over"), said);
            assertTrue(said.contains(" 000000000000"), said);
            assertTrue(said.endsWith("(a.yaml:2)"), said);
        }
    }

    @Test
    void refusesWhatIsNotThereOrIsNoRouter() throws IOException {
        assertTrue(mistakes("analyzer: { router: " + folder.resolve("none.bin") + " }\n")
                .getFirst()
                .contains("analyzer.router must name a file that ./outrigger train routing wrote: "
                        + folder.resolve("none.bin") + " is not there"));
        Path other = Files.writeString(folder.resolve("other.bin"), "no router at all, whatever it says");
        assertTrue(mistakes("analyzer: { router: " + other + " }\n").getFirst().contains(other.toString()));
        assertTrue(mistakes("analyzer: { routr: a }\n").getFirst().contains("did you mean 'router'"));
    }

    @Test
    void refusesAFileThatIsTooLong() throws IOException {
        Path file = folder.resolve("long.bin");
        try (var out = new java.io.RandomAccessFile(file.toFile(), "rw")) {
            out.setLength((64L << 20) + 1);
        }
        assertTrue(mistakes("analyzer: { router: " + file + " }\n").getFirst().contains("is longer than"));
    }

    @Test
    void aFileThatBreaksLaterStaysWhatItWas() throws IOException {
        Path file = Files.write(folder.resolve("own.bin"), shipped());
        OwnRouter before = OwnRouter.NONE.next(settings(file));
        Files.writeString(file, "gone");

        assertEquals(before, before.next(settings(file)));
        assertThrows(IllegalStateException.class, () -> OwnRouter.NONE.next(settings(file)));
    }

    @Test
    void theShippedOneIsOfTheShippedEncoder() {
        assertTrue(RouterModel.ofProduct()
                .encoder()
                .isSameAs(STORED.encoder(AnalyzerSettings.ENCODER, AnalyzerSettings.HEADS)
                        .orElseThrow()));
    }
}
