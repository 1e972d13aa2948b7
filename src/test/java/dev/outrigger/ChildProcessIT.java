package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.LocalCache;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Ports;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged sidecar whose engine is a process of its own. */
class ChildProcessIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final int data = Ports.free();
    private final int health = Ports.free();
    private final int admin = Ports.free();

    @Test
    void noNativeEngineIsInTheSidecarAndBothEndTogether() throws Exception {
        Files.writeString(folder.resolve("outrigger.yaml"), """
                listen: { data: %d, health: %d, admin: %d }
                backends: { here: { kind: engine, process: child } }
                models: { smol: { backend: here, model: smollm2-135m-instruct } }
                """.formatted(data, health, admin));
        Process sidecar = PackagedProcess.start(
                folder,
                LocalCache.withModels(folder),
                "run",
                "--config",
                folder.resolve("outrigger.yaml").toString());
        try {
            PackagedProcess.awaitReady(sidecar, health, PATIENCE, () -> PackagedProcess.output(folder));
            Awaitility.await("its model").atMost(PATIENCE).until(() -> state().contains("\"model.smol\":\"ready\""));
            RestAssured.given()
                    .baseUri("http://localhost")
                    .port(data)
                    .contentType("application/json")
                    .body(OpenAiText.request("smol", "")
                            .replaceFirst("\"content\":\"[^\"]*\"", "\"content\":\"What is the capital of France?\""))
                    .post("/v1/chat/completions")
                    .then()
                    .body("choices[0].message.content", containsString("Paris"));
            List<ProcessHandle> children = sidecar.children().toList();
            assertEquals(1, children.size());
            assertTrue(state().contains("in process " + children.getFirst().pid()), state());
            assertFalse(maps(sidecar.toHandle()).contains("libtorch"));
            assertTrue(maps(children.getFirst()).contains("libtorch"));
            // When
            sidecar.destroy();
            assertTrue(sidecar.waitFor(20, TimeUnit.SECONDS));
            Awaitility.await("the engine's end")
                    .atMost(PATIENCE)
                    .until(() -> !children.getFirst().isAlive());
        } finally {
            sidecar.destroyForcibly();
        }
    }

    private String state() {
        return RestAssured.given()
                .baseUri("http://localhost")
                .port(admin)
                .get("/state")
                .asString()
                .replace("\" : \"", "\":\"")
                .replace("\": \"", "\":\"");
    }

    /** What a process has in its memory. */
    private static String maps(ProcessHandle process) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(process.pid()), "maps"));
    }
}
