package dev.outrigger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.outrigger.engine.CacheFolder;
import dev.outrigger.engine.Manifest;
import dev.outrigger.engine.ModelFile;
import dev.outrigger.engine.ModelKind;
import dev.outrigger.engine.ModelStore;
import dev.outrigger.engine.PackageClient;
import dev.outrigger.engine.Pin;
import dev.outrigger.engine.Source;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

class ModelsCommandTest {
    /** Of the text "weights". */
    private static final Pin PIN = new Pin(7, "9bfb7e71a4dd10ea4c6a54b5d0e4a1d9a3a5a7a9a4a6a8aaacaeb0b2b4b6b8ba");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void listsEachModelWithItsStateAndPlace() throws IOException {
        Files.writeString(folder.resolve("program.pt"), "program");

        assertEquals(0, execute("models", "list"));

        var lines = out.toString().lines().toList();
        assertEquals(
                List.of("MODEL", "KIND", "LICENCE", "SIZE", "STATE", "PATH"),
                List.of(lines.getFirst().split(" +", -1)));
        assertTrue(lines.get(1).matches("fetched +encoder +MIT +0\\.0 MB +missing +.*/models/fetched"), lines.get(1));
        assertTrue(lines.get(2).matches("beside +heads +Apache-2\\.0 +0\\.0 MB +ready +" + folder), lines.get(2));
    }

    @Test
    void listsAsJson() throws IOException {
        assertEquals(0, execute("models", "list", "--json"));

        var rows = new JsonMapper().readTree(out.toString());
        assertEquals("fetched", rows.at("/0/model").textValue());
        assertEquals("missing", rows.at("/0/state").textValue());
        assertEquals("missing: model.bin", rows.at("/0/detail").textValue());
        assertEquals(7, rows.at("/0/bytes").longValue());
    }

    @Test
    void aPullThatFailsSaysWhyAndFails() {
        assertEquals(1, execute("models", "pull", "fetched"));

        assertTrue(err.toString().contains("no python3 or python is on the PATH"), err.toString());
    }

    @Test
    void aPullOfAReadyModelSucceeds() throws IOException {
        Files.writeString(folder.resolve("program.pt"), "program");

        assertEquals(0, execute("models", "pull", "beside"));

        assertEquals("beside: ready\n", out.toString());
    }

    @Test
    void aVerificationThatFailsTellsTheRemedy() throws IOException {
        var place = Files.createDirectories(folder.resolve("cache/models/fetched"));
        Files.writeString(place.resolve("model.bin"), "rubbish");

        assertEquals(1, execute("models", "verify", "fetched"));

        assertTrue(err.toString().contains("fetched: corrupt: model.bin sha256 is"), err.toString());
        assertTrue(err.toString().contains("outrigger models pull fetched"), err.toString());
    }

    @Test
    void anUnknownNameIsWrongUsageAndNamesTheKnownOnes() {
        assertEquals(2, execute("models", "pull", "huge"));

        assertTrue(err.toString().contains("No model is named huge; there are: fetched, beside"), err.toString());
    }

    @Test
    void anUnknownVerbIsWrongUsage() {
        assertEquals(2, execute("models", "push"));
        assertEquals(2, execute("sail"));
        assertEquals(2, execute("models"));
        assertEquals(2, execute());
    }

    @Test
    void helpIsNoFailure() {
        assertEquals(0, execute("help"));
        assertEquals(0, execute("--help"));
        assertEquals(0, execute("help", "models"));

        assertTrue(out.toString().contains("models"), out.toString());
    }

    @Test
    void everyVerbExplainsItself() {
        assertEquals(0, execute("models", "--help"));
        assertEquals(0, execute("models", "pull", "-h"));

        assertTrue(out.toString().contains("Usage: outrigger models pull [-h] [NAME"), out.toString());
    }

    @Test
    void fetchesOnlyWhatIsNamedAndMissing() throws IOException {
        Files.writeString(folder.resolve("program.pt"), "program");
        var said = new ArrayList<String>();

        assertEquals(List.of(), new ModelFetch(local()).fetch(List.of("beside", "unheard-of"), said::add));
        assertEquals(List.of(), said);

        var failures = new ModelFetch(local()).fetch(List.of("fetched", "beside"), said::add);
        assertTrue(failures.getFirst().startsWith("fetched: "), failures.toString());
        assertEquals(1, failures.size());
    }

    @Test
    void aFileThatCannotBeReadIsToldInWords() {
        assertEquals("outrigger: a.jsonl is not there\n", told(new NoSuchFileException("a.jsonl")));
        assertEquals("outrigger: a.jsonl: permission denied\n", told(new AccessDeniedException("a.jsonl")));
        assertEquals("outrigger: IllegalStateException\n", told(new IllegalStateException()));
    }

    @Test
    void aFailureIsToldWithoutAStack() {
        var line = Outrigger.commandLine(List.of(new ModelsCommand(() -> {
            throw new IllegalStateException("the manifests are wrong");
        })));

        var status = line.setErr(new PrintWriter(err, true)).execute("models", "list");

        assertEquals(1, status);
        assertEquals("outrigger: the manifests are wrong\n", err.toString());
        assertFalse(err.toString().contains("\tat "));
    }

    private String told(Exception failure) {
        var line = Outrigger.commandLine(List.of(new Failing(failure)));
        err.getBuffer().setLength(0);
        assertEquals(1, line.setErr(new PrintWriter(err, true)).execute("fail"));
        return err.toString();
    }

    @Command(name = "fail")
    private record Failing(Exception failure) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw failure;
        }
    }

    private int execute(String... arguments) {
        return Outrigger.commandLine(List.of(new ModelsCommand(this::local)))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private LocalModels local() {
        var fetched = manifest(
                "fetched",
                ModelKind.ENCODER,
                "MIT",
                new ModelFile("model.bin", new Source.PyPi("tiny", "1"), Optional.of("m"), Optional.of(PIN)));
        var beside = manifest(
                "beside",
                ModelKind.HEADS,
                "Apache-2.0",
                new ModelFile("program.pt", new Source.LocalFile("program.pt"), Optional.empty(), Optional.empty()));
        var store = new ModelStore(new CacheFolder(folder.resolve("cache")), List.of(fetched, beside));
        return new LocalModels(store, new PackageClient(List.of()));
    }

    private Manifest manifest(String name, ModelKind kind, String licence, ModelFile file) {
        return new Manifest(name, kind, licence, "someone", "A card.", List.of(file), folder);
    }
}
