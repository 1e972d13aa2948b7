package dev.outrigger;

import static dev.outrigger.OllamaFixture.cassette;
import static dev.outrigger.OllamaFixture.chat;
import static dev.outrigger.OllamaFixture.lines;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apps that speak Ollama's dialect with servers that do, over real sockets. */
class OllamaIT {
    private static OllamaFixture fixture;

    @BeforeAll
    static void aSidecarBeforeServersOfBothDialects(@TempDir Path folder) throws Exception {
        fixture = new OllamaFixture(folder);
    }

    @AfterEach
    void nothingIsLeft() {
        fixture.sidecar.awaitNothingInFlight();
    }

    @AfterAll
    static void stop() throws Exception {
        fixture.close();
    }

    @Test
    void passesAChatAndItsAnswerOnByteForByte() throws Exception {
        String answer = cassette("answer-chat.json");
        String request = cassette("request-chat.json").replace("qwen3:8b", "qwen3");
        fixture.upstream.then(Script.answer(200, "application/json; charset=utf-8", answer));

        String got = fixture.ollama("/api/chat", request)
                .statusCode(200)
                .header("x-outrigger-model", "qwen3")
                .header("x-outrigger-dropped", nullValue())
                .extract()
                .asString();

        assertEquals(answer, got);
        assertEquals("/api/chat", fixture.last().path());
        assertEquals(request, fixture.last().body());
    }

    @Test
    void passesAStreamOnByteForByte() throws Exception {
        String stream = cassette("stream-chat.txt");
        fixture.upstream.then(lines(stream));

        String got = fixture.ollama("/ollama/api/chat", chat("qwen3", ""))
                .statusCode(200)
                .contentType("application/x-ndjson")
                .extract()
                .asString();

        assertEquals(stream, got);
    }

    @Test
    void passesAPromptOnToWherePromptsGo() throws Exception {
        String stream = cassette("stream-generate.txt");
        fixture.upstream.then(lines(stream));

        String got = fixture.ollama("/api/generate", "{\"model\":\"small\",\"prompt\":\"Hi\",\"raw\":true}")
                .statusCode(200)
                .extract()
                .asString();

        assertEquals(stream, got);
        assertEquals("/api/generate", fixture.last().path());
        assertEquals(
                "{\"model\":\"qwen3\",\"prompt\":\"Hi\",\"raw\":true}",
                fixture.last().body());
    }

    @Test
    void givesTheServersOwnErrorUnchanged() {
        fixture.upstream.then(Script.answer(400, "application/json", "{ \"error\":\"odd  options\" }"));

        fixture.ollama("/api/chat", chat("qwen3", "")).statusCode(400).body(equalTo("{ \"error\":\"odd  options\" }"));
    }

    @Test
    @Row("after.cut-told")
    void saysAStreamThatBreaksInALine() {
        fixture.upstream.then(wire -> {
            wire.head(200, "application/x-ndjson");
            wire.chunk("{\"model\":\"qwen3\",\"message\":{\"content\":\"Hal\"},\"done\":false}\n");
            wire.drained();
            wire.reset();
        });

        List<String> got = fixture.ollama("/api/chat", chat("qwen3", ""))
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .toList();

        assertEquals(2, got.size());
        assertTrue(got.getLast().startsWith("{\"error\":\"") && got.getLast().contains("[exchange "), got.getLast());
    }

    @Test
    void listsModelsAndTellsItsVersionItself() {
        int before = fixture.upstream.received().size();

        fixture.sidecar
                .app()
                .get("/api/tags")
                .then()
                .statusCode(200)
                .body("models.name", hasItems("auto", "outrigger/default", "gpt-mini", "qwen3"));
        fixture.sidecar.app().get("/ollama/api/version").then().statusCode(200).body("version", containsString("."));

        assertEquals(before, fixture.upstream.received().size());
    }

    @Test
    void passesOtherEndpointsThrough() {
        fixture.upstream.then(Script.json("{\"details\":{}}"));

        fixture.ollama("/ollama/api/show", "{\"model\":\"qwen3\"}")
                .statusCode(200)
                .body(equalTo("{\"details\":{}}"));

        assertEquals("/api/show", fixture.last().path());
    }

    @Test
    void refusesMalformedJsonInTheAppsDialect() {
        fixture.ollama("/api/chat", "{\"model\":\"auto\",").statusCode(400).body("error", containsString("[exchange "));
    }
}
