package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.LocalCache;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration's file changes while an app goes on asking. */
@SuppressWarnings({"try", "NullAway"})
class ReloadIT {
    @TempDir
    private Path folder;

    private ScriptedUpstream upstream;

    @SuppressWarnings("NullAway.Init")
    private RunningSidecar sidecar;

    @BeforeEach
    void anUpstream() throws Exception {
        upstream = new ScriptedUpstream();
    }

    @AfterEach
    void stop() throws Exception {
        sidecar.close();
        upstream.close();
    }

    @Test
    @Row({"reload.swap", "reload.invalid"})
    void losesNoRequestWhateverIsWritten() throws Exception {
        upstream.then(Script.json(OpenAiText.answer("Hi")));
        sidecar = RunningSidecar.remoteOnly(folder, yaml(""));
        try (var load = new Load(sidecar.data)) {
            load.awaitMore();
            String first = load.policy();

            sidecar.write(
                    yaml(
                            "policies: { default: { stages: [{ score: {} }], objective: { quality: 1, cost: 0, latency: 0 } } }\n"));
            sidecar.awaitDetail("reload", "applied");
            load.awaitMore();
            String second = load.policy();
            assertTrue(!first.equals(second), first);

            sidecar.write(yaml("policies: { default: { stagse: [] } }\n"));
            sidecar.awaitDetail("reload", "refused");
            load.awaitMore();
            assertEquals(second, load.policy());
            String told = sidecar.detail("reload");
            assertTrue(told.contains("stages"), told);
            assertTrue(sidecar.server.readiness().isReady());

            sidecar.write(yaml(""));
            sidecar.awaitDetail("reload", "applied");
            load.awaitMore();
            assertEquals(first, load.policy());
            assertEquals(Map.of(), load.wrong());
        }
        assertEquals(2, sidecar.count("outrigger.reloads", "outcome", "applied"));
        assertEquals(1, sidecar.count("outrigger.reloads", "outcome", "refused"));
    }

    @Test
    void seesKubernetesSwapItsLink() throws Exception {
        // Given a mounted ConfigMap: outrigger.yaml -> ..data/outrigger.yaml, ..data -> a folder with a time in its
        // name
        upstream.then(Script.json(OpenAiText.answer("Hi")));
        Path mount = Files.createDirectories(folder.resolve("mount"));
        Path one = Files.createDirectories(mount.resolve("..2026_01"));
        RunningSidecar.Ports ports = RunningSidecar.Ports.free();
        Files.writeString(one.resolve("outrigger.yaml"), ports.yaml() + yaml(""));
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..2026_01"));
        Files.createSymbolicLink(mount.resolve("outrigger.yaml"), Path.of("..data/outrigger.yaml"));
        sidecar = new RunningSidecar(mount.resolve("outrigger.yaml"), ports, LocalCache.empty(folder));
        String hash = sidecar.detail("configuration");

        try (var load = new Load(sidecar.data)) {
            load.awaitMore();
            Path two = Files.createDirectories(mount.resolve("..2026_02"));
            Files.writeString(two.resolve("outrigger.yaml"), ports.yaml() + yaml("limits: { attempts: 2 }\n"));
            Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of("..2026_02"));
            Files.move(mount.resolve("..data_tmp"), mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
            sidecar.awaitDetail("reload", "applied");
            load.awaitMore();
            assertEquals(Map.of(), load.wrong());
        }
        assertTrue(!hash.equals(sidecar.detail("configuration")));
        assertEquals(2, sidecar.server.settings().limits().attempts());
    }

    @Test
    @Row("reload.swap")
    void aStreamThatBeganTwoConfigurationsAgoEndsWhole() throws Exception {
        sidecar = RunningSidecar.remoteOnly(folder, yaml(""));
        CountDownLatch gate = new CountDownLatch(1);
        var all = OpenAiText.stream("one", "two");
        upstream.then(Script.streamInTwo(all.subList(0, 2), gate, all.subList(2, all.size())));
        try (var app = sidecar.raw()) {
            app.post("/v1/chat/completions", OpenAiText.request("auto", ",\"stream\":true"))
                    .until("one");

            // When its backend is carried over once, and then is no longer there
            sidecar.write(yaml("limits: { attempts: 2 }\n"));
            sidecar.awaitDetail("reload", "applied");
            String once = sidecar.detail("reload");
            sidecar.write(RunningSidecar.oneRemote(URI.create("http://127.0.0.1:9/v1")));
            Awaitility.await().atMost(RunningSidecar.PATIENCE).until(() -> !once.equals(sidecar.detail("reload")));
            gate.countDown();

            String answer = app.until("[DONE]");
            assertTrue(answer.contains("two") && answer.contains("[DONE]"), answer);
        }
        sidecar.awaitNothingInFlight();
        // Then what nobody needs any more is freed
        Awaitility.await().atMost(RunningSidecar.PATIENCE).until(() -> upstream.openConnections() == 0);
    }

    private String yaml(String more) {
        return RunningSidecar.oneRemote(upstream.url()) + more;
    }

    /** Apps that ask one question after the other until closed. */
    private static final class Load implements AutoCloseable {
        private static final int APPS = 3;

        private final HttpClient client = HttpClient.newHttpClient();
        private final AtomicBoolean going = new AtomicBoolean(true);
        private final AtomicInteger answered = new AtomicInteger();
        private final Map<String, Integer> wrong = new ConcurrentHashMap<>();
        private final HttpRequest request;
        private final CountDownLatch ended = new CountDownLatch(APPS);
        private volatile String policy = "";

        private Load(int port) {
            request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/chat/completions"))
                    .version(HttpClient.Version.HTTP_1_1)
                    .POST(HttpRequest.BodyPublishers.ofString(OpenAiText.request("auto", "")))
                    .build();
            for (int i = 0; i < APPS; i++) Thread.ofVirtual().start(this::ask);
        }

        private void ask() {
            while (going.get()) {
                try {
                    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                    if (answer.statusCode() != 200) wrong.merge(answer.statusCode() + answer.body(), 1, Integer::sum);
                    policy = answer.headers().firstValue("x-outrigger-policy").orElse("");
                    answered.incrementAndGet();
                } catch (Exception broken) {
                    wrong.merge(broken.toString(), 1, Integer::sum);
                }
            }
            ended.countDown();
        }

        /** Waits for answers to requests that are not sent yet. */
        private void awaitMore() {
            int before = answered.get();
            Awaitility.await().atMost(RunningSidecar.PATIENCE).until(() -> answered.get() > before + 20);
        }

        private String policy() {
            return policy;
        }

        private Map<String, Integer> wrong() {
            return Map.copyOf(wrong);
        }

        @Override
        public void close() {
            going.set(false);
            Awaitility.await().atMost(RunningSidecar.PATIENCE).until(() -> ended.getCount() == 0);
            client.close();
        }
    }
}
