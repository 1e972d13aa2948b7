package dev.outrigger.engine;

import dev.outrigger.config.Binder;
import dev.outrigger.config.Bound;
import dev.outrigger.config.Mistake;
import dev.outrigger.config.Place;
import dev.outrigger.config.WrongConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads {@code gpu-models/<name>/manifest.yaml}, strictly: every mistake of every manifest, with its line. */
public final class Manifests {
    private static final String FILE = "manifest.yaml";

    private Manifests() {}

    /** {@code $OUTRIGGER_HOME/gpu-models}, where the launcher points; else {@code gpu-models} of the working folder. */
    public static Path folder(Map<String, String> environment) {
        return Path.of(environment.getOrDefault("OUTRIGGER_HOME", "")).resolve("gpu-models");
    }

    /**
     * Every manifest below a folder, by name; none when there is no such folder.
     *
     * @throws WrongConfigException with all the mistakes
     * @throws UncheckedIOException when a manifest cannot be read
     */
    public static List<Manifest> read(Path folder) {
        var manifests = new ArrayList<Manifest>();
        var mistakes = new ArrayList<Mistake>();
        for (var model : models(folder)) {
            switch (readOne(model, folder)) {
                case Bound.Ok<Manifest>(var manifest) -> manifests.add(manifest);
                case Bound.Wrong<Manifest>(var found) -> mistakes.addAll(found);
            }
        }
        if (!mistakes.isEmpty()) return new Bound.Wrong<List<Manifest>>(mistakes).orElseThrow();
        return List.copyOf(manifests);
    }

    private static List<Path> models(Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (var models = Files.list(folder)) {
            return models.filter(model -> Files.isRegularFile(model.resolve(FILE)))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Bound<Manifest> readOne(Path model, Path folder) {
        var file = model.resolve(FILE);
        var shown = folder.relativize(file).toString();
        return Binder.bind(shown, bytes(file), WrittenManifest.class)
                .then(written -> whole(written, model, new Place(shown, 1, 1)));
    }

    private static Bound<Manifest> whole(WrittenManifest written, Path folder, Place place) {
        try {
            var manifest = written.manifest(folder);
            if (folder.endsWith(manifest.name())) return new Bound.Ok<>(manifest);
            return wrong(place, "name must be the folder's, was " + manifest.name());
        } catch (IllegalArgumentException objection) {
            return wrong(place, String.valueOf(objection.getMessage()));
        }
    }

    private static Bound<Manifest> wrong(Place place, String message) {
        return new Bound.Wrong<>(List.of(new Mistake("", place, message)));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
