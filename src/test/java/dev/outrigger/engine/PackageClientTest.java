package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageClientTest {
    private static final Path INTO = Path.of("/scratch/out");

    @TempDir
    private Path bin;

    @Test
    void downloadsExactlyOneWheelWithPip() throws IOException {
        var python = program("python3");

        var command = command(new Source.PyPi("tiny", "1.0"));

        assertEquals(List.of(python, "-m", "pip", "download"), command.subList(0, 4));
        assertTrue(command.containsAll(List.of("--no-deps", "--only-binary=:all:", "tiny==1.0")));
        assertEquals("/scratch/out", command.get(command.indexOf("--dest") + 1));
    }

    @Test
    void copiesTheArtifactWithMaven() throws IOException {
        program("mvn");

        var command = command(new Source.Maven("g", "a", "1", "onnx"));

        assertTrue(command.contains("-Dartifact=g:a:1:onnx"), command.toString());
        assertTrue(command.contains("-DoutputDirectory=/scratch/out"), command.toString());
    }

    @Test
    void packsWithNpm() throws IOException {
        var npm = program("npm");

        assertEquals(List.of(npm, "pack", "@s/tiny@1.0"), command(new Source.Npm("@s/tiny", "1.0")));
    }

    @Test
    void takesEitherNameOfTheHubsClient() throws IOException {
        var client = program("huggingface-cli");

        var command = command(new Source.HuggingFace("owner/tiny", "abc"));

        assertEquals(List.of(client, "download", "owner/tiny", "model.bin"), command.subList(0, 4));
        assertTrue(command.containsAll(List.of("--revision", "abc")), command.toString());
    }

    @Test
    void saysWhatToInstallWhenThereIsNoClient() {
        var failure = assertThrows(IOException.class, () -> command(new Source.HuggingFace("owner/tiny", "abc")));

        assertEquals(
                "hf: needs the Hugging Face client (pip install huggingface_hub),"
                        + " and no hf or huggingface-cli is on the PATH",
                failure.getMessage());
    }

    @Test
    void looksThroughThePathInItsOrder() {
        var client = PackageClient.onPath("/first::/second");

        assertEquals(List.of(Path.of("/first"), Path.of("/second")), client.searchPath());
    }

    private List<String> command(Source.Registry source) throws IOException {
        var file =
                new ModelFile("model.bin", source, Optional.of("model.bin"), Optional.of(new Pin(1, "a".repeat(64))));
        return new PackageClient(List.of(bin)).command(Errand.of(source, file), INTO);
    }

    private String program(String name) throws IOException {
        var file = Files.createFile(bin.resolve(name));
        assertTrue(file.toFile().setExecutable(true));
        return file.toString();
    }
}
