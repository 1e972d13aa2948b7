package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.LocalCache;
import dev.outrigger.support.Ports;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
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

    private static final String QUESTION =
            "{\"model\":\"smol\",\"temperature\":0,\"messages\":[{\"role\":\"user\",\"content\":\"What is the capital of France?\"}]}";

    @TempDir
    private Path folder;

    private final int data = Ports.free();
    private final int health = Ports.free();
    private final int admin = Ports.free();

    @Test
    void noNativeEngineIsInTheSidecarAndBothEndTogether() throws Exception {
        Process sidecar = start();
        try {
            PackagedProcess.awaitReady(sidecar, health, PATIENCE, () -> PackagedProcess.output(folder));
            Awaitility.await("its model").atMost(PATIENCE).until(() -> state().contains("\"model.mini\":\"ready\""));
            post("/v1/chat/completions", QUESTION).body("choices[0].message.content", containsString("Paris"));
            post("/v1/embeddings", "{\"model\":\"mini\",\"input\":\"hello\"}")
                    .body("model", equalTo("all-minilm-l6-v2"))
                    .body("data[0].embedding", hasSize(384))
                    .body("usage.prompt_tokens", equalTo(3));
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

    private Process start() throws IOException {
        Files.writeString(folder.resolve("outrigger.yaml"), """
                listen: { data: %d, health: %d, admin: %d }
                backends: { here: { kind: engine, process: child } }
                models:
                  smol: { backend: here, model: smollm2-135m-instruct }
                  mini: { backend: here, model: all-minilm-l6-v2 }
                """.formatted(data, health, admin));
        return PackagedProcess.start(
                folder,
                LocalCache.withModels(folder),
                "run",
                "--config",
                folder.resolve("outrigger.yaml").toString());
    }

    private ValidatableResponse post(String path, String body) {
        return RestAssured.given()
                .baseUri("http://localhost")
                .port(data)
                .contentType("application/json")
                .body(body)
                .post(path)
                .then()
                .statusCode(200);
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
