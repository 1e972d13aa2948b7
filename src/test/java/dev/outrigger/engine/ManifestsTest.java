package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.config.WrongConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestsTest {
    private static final String GOOD = """
            name: tiny
            kind: generator
            licence: MIT
            origin: someone/tiny
            card: Says little.
            files:
              - name: model.bin
                source: pypi:tiny==1.0
                member: tiny/model.bin
                bytes: 7
                sha256: %s
              - name: program.pt
                source: file:program.pt
            """.formatted("ab".repeat(32));

    @TempDir
    private Path folder;

    @Test
    void readsEveryKey() throws IOException {
        write("tiny", GOOD);

        var manifest = Manifests.read(folder).getFirst();

        assertEquals("tiny", manifest.name());
        assertEquals(ModelKind.GENERATOR, manifest.kind());
        assertEquals("MIT", manifest.licence());
        assertEquals("someone/tiny", manifest.origin());
        assertEquals("Says little.", manifest.card());
        assertEquals(folder.resolve("tiny"), manifest.folder());
        assertEquals(
                new ModelFile(
                        "model.bin",
                        new Source.PyPi("tiny", "1.0"),
                        Optional.of("tiny/model.bin"),
                        Optional.of(new Pin(7, "ab".repeat(32)))),
                manifest.files().getFirst());
        assertEquals(
                new ModelFile("program.pt", new Source.LocalFile("program.pt"), Optional.empty(), Optional.empty()),
                manifest.files().getLast());
    }

    @Test
    void readsTheRepositorysOwnManifests() {
        var names = Manifests.read(Manifests.folder(Map.of())).stream()
                .map(Manifest::name)
                .toList();

        assertTrue(names.contains("smollm2-135m-instruct"), names.toString());
        assertTrue(names.contains("all-minilm-l6-v2"), names.toString());
        assertTrue(names.contains("outrigger-analyzer"), names.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind: generator    | kind: poet            | kind must be one of",
                "licence: MIT       | licence: ' '          | licence, origin and card must not be blank",
                "licence: MIT       | license: MIT          | licence",
                "pypi:tiny==1.0     | pypi:tiny             | pypi:name==version",
                "member: tiny/model | # member: tiny/model  | member must say which file",
                "bytes: 7           | bytes: 0              | bytes must be positive",
                "bytes: 7           | # bytes: 7            | bytes and sha256 belong together",
                "sha256: ab         | sha256: zz            | sha256 must be 64",
                "name: model.bin    | name: ../model.bin    | one path step",
                "name: program.pt   | name: model.bin       | two files are named model.bin",
                "file:program.pt    | file:../program.pt    | not a file path",
                "name: tiny         | name: large           | name must be the folder's",
            })
    void tellsAMistakeWithItsFile(String right, String wrong, String said) throws IOException {
        write("tiny", GOOD.replace(right, wrong));

        var failure = assertThrows(WrongConfigException.class, () -> Manifests.read(folder));

        assertTrue(failure.toString().contains(said), failure.getMessage());
        assertTrue(failure.toString().contains("tiny/manifest.yaml:"), failure.getMessage());
    }

    @Test
    void tellsTheMistakesOfAllManifestsAtOnce() throws IOException {
        write("tiny", GOOD.replace("generator", "poet"));
        write("large", GOOD.replace("name: tiny", "name: large").replace("bytes: 7", "bytes: many"));

        var failure = assertThrows(WrongConfigException.class, () -> Manifests.read(folder));

        assertTrue(failure.toString().contains("tiny/manifest.yaml:2"), failure.getMessage());
        assertTrue(failure.toString().contains("large/manifest.yaml:10"), failure.getMessage());
    }

    @Test
    void knowsNoModelsWithoutAFolder() {
        assertTrue(Manifests.read(folder.resolve("nowhere")).isEmpty());
    }

    @Test
    void looksWhereTheLauncherPoints() {
        assertEquals(Path.of("/opt/it/gpu-models"), Manifests.folder(Map.of("OUTRIGGER_HOME", "/opt/it")));
        assertEquals(Path.of("gpu-models"), Manifests.folder(Map.of()));
    }

    private void write(String model, String text) throws IOException {
        var place = Files.createDirectories(folder.resolve(model));
        Files.writeString(place.resolve("manifest.yaml"), text);
    }
}
