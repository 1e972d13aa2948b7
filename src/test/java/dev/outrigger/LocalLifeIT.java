package dev.outrigger;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.support.LocalCache;
import dev.outrigger.support.Resident;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real small model leaves memory when nobody asks it, and comes back for who asks. */
class LocalLifeIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String LOCAL = "smollm2-135m-instruct";

    private static final String QUESTION =
            "{\"model\":\"smol\",\"temperature\":0,\"messages\":[{\"role\":\"user\",\"content\":\"What is the capital of France?\"}]}";

    /** Its four-bit weights alone are more. */
    private static final long MODEL_KILOBYTES = 80_000;

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private RunningSidecar sidecar;

    @AfterEach
    void stop() throws Exception {
        sidecar.close();
    }

    @Test
    void unloadedAfterIdleItGivesItsMemoryBackAndTheNextRequestIsAnswered() throws Exception {
        // Given
        sidecar = RunningSidecar.with(folder, LocalCache.withModels(folder), """
                backends: { here: { kind: engine, slots: 2, context: 256 } }
                models: { smol: { backend: here, model: %s, unloadAfter: 2s } }
                """.formatted(LOCAL));
        sidecar.awaitDetail("model.smol", "ready");
        ask();
        long with = settled();
        assertEquals(1, loads("settings"));
        // When nobody asks
        sidecar.awaitDetail("model.smol", "asleep: unloaded after 2s without a request; loads with the next");
        // Then
        await("memory given back").atMost(Duration.ofSeconds(20)).until(() -> settled() < with - MODEL_KILOBYTES);
        assertEquals(0, sidecar.gauge("outrigger.model.state", "model", "smol", "state", "ready"));
        // And several at once wait for one load
        List<Thread> apps = Stream.generate(() -> Thread.ofPlatform().start(this::ask))
                .limit(3)
                .toList();
        for (Thread app : apps) app.join();
        ask();
        assertEquals(1, loads("request"));
        sidecar.awaitDetail("model.smol", "ready");
    }

    private double loads(String cause) {
        return sidecar.count("outrigger.model.loads", "model", LOCAL, "outcome", "ready", "cause", cause);
    }

    private static long settled() throws IOException {
        System.gc();
        return Resident.anonymousKilobytes();
    }

    private void ask() {
        sidecar.app()
                .body(QUESTION)
                .post(CHAT)
                .then()
                .statusCode(200)
                .header("x-outrigger-model", LOCAL)
                .body("choices[0].message.content", containsString("Paris"));
    }
}
