package dev.outrigger.cli;

import dev.outrigger.engine.CacheFolder;
import dev.outrigger.engine.Manifests;
import dev.outrigger.engine.ModelStore;
import dev.outrigger.engine.PackageClient;
import java.nio.file.Path;
import java.util.Map;

/** What the {@code models} verbs work on: this machine's store and its package clients. */
record LocalModels(ModelStore store, PackageClient client) {
    static LocalModels of(Map<String, String> environment) {
        var cache = CacheFolder.of(environment, Path.of(System.getProperty("user.home")));
        return new LocalModels(
                new ModelStore(cache, Manifests.read(Manifests.folder(environment))),
                PackageClient.onPath(environment.getOrDefault("PATH", "")));
    }
}
