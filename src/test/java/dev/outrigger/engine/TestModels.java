package dev.outrigger.engine;

import dev.outrigger.support.LocalCache;

/** The generator that tests run. */
final class TestModels {
    private static final String SMOLLM2 = "smollm2-135m-instruct";

    private TestModels() {}

    static ModelFiles smollm2() {
        return new ModelFiles(LocalCache.file(SMOLLM2, "program.pt"), LocalCache.file(SMOLLM2, "model.gguf"));
    }
}
