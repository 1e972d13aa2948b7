package dev.outrigger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Cache folders for tests: with this machine's models, or with none. */
final class LocalCache {
    private LocalCache() {}

    /** A cache of its own, so that no test sees another's marks, whose models are this machine's. */
    static Path withModels(Path folder) {
        Path models = machine().resolve("models");
        for (String file : List.of(
                "all-minilm-l6-v2/model.safetensors",
                "all-minilm-l6-v2/tokenizer.json",
                "smollm2-135m-instruct/model.gguf")) {
            // Skipped, nobody would notice that nothing was tested.
            if (!Files.isRegularFile(models.resolve(file)))
                throw new AssertionError(models.resolve(file) + " is missing: run ./outrigger models pull");
        }
        Path cache = empty(folder);
        try {
            if (Files.notExists(cache.resolve("models"))) Files.createSymbolicLink(cache.resolve("models"), models);
            return cache;
        } catch (IOException unlinkable) {
            throw new UncheckedIOException(unlinkable);
        }
    }

    /** A cache without models. */
    static Path empty(Path folder) {
        try {
            return Files.createDirectories(folder.resolve("cache"));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static Path machine() {
        return environment("OUTRIGGER_CACHE")
                .or(() -> environment("XDG_CACHE_HOME").map(cache -> cache.resolve("outrigger")))
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "outrigger"));
    }

    private static Optional<Path> environment(String name) {
        return Optional.ofNullable(System.getenv(name))
                .filter(value -> !value.isEmpty())
                .map(Path::of);
    }
}
