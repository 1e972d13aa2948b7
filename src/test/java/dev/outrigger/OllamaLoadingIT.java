package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.support.Script;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Apps of Ollama's that have a model loaded before they ask it, and unloaded after. */
class OllamaLoadingIT {
    private static final String LOADED =
            "{\"model\":\"qwen3\",\"response\":\"\",\"done\":true,\"done_reason\":\"load\"}";

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auto|",
                "outrigger/default|,\"keep_alive\":\"1h\"",
                "mini|,\"stream\":false",
                "gpt-mini|,\"messages\":[],\"stream\":true"
            })
    void areToldSoAtOnceOfAModelOrAPolicyThatIsAnsweredHere(String model, String fields) {
        int before = fixture.upstream.received().size();

        fixture.ollama("/api/chat", body(model, fields == null ? "" : fields))
                .statusCode(200)
                .contentType(startsWith("application/json"))
                .header("x-outrigger-exchange", notNullValue())
                .body("model", equalTo(model))
                .body("message.role", equalTo("assistant"))
                .body("message.content", equalTo(""))
                .body("done", equalTo(true))
                .body("done_reason", equalTo("load"));

        assertEquals(before, fixture.upstream.received().size());
    }

    @Test
    void areToldThatAPromptsModelIsUnloaded() {
        fixture.ollama("/api/generate", body("mini", ",\"prompt\":\"\",\"keep_alive\":0"))
                .statusCode(200)
                .body("response", equalTo(""))
                .body("done_reason", equalTo("unload"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "qwen3"})
    void haveTheModelOfAServerOfOllamasLoadedThereUnderItsNameThere(String model) {
        fixture.upstream.then(Script.json(LOADED));

        String got = fixture.ollama("/api/generate", body(model, ",\"keep_alive\":\"1h\""))
                .statusCode(200)
                .extract()
                .asString();

        assertEquals(LOADED, got);
        assertEquals("/api/generate", fixture.last().path());
        assertEquals(body("qwen3", ",\"keep_alive\":\"1h\""), fixture.last().body());
    }

    @Test
    void haveAModelThatNobodyKnowsHereLoadedByTheOwnerOfTheDialect() {
        fixture.upstream.then(Script.json(LOADED));

        fixture.ollama("/api/chat", body("nobodys", "")).statusCode(200);

        assertEquals(body("nobodys", ""), fixture.last().body());
    }

    @Test
    void areToldThatThereIsNoSuchPolicy() {
        fixture.ollama("/api/chat", body("outrigger/nobodys", ""))
                .statusCode(404)
                .body("error", containsString("no policy is named nobodys"));
    }

    private static String body(String model, String fields) {
        return "{\"model\":\"" + model + "\"" + fields + "}";
    }
}
