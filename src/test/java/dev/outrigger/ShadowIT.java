package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.OtlpSink;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version that is watched answers too, where the app neither waits for it nor sees it. */
@SuppressWarnings({"try", "NullAway"})
class ShadowIT {
    private static final String OTHER = """
            format: 1
            name: default
            policy: { stages: [ rule: { when: "true", prefer: [cheap] } ] }
            """;

    @TempDir
    private Path folder;

    private static String yaml(ScriptedUpstream serving, ScriptedUpstream watched, OtlpSink sink, Path folder) {
        return """
                backends:
                  one: { kind: openai, url: "%s" }
                  two: { kind: openai, url: "%s" }
                models:
                  dear: { backend: one, model: gpt-dear, trusted: true, price: { input: 10, output: 10 } }
                  cheap: { backend: two, model: gpt-cheap, price: { input: 1, output: 1 } }
                policies: { default: { baseline: dear, stages: [ rule: { when: "true", prefer: [dear] } ] } }
                decisionLog: { folder: "%s" }
                rollout: { store: "%s", shadow: { share: 1, inFlight: 1, deadline: 30s } }
                telemetry: { otlp: "%s", content: { capture: comparisons, folder: "%s" } }
                """.formatted(
                        serving.url(),
                        watched.url(),
                        folder.resolve("log"),
                        folder.resolve("store"),
                        sink.endpoint(),
                        folder.resolve("content"));
    }

    private static Response ask(RunningSidecar sidecar, String... header) {
        var app = sidecar.app().contentType("application/json");
        if (header.length > 0) app = app.header(header[0], header[1]);
        return app.body(OpenAiText.request("auto", "")).post("/v1/chat/completions");
    }

    private static void watch(RunningSidecar sidecar) {
        String version = JsonPath.from(sidecar.operator()
                        .contentType("text/yaml")
                        .body(OTHER.getBytes(StandardCharsets.UTF_8))
                        .post("/policies")
                        .asString())
                .getString("version");
        String hash = version.substring(version.indexOf('@') + 1);
        sidecar.operator()
                .contentType("application/json")
                .body("{\"version\":\"" + hash + "\",\"shadow\":true}")
                .post("/policies/default/promote")
                .then()
                .statusCode(200);
    }

    private String text(String of) {
        try (Stream<Path> files = Files.list(folder.resolve(of))) {
            return files.filter(file -> file.toString().endsWith(".ndjson"))
                    .map(ShadowIT::read)
                    .collect(Collectors.joining());
        } catch (IOException none) {
            return "";
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return "";
        }
    }

    @Test
    void answersTooWhereTheAppNeitherWaitsNorSees() throws Exception {
        try (ScriptedUpstream serving = new ScriptedUpstream(Script.json(OpenAiText.answer("It is seven")));
                ScriptedUpstream watched = new ScriptedUpstream(
                        Script.json(OpenAiText.answer("It is eight, ann@example.com")), Script.hang());
                OtlpSink sink = new OtlpSink();
                RunningSidecar sidecar = RunningSidecar.remoteOnly(folder, yaml(serving, watched, sink, folder))) {
            watch(sidecar);

            // Private: nobody who may not be told it is told it.
            ask(sidecar, "x-outrigger-privacy", "local-only").then().statusCode(200);
            Awaitility.await().until(() -> sidecar.count("outrigger.shadow.left_out", "reason", "same") == 1);
            assertEquals(0, watched.received().size());

            Response first = ask(sidecar);
            assertTrue(first.asString().contains("It is seven"), first.asString());
            String exchange = first.header("x-outrigger-exchange");
            Awaitility.await().until(() -> sidecar.count("outrigger.shadow.answers", "outcome", "heard") == 1);
            assertTrue(sidecar.count("outrigger.shadow.cost") > 0);
            assertEquals(1, sidecar.count("outrigger.attempts", "model", "cheap"));

            // It hangs: apps are answered, and what finds no place is left out.
            for (int i = 0; i < 3; i++) assertTrue(ask(sidecar).asString().contains("It is seven"));
            Awaitility.await().until(() -> sidecar.count("outrigger.shadow.left_out", "reason", "full") == 2);
            assertEquals(2, watched.received().size());
            assertEquals(5, serving.received().size());

            Awaitility.await().until(() -> text("content").contains(exchange));
            assertTrue(text("content").contains("\"text\":\"It is seven\""), text("content"));
            assertTrue(text("content").contains("It is eight, [EMAIL]"), text("content"));
            Awaitility.await().until(() -> text("log").contains("{\"compared\":{\"exchange\":\"" + exchange));
            assertFalse(text("log").contains("seven"), "figures alone");
            inOneTrace(sink, exchange);
        }
    }

    private static void inOneTrace(OtlpSink sink, String exchange) {
        Awaitility.await()
                .until(() -> sink.spans().stream().anyMatch(span -> isOf(span, "outrigger.shadow", exchange)));
        OtlpSink.Received shadow = sink.spans().stream()
                .filter(span -> isOf(span, "outrigger.shadow", exchange))
                .findFirst()
                .orElseThrow();
        List<OtlpSink.Received> trace = sink.spans().stream()
                .filter(span -> span.traceId().equals(shadow.traceId()))
                .toList();
        assertTrue(trace.stream().anyMatch(span -> isOf(span, "outrigger.route", exchange)));
        assertTrue(trace.stream()
                .anyMatch(span -> span.parentId().equals(shadow.id())
                        && span.attribute("outrigger.attempt.cause")
                                .filter("shadow"::equals)
                                .isPresent()));
    }

    private static boolean isOf(OtlpSink.Received span, String name, String exchange) {
        return span.name().equals(name)
                && span.attribute("outrigger.exchange").filter(exchange::equals).isPresent();
    }
}
