package dev.outrigger.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the files of local models are, and whether they are whole. Fetched files lie in
 * {@code <cache>/models/<model>/<file>}; {@code file:} sources are used where they lie. It never fetches:
 * {@link ModelPull} does, when asked on the command line.
 */
public final class ModelStore {
    /** Beside a file whose content {@link #verify} found wrong, so that the next start does not load it. */
    private static final String CORRUPT_MARK = ".corrupt";

    private final CacheFolder cache;
    private final List<Manifest> manifests;

    public ModelStore(CacheFolder cache, List<Manifest> manifests) {
        this.cache = cache;
        this.manifests = List.copyOf(manifests);
    }

    /** Every known model. */
    public List<Manifest> manifests() {
        return manifests;
    }

    /** The model of that name. */
    public Optional<Manifest> find(String name) {
        return manifests.stream()
                .filter(manifest -> manifest.name().equals(name))
                .findFirst();
    }

    /** Where a model's fetched files lie, whether they are there yet or not. */
    public Path folder(Manifest manifest) {
        return cache.models().resolve(manifest.name());
    }

    /**
     * Where the file of that name is, whether it is there yet or not.
     *
     * @throws IllegalArgumentException when the manifest has no such file
     */
    public Path path(Manifest manifest, String name) {
        return manifest.files().stream()
                .filter(file -> file.name().equals(name))
                .map(file -> path(manifest, file))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(manifest.name() + " has no file " + name));
    }

    /** Where a file is, whether it is there yet or not. */
    public Path path(Manifest manifest, ModelFile file) {
        return switch (file.source()) {
            case Source.LocalFile local ->
                manifest.folder().resolve(local.path()).normalize();
            case Source.Registry registry -> folder(manifest).resolve(file.name());
        };
    }

    /** Where a person looks for the model: the store's folder, or the manifest's when everything lies beside it. */
    public Path place(Manifest manifest) {
        var isFetched = manifest.files().stream().anyMatch(file -> file.source() instanceof Source.Registry);
        return isFetched ? folder(manifest) : manifest.folder();
    }

    /** Size of a model in bytes: pinned sizes, and those of the other files as far as they are there. */
    public long bytes(Manifest manifest) {
        return manifest.files().stream()
                .mapToLong(file -> file.pin()
                        .map(Pin::bytes)
                        .orElseGet(() -> path(manifest, file).toFile().length()))
                .sum();
    }

    /** What presence and size tell, in microseconds: content was checked when it was fetched. */
    public FilesState state(Manifest manifest) {
        return state(manifest, file -> quickProblem(manifest, file));
    }

    /** Reads every pinned file whole and compares digests; what it finds, {@link #state} knows afterwards. */
    public FilesState verify(Manifest manifest) {
        return state(manifest, file -> deepProblem(manifest, file));
    }

    /** Whether a file can be kept as it is. */
    boolean isIntact(Manifest manifest, ModelFile file) {
        return Files.isRegularFile(path(manifest, file))
                && quickProblem(manifest, file).isEmpty();
    }

    /** Forgets what {@link #verify} found: the file has just been fetched again. */
    void absolve(Path file) throws IOException {
        Files.deleteIfExists(mark(file));
    }

    private FilesState state(Manifest manifest, Check check) {
        var missing = new ArrayList<String>();
        var problems = new ArrayList<String>();
        for (var file : manifest.files()) {
            if (Files.isRegularFile(path(manifest, file))) check.problem(file).ifPresent(problems::add);
            else missing.add(file.name());
        }
        if (!problems.isEmpty()) return new FilesState.Corrupt(problems);
        return missing.isEmpty() ? new FilesState.Ready() : new FilesState.Missing(missing);
    }

    private Optional<String> quickProblem(Manifest manifest, ModelFile file) {
        var path = path(manifest, file);
        if (Files.exists(mark(path))) return Optional.of(file.name() + " failed its verification");
        try {
            var bytes = Files.size(path);
            if (file.pin().isPresent() && file.pin().get().bytes() != bytes) {
                return Optional.of(file.name() + " has " + bytes + " bytes, the manifest says "
                        + file.pin().get().bytes());
            }
            return bytes == 0 ? Optional.of(file.name() + " is empty") : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.of(file.name() + " cannot be read: " + unreadable.getMessage());
        }
    }

    private Optional<String> deepProblem(Manifest manifest, ModelFile file) {
        if (file.pin().isEmpty()) return quickProblem(manifest, file);
        var path = path(manifest, file);
        var problem = file.pin().get().problem(path);
        try {
            if (problem.isEmpty()) Files.deleteIfExists(mark(path));
            else if (Files.notExists(mark(path))) Files.createFile(mark(path));
        } catch (IOException readOnly) {
            return problem.map(text -> text + " (and could not be marked so: " + readOnly.getMessage() + ")");
        }
        return problem;
    }

    private static Path mark(Path file) {
        return file.resolveSibling(file.getFileName() + CORRUPT_MARK);
    }

    private interface Check {
        Optional<String> problem(ModelFile file);
    }
}
