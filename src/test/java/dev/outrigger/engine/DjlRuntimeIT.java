package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DjlRuntimeIT {
    @ParameterizedTest
    @ValueSource(ints = {2, 1, 3})
    void eachThreadHasTheBoundOfTheRuntimeItEnters(int threads) throws IOException {
        DjlRuntime runtime = DjlRuntime.load(threads);
        CompletableFuture<Integer> seen = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> {
            runtime.enter();
            seen.complete(JniUtils.getNumThreads());
        });
        assertEquals(threads, seen.join());
    }

    @Test
    void anOperatorHasAThread() {
        assertThrows(IllegalArgumentException.class, () -> DjlRuntime.load(0));
    }
}
