package dev.outrigger.engine;

import java.nio.file.Path;
import java.util.Map;

/** Where this machine keeps what is not part of the repository: fetched models, unpacked libraries, load markers. */
public record CacheFolder(Path root) {
    /** {@code OUTRIGGER_CACHE}, else {@code $XDG_CACHE_HOME/outrigger}, else {@code ~/.cache/outrigger}. */
    public static CacheFolder of(Map<String, String> environment, Path home) {
        var own = environment.getOrDefault("OUTRIGGER_CACHE", "");
        if (!own.isBlank()) return new CacheFolder(Path.of(own).toAbsolutePath());
        var shared = environment.getOrDefault("XDG_CACHE_HOME", "");
        // The XDG specification: a relative path there is invalid and is ignored.
        var base = shared.startsWith("/") ? Path.of(shared) : home.resolve(".cache");
        return new CacheFolder(base.resolve("outrigger"));
    }

    /** One folder a model. */
    public Path models() {
        return root.resolve("models");
    }

    /** Traces of running processes, such as {@link LoadMarker}s. */
    public Path run() {
        return root.resolve("run");
    }
}
