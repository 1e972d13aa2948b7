package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Received;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator is told of models, and what their servers say they have. */
class RegistryIT {
    private static final Script LIST = Script.json("{\"data\":[{\"id\":\"gpt-mini\"},{\"id\":\"gpt-new\"}]}");

    @TempDir
    private Path folder;

    private RunningSidecar sidecar(ScriptedUpstream upstream, String discover) {
        return RunningSidecar.remoteOnly(folder, """
                backends:
                  there: { kind: openai, url: "%s", key: { file: "%s" }%s }
                models:
                  mini: { backend: there, model: gpt-mini, provider: openai, terms: { jurisdiction: eu } }
                  gone: { backend: there, model: gpt-5-mini, provider: openai }
                """.formatted(upstream.url(), key(), discover));
    }

    private Path key() {
        try {
            return java.nio.file.Files.writeString(folder.resolve("key"), "sk-SENTINEL");
        } catch (java.io.IOException unwritable) {
            throw new java.io.UncheckedIOException(unwritable);
        }
    }

    @Test
    void tellsWhatIsKnownOfAModelAndWhatItsAnswersShow() throws Exception {
        try (var upstream = new ScriptedUpstream(Script.answer(
                        200,
                        "application/json",
                        OpenAiText.answer("Hi"),
                        "x-ratelimit-remaining-requests: 59",
                        "x-ratelimit-remaining-tokens: 1000"));
                var sidecar = sidecar(upstream, "")) {
            sidecar.app()
                    .body(OpenAiText.request("mini", ""))
                    .post("/v1/chat/completions")
                    .then()
                    .statusCode(200);
            sidecar.awaitNothingInFlight();

            sidecar.operator()
                    .get("/models/mini")
                    .then()
                    .statusCode(200)
                    .contentType("application/json")
                    .body("model", equalTo("gpt-mini"))
                    .body("provider", equalTo("openai"))
                    .body("jurisdiction", equalTo("eu"))
                    .body("price", nullValue())
                    .body("live.health", equalTo("ready"))
                    .body("live.warmth", equalTo("warm"))
                    .body("live.offered", equalTo("unknown"))
                    .body("live.headroom.requests", equalTo(59))
                    .body("live.headroom.tokens", equalTo(1000));
            assertEquals(59, sidecar.gauge("outrigger.model.headroom", "model", "mini", "part", "requests"));
            // Nobody asked for its list.
            assertEquals(
                    List.of("POST"),
                    upstream.received().stream().map(Received::method).toList());
        }
    }

    @Test
    void tellsWhereAPriceComesFromAndWhoIsNotThere() throws Exception {
        try (var upstream = new ScriptedUpstream();
                var sidecar = sidecar(upstream, "")) {
            sidecar.operator()
                    .get("/models")
                    .then()
                    .body("models.name", equalTo(List.of("mini", "gone")))
                    .body("models[1].price.input", equalTo(0.25f))
                    .body("models[1].price.source", containsString("list 20"))
                    .body("offers", equalTo(java.util.Map.of()));
            sidecar.operator().get("/models/none").then().statusCode(404);
            sidecar.operator().get("/models/%zz").then().statusCode(org.hamcrest.Matchers.oneOf(400, 404));
        }
    }

    @Test
    void asksAServerWhichModelsItHasAndWarnsOfOneThatItHasNot() throws Exception {
        try (var upstream = new ScriptedUpstream(Script.answer(500, "text/plain", "not yet"), LIST);
                var sidecar = sidecar(upstream, ", discover: true")) {
            sidecar.awaitDetail("offer.gone", "not among the models");

            assertEquals("", sidecar.detail("offer.mini"));
            sidecar.operator()
                    .get("/models")
                    .then()
                    .body("offers.there.notConfigured", equalTo(List.of("gpt-new")))
                    .body("offers.there.whole", equalTo(true))
                    .body("models.live.offered", equalTo(List.of("yes", "no")));
            assertEquals(0, sidecar.gauge("outrigger.model.offered", "model", "gone"));
            Received asked = upstream.received().getLast();
            assertEquals("GET /v1/models", asked.method() + " " + asked.path());
            assertEquals("Bearer sk-SENTINEL", asked.headers().get("authorization"));
            assertTrue(upstream.received().size() == 2, "a server that broke once is asked again");
        }
    }

    @Test
    void aServerThatTellsNothingCostsNoRequest() throws Exception {
        try (var upstream = new ScriptedUpstream(
                        Script.answer(401, "application/json", "{}"), Script.json(OpenAiText.answer("Hi")));
                var sidecar = sidecar(upstream, ", discover: true")) {
            Awaitility.await().until(() -> upstream.received().size() == 1);

            sidecar.app()
                    .body(OpenAiText.request("mini", ""))
                    .post("/v1/chat/completions")
                    .then()
                    .statusCode(200);
            sidecar.operator()
                    .get("/models")
                    .then()
                    .body("models.live.offered", hasItem("unknown"))
                    .body("offers", equalTo(java.util.Map.of()));
        }
    }
}
