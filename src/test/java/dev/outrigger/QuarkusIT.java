package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Ports;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import dev.outrigger.support.Watched;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What Quarkus does for the sidecar: health, metrics, start and stop. */
@QuarkusTest
@TestProfile(QuarkusIT.AFile.class)
class QuarkusIT {
    /** What there is only when something has happened that does not here; that they can be is {@code DashboardsTest}'s to say. */
    private static final Set<String> SELDOM = Set.of(
            "outrigger_shadow_decisions_total",
            "outrigger_shadow_answers_total",
            "outrigger_shadow_cost_usd_total",
            "outrigger_shadow_left_out_total",
            "outrigger_shadow_seconds_total",
            "outrigger_model_adapters",
            "outrigger_model_adapters_held_bytes",
            "outrigger_cost_unknown_total",
            "outrigger_analyze_missing_total");

    @ConfigProperty(name = "test.data")
    int data;

    @ConfigProperty(name = "test.admin")
    int admin;

    @ConfigProperty(name = "test.health")
    int health;

    /** A configuration in a file of its own, on free ports. */
    public static final class AFile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            int data = Ports.free();
            int health = Ports.free();
            int admin = Ports.free();
            return Map.of(
                    "test.data", Integer.toString(data),
                    "test.health", Integer.toString(health),
                    "test.admin", Integer.toString(admin),
                    "quarkus.management.test-port", Integer.toString(health),
                    "outrigger.config", file(data, health, admin).toString());
        }

        private static Path file(int data, int health, int admin) {
            try {
                ScriptedUpstream upstream = new ScriptedUpstream(Script.json(OpenAiText.answer("Hi")));
                Path file = Files.createTempFile("outrigger", ".yaml");
                file.toFile().deleteOnExit();
                return Files.writeString(file, """
                    listen: { data: %d, health: %d, admin: %d }
                    backends:
                      here: { kind: engine }
                      there: { kind: openai, url: "%s" }
                    models:
                      smol: { backend: here, model: smollm2-135m-instruct, quality: 0.35, latency: 2.5 }
                      mini: { backend: there, model: gpt-mini, quality: 0.85, latency: 3, price: { input: 1, output: 2 } }
                    policies: { default: { baseline: mini, stages: [ local: {}, score: {} ] } }
                    privacy: {}
                    decisionLog: { folder: "%s" }
                    """.formatted(
                                data, health, admin, upstream.url(), Files.createTempDirectory("decisions")));
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        }
    }

    @Test
    void readinessTellsEachModelsState() {
        on(health)
                .get("/health/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.name", equalTo(List.of("outrigger")))
                .body("checks[0].data.'model.mini'", equalTo("ready"))
                .body("checks[0].data.configuration", containsString(".yaml "));
        // Whether it loads, or is loaded: it is told
        Awaitility.await()
                .atMost(RunningSidecar.PATIENCE)
                .until(() -> on(health)
                        .get("/health/ready")
                        .path("checks[0].data.'model.smol'")
                        .equals("ready"));
    }

    @Test
    void hasStartedOnceItListensWhateverLoads() {
        on(health).get("/health/started").then().statusCode(200).body("checks.name", equalTo(List.of("outrigger")));
    }

    @Test
    void isAliveWhateverItServes() {
        on(health).get("/health/live").then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void answersAndCountsIt() {
        on(data).contentType("application/json")
                .body(OpenAiText.request("mini", ""))
                .post("/v1/chat/completions")
                .then()
                .statusCode(200)
                .header("x-outrigger-model", "gpt-mini");

        Awaitility.await().untilAsserted(() -> {
            String metrics =
                    on(health).get("/metrics").then().statusCode(200).extract().asString();
            for (String name : List.of(
                    "outrigger_exchanges_total",
                    "outrigger_attempts_total",
                    "outrigger_in_flight",
                    "outrigger_model_state",
                    "outrigger_ready",
                    "gen_ai_client_operation_duration_seconds"))
                assertTrue(metrics.contains("\n" + name), name + " is not in\n" + metrics);
        });
    }

    @Test
    void exposesWhatDashboardsAndAlertsAskFor() {
        Awaitility.await()
                .atMost(RunningSidecar.PATIENCE)
                .until(() -> on(health)
                        .get("/health/ready")
                        .path("checks[0].data.'model.smol'")
                        .equals("ready"));
        for (String body : List.of(
                OpenAiText.request("auto", ""),
                OpenAiText.request("mini", ""),
                OpenAiText.request("smol", ",\"max_tokens\":4,\"stream\":true"),
                OpenAiText.request("smol", ",\"max_tokens\":4").replace("Hello", "Mail jane.doe@example.com")))
            on(data).contentType("application/json")
                    .body(body)
                    .post("/v1/chat/completions")
                    .then()
                    .statusCode(200);
        Set<String> wanted = Watched.metrics();
        assertTrue(wanted.containsAll(SELDOM), wanted::toString);
        wanted.removeAll(SELDOM);
        // The webhook's, which is a process of its own.
        wanted.removeIf(name -> name.startsWith("outrigger_injection_"));
        // Prometheus' own word on whoever it scrapes.
        wanted.remove("up");

        Awaitility.await().untilAsserted(() -> {
            String metrics = on(health).get("/metrics").asString();
            assertEquals(
                    List.of(),
                    wanted.stream()
                            .filter(name ->
                                    !metrics.contains("\n" + name + "{") && !metrics.contains("\n" + name + " "))
                            .toList());
        });
    }

    @Test
    void theAdminPortShowsExplainsAndDescribes() {
        on(admin).get("/state").then().statusCode(200).body("'model.mini'", equalTo("ready"));
        on(admin).get("/schema").then().statusCode(200).body("properties.backends", notNullValue());
        String answer = on(admin)
                .queryParam("all")
                .body("{\"prompt\":\"Hello\"}\n{broken\n")
                .post("/explain")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertEquals(2, answer.lines().count(), answer);
        assertTrue(answer.lines().toList().get(0).contains("\"decision\""), answer);
        assertTrue(answer.lines().toList().get(1).contains("\"line\":2"), answer);
    }

    private static RequestSpecification on(int port) {
        return RestAssured.given().baseUri("http://localhost").port(port).basePath("");
    }
}
