package dev.outrigger;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What apps of Ollama's ask beside chats, with a server of theirs behind the sidecar and without. */
class OllamaModelsIT {
    private static OllamaFixture fixture;
    private static ScriptedUpstream upstream;
    private static RunningSidecar alone;

    @BeforeAll
    static void aSidecarBeforeAServerOfOllamasAndOneBeforeNone(@TempDir Path folder, @TempDir Path other)
            throws Exception {
        fixture = new OllamaFixture(folder);
        upstream = new ScriptedUpstream();
        alone = RunningSidecar.remoteOnly(other, """
            backends:
              there: { kind: openai, url: "%s" }
            models:
              mini: { backend: there, model: gpt-mini, window: 8000, capabilities: [tools, images] }
              small: { backend: there, model: gpt-small, window: 4000, capabilities: [] }
              vectors: { backend: there, model: gpt-vectors, capabilities: [embeddings] }
            """.formatted(upstream.url()));
    }

    @AfterEach
    void nothingIsLeft() {
        fixture.sidecar.awaitNothingInFlight();
        alone.awaitNothingInFlight();
    }

    @AfterAll
    static void stop() throws Exception {
        fixture.close();
        alone.close();
        upstream.close();
    }

    @Test
    void areToldThatItRuns() {
        alone.app()
                .get("/")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/plain"))
                .body(equalTo("Ollama is running"));
        alone.app().head("/").then().statusCode(200).body(equalTo(""));
        alone.app().head("/api/tags").then().statusCode(200);
        alone.app().head("/api/version").then().statusCode(200);
    }

    @Test
    void headsOfListsAreToldHereInEveryDialect() {
        for (String list : List.of("/v1/models", "/anthropic/v1/models", "/gemini/v1beta/models", "/v1/models/mini"))
            alone.app().head(list).then().statusCode(200).body(equalTo(""));
        assertEquals(0, upstream.received().size());
    }

    @Test
    void areToldOfAModelUnderItsNameWithTheTagForTheNewest() {
        show("mini:latest").statusCode(200).body("model_info.'there.context_length'", equalTo(8000));
        show("auto:latest").statusCode(200);
        show("mini:7b").statusCode(404);
    }

    @Test
    void areToldOfAModelWhatItsProfileSays() {
        show("mini")
                .statusCode(200)
                .body("capabilities", contains("completion", "tools", "vision"))
                .body("model_info.'general.architecture'", equalTo("there"))
                .body("model_info.'there.context_length'", equalTo(8000));
        show("gpt-small").statusCode(200).body("capabilities", contains("completion"));
        show("vectors").statusCode(200).body("capabilities", contains("embedding"));
    }

    @Test
    void areToldOfAPolicyWhatItsModelsCanDo() {
        show("auto")
                .statusCode(200)
                .body("capabilities", contains("completion", "tools", "vision"))
                .body("model_info.'outrigger.context_length'", equalTo(8000));
    }

    @Test
    void areToldInOllamasWordsThatNobodyHasAModel() {
        show("nobodys").statusCode(404).body("error", startsWith("model 'nobodys' not found"));
    }

    private static io.restassured.response.ValidatableResponse show(String model) {
        return alone.app()
                .body("{\"model\":\"" + model + "\"}")
                .post("/api/show")
                .then();
    }

    @Test
    void haveNoModelInMemoryWhereAllAreElsewhere() {
        alone.app().get("/api/ps").then().statusCode(200).body(equalTo("{\"models\":[]}"));
        assertEquals(0, upstream.received().size());
    }

    @Test
    void haveTheServersOwnWordOfItsModelUnderItsNameThere() {
        fixture.upstream.then(Script.json("{\"capabilities\":[\"thinking\"]}"));

        fixture.ollama("/api/show", "{\"model\":\"small\"}")
                .statusCode(200)
                .body(equalTo("{\"capabilities\":[\"thinking\"]}"));

        assertEquals("/api/show", fixture.last().path());
        assertEquals("{\"model\":\"qwen3\"}", fixture.last().body());
    }

    @Test
    void haveTheServersOwnListOfWhatIsInMemory() {
        fixture.upstream.then(Script.json("{\"models\":[{\"name\":\"qwen3\"}]}"));

        fixture.sidecar.app().get("/api/ps").then().statusCode(200).body("models.name", contains("qwen3"));
    }
}
