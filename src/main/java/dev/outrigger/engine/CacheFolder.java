package dev.outrigger.engine;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where this machine keeps what is not part of the repository: fetched models, unpacked libraries, load markers.
 *
 * @param models one folder a model; may be read-only
 */
public record CacheFolder(Path root, Path models) {
    /** Models lie below the rest. */
    public CacheFolder(Path root) {
        this(root, root.resolve("models"));
    }

    /**
     * {@code OUTRIGGER_CACHE}, else {@code $XDG_CACHE_HOME/outrigger}, else {@code ~/.cache/outrigger}; models below it unless
     * {@code OUTRIGGER_MODELS} says where.
     */
    public static CacheFolder of(Map<String, String> environment, Path home) {
        var cache = new CacheFolder(root(environment, home));
        var models = environment.getOrDefault("OUTRIGGER_MODELS", "");
        return models.isBlank()
                ? cache
                : new CacheFolder(cache.root(), Path.of(models).toAbsolutePath());
    }

    private static Path root(Map<String, String> environment, Path home) {
        var own = environment.getOrDefault("OUTRIGGER_CACHE", "");
        if (!own.isBlank()) return Path.of(own).toAbsolutePath();
        var shared = environment.getOrDefault("XDG_CACHE_HOME", "");
        // The XDG specification: a relative path there is invalid and is ignored.
        var base = shared.startsWith("/") ? Path.of(shared) : home.resolve(".cache");
        return base.resolve("outrigger");
    }

    /** Traces of running processes, such as {@link LoadMarker}s. */
    public Path run() {
        return root.resolve("run");
    }
}
