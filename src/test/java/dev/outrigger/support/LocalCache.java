package dev.outrigger.support;

import dev.outrigger.engine.CacheFolder;
import dev.outrigger.engine.FilesState;
import dev.outrigger.engine.Manifest;
import dev.outrigger.engine.Manifests;
import dev.outrigger.engine.ModelStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** This machine's models, as {@code ./outrigger models pull} leaves them, and cache folders for tests. */
public final class LocalCache {
    private static final CacheFolder MACHINE =
            CacheFolder.of(System.getenv(), Path.of(System.getProperty("user.home")));

    private LocalCache() {}

    /** A model's file on this machine. */
    public static Path file(String model, String name) {
        ModelStore store = store();
        return store.path(present(store, model), name);
    }

    /** A cache of its own, so that no test sees another's marks, whose models are this machine's. */
    public static Path withModels(Path folder) {
        ModelStore store = store();
        store.manifests().forEach(manifest -> present(store, manifest.name()));
        Path cache = empty(folder);
        try {
            if (Files.notExists(cache.resolve("models")))
                Files.createSymbolicLink(cache.resolve("models"), MACHINE.models());
            return cache;
        } catch (IOException unlinkable) {
            throw new UncheckedIOException(unlinkable);
        }
    }

    /** A cache without models. */
    public static Path empty(Path folder) {
        try {
            return Files.createDirectories(folder.resolve("cache"));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Missing models fail a test: skipped, nobody would notice that nothing was tested. */
    private static Manifest present(ModelStore store, String model) {
        Manifest manifest = store.find(model).orElseThrow(() -> new AssertionError("no model is named " + model));
        FilesState state = store.state(manifest);
        if (state instanceof FilesState.Ready) return manifest;
        throw new AssertionError(model + " is " + state.detail() + ": run ./outrigger models pull");
    }

    private static ModelStore store() {
        return new ModelStore(MACHINE, Manifests.read(Path.of("gpu-models")));
    }
}
