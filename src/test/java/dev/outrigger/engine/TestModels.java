package dev.outrigger.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The models that tests run, as {@code ./outrigger models pull} leaves them. */
final class TestModels {
    static final Path SMOLLM2 = path("smollm2-135m-instruct", "model.gguf");
    static final Path SMOLLM2_PROGRAM = Path.of("gpu-models/smollm2-135m-instruct/program.pt");

    private TestModels() {}

    static ModelFiles smollm2() {
        return new ModelFiles(SMOLLM2_PROGRAM, present(SMOLLM2));
    }

    /** Missing models fail a test: skipped, nobody would notice that nothing was tested. */
    static Path present(Path file) {
        if (Files.isRegularFile(file)) return file;
        throw new AssertionError(file + " is missing: run ./outrigger models pull");
    }

    private static Path path(String model, String file) {
        return cache().resolve("models").resolve(model).resolve(file);
    }

    private static Path cache() {
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
