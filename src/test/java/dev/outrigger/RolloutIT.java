package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.OtlpSink;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy is changed, watched, split, promoted and rolled back while apps go on asking. */
@SuppressWarnings({"try", "NullAway"})
class RolloutIT {
    private static final String OTHER = """
            format: 1
            name: default
            policy: { stages: [ rule: { when: "true", prefer: [cheap] } ] }
            """;

    @TempDir
    private Path folder;

    private ScriptedUpstream upstream;
    private OtlpSink sink;
    private RunningSidecar sidecar;

    @BeforeEach
    void aSidecar() throws Exception {
        upstream = new ScriptedUpstream(Script.json(OpenAiText.answer("Hi")));
        sink = new OtlpSink();
        sidecar = RunningSidecar.remoteOnly(folder, yaml(""));
    }

    @AfterEach
    void stop() throws Exception {
        sidecar.close();
        sink.close();
        upstream.close();
    }

    private String yaml(String more) {
        return """
                backends: { there: { kind: openai, url: "%s" } }
                models:
                  dear: { backend: there, model: gpt-dear, quality: 0.9, latency: 2, price: { input: 10, output: 10 } }
                  cheap: { backend: there, model: gpt-cheap, quality: 0.5, latency: 1, price: { input: 1, output: 1 } }
                policies: { default: { stages: [ rule: { when: "true", prefer: [dear] } ]%s } }
                decisionLog: { folder: "%s" }
                rollout: { store: "%s" }
                telemetry: { otlp: "%s" }
                """.formatted(upstream.url(), more, folder.resolve("log"), folder.resolve("store"), sink.endpoint());
    }

    @Test
    void losesNoRequestAndEachSaysWhichVersionDecided() throws Exception {
        try (Load load = new Load(sidecar.data)) {
            String before = load.only();

            sidecar.write(yaml(", patience: 4s"));
            sidecar.awaitDetail("reload", "applied");
            String configured = load.only();
            assertNotEquals(before, configured);

            String other = JsonPath.from(sidecar.operator()
                            .contentType("text/yaml")
                            .body(OTHER.getBytes(StandardCharsets.UTF_8))
                            .post("/policies")
                            .asString())
                    .getString("version");
            promote(other, ",\"shadow\":true");
            assertEquals(configured, load.only());
            Awaitility.await().until(() -> sidecar.count("outrigger.shadow.decisions", "agrees", "false") > 10);

            promote(other, ",\"percent\":10");
            List<Asked> split = load.more(600);
            double tried =
                    split.stream().filter(one -> one.policy.equals(other)).count();
            // Five standard deviations
            assertEquals(0.1 * split.size(), tried, 5 * Math.sqrt(0.1 * 0.9 * split.size()));

            promote(other, "");
            assertEquals(other, load.only());

            sidecar.operator().post("/policies/default/rollback").then().statusCode(200);
            assertEquals(configured, load.only());

            load.close();
            load.all().forEach(one -> answered(one, other));
            spansSayTheSame(load.all());
            theLogDecidesAgain(load.all().size());
        }
    }

    private static void answered(Asked one, String other) {
        assertEquals(200, one.status, one.policy);
        assertEquals(one.policy.equals(other) ? "gpt-cheap" : "gpt-dear", one.model, "who decided is who served");
    }

    private void promote(String version, String more) {
        String hash = version.substring(version.indexOf('@') + 1);
        sidecar.operator()
                .contentType("application/json")
                .body("{\"version\":\"" + hash + "\"" + more + "}")
                .post("/policies/default/promote")
                .then()
                .statusCode(200);
    }

    private void spansSayTheSame(Queue<Asked> asked) {
        Awaitility.await().atMost(RunningSidecar.PATIENCE).until(() -> routes().size() >= asked.size());
        Map<String, String> routes = routes();
        asked.forEach(one -> assertEquals(one.policy, routes.get(one.exchange)));
    }

    /** By exchange, the version in its span. */
    private Map<String, String> routes() {
        return sink.spans().stream()
                .filter(span -> span.name().equals("outrigger.route"))
                .collect(Collectors.toMap(
                        span -> span.attribute("outrigger.exchange").orElseThrow(),
                        span -> span.attribute("outrigger.policy").orElseThrow() + "@"
                                + span.attribute("outrigger.policy.hash").orElseThrow(),
                        (one, again) -> one));
    }

    private void theLogDecidesAgain(int decisions) {
        Awaitility.await()
                .atMost(RunningSidecar.PATIENCE)
                .until(() -> sidecar.metrics
                                .get("outrigger.decision_log.written")
                                .functionCounter()
                                .count()
                        == decisions);
        Shell shell = new Shell();
        String log = folder.resolve("log").toString();
        assertEquals(0, shell.run(new VerifyCommand(), "verify", "--from", log), shell::err);
        assertEquals(0, shell.run(new ReplayCommand(Map.of()), "replay", "--from", log), shell::err);
        assertTrue(
                shell.out().contains(decisions + " decisions; decided again as recorded: " + decisions + " the same"),
                shell.out());
    }

    /** An answer that came. */
    private record Asked(int status, String policy, String model, String exchange) {}

    /** Apps that ask one question after the other, each time in another conversation, until closed. */
    private static final class Load implements AutoCloseable {
        private static final int APPS = 4;

        private final HttpClient client = HttpClient.newHttpClient();
        private final AtomicBoolean going = new AtomicBoolean(true);
        private final AtomicLong session = new AtomicLong();
        private final Queue<Asked> all = new ConcurrentLinkedQueue<>();
        private volatile Queue<Asked> now = new ConcurrentLinkedQueue<>();
        private final CountDownLatch ended = new CountDownLatch(APPS);
        private final int port;

        private Load(int port) {
            this.port = port;
            for (int i = 0; i < APPS; i++) Thread.ofVirtual().start(this::ask);
        }

        private void ask() {
            while (going.get()) {
                // What begins before a change is not counted after it.
                Queue<Asked> at = now;
                Asked one = once();
                all.add(one);
                at.add(one);
            }
            ended.countDown();
        }

        private Asked once() {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + port + "/v1/chat/completions"))
                    .version(HttpClient.Version.HTTP_1_1)
                    .header("x-outrigger-session", "s" + session.incrementAndGet())
                    .POST(HttpRequest.BodyPublishers.ofString(OpenAiText.request("auto", "")))
                    .build();
            try {
                var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                return new Asked(
                        answer.statusCode(),
                        answer.headers().firstValue("x-outrigger-policy").orElse(""),
                        answer.headers().firstValue("x-outrigger-model").orElse(""),
                        answer.headers().firstValue("x-outrigger-exchange").orElse(""));
            } catch (Exception broken) {
                return new Asked(0, broken.toString(), "", "");
            }
        }

        /** Answers to so many requests that are not begun yet. */
        private List<Asked> more(int count) {
            Queue<Asked> fresh = new ConcurrentLinkedQueue<>();
            now = fresh;
            Awaitility.await().atMost(RunningSidecar.PATIENCE).until(() -> fresh.size() >= count);
            return List.copyOf(fresh);
        }

        /** The one version that decides all of the next requests. */
        private String only() {
            List<String> policies =
                    more(25).stream().map(Asked::policy).distinct().toList();
            assertEquals(1, policies.size(), policies::toString);
            return policies.getFirst();
        }

        private Queue<Asked> all() {
            return all;
        }

        @Override
        public void close() {
            going.set(false);
            Awaitility.await().atMost(RunningSidecar.PATIENCE).until(() -> ended.getCount() == 0);
        }
    }
}
