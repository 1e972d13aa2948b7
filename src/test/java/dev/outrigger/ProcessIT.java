package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.LocalCache;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Ports;
import dev.outrigger.support.RawClient;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged sidecar as a process of its own: signals, crashes, and lines in and out. */
class ProcessIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CHAT = "/v1/chat/completions";

    @TempDir
    private Path folder;

    private final List<Process> processes = new ArrayList<>();
    private final int data = Ports.free();
    private final int health = Ports.free();
    private ScriptedUpstream upstream;

    @BeforeEach
    void aConfigurationWithALocalAndARemoteModel() throws Exception {
        upstream = new ScriptedUpstream(Script.json(OpenAiText.answer("elsewhere")));
        Files.writeString(folder.resolve("outrigger.yaml"), """
            listen: { data: %d, health: %d, admin: %d }
            backends:
              here: { kind: engine }
              there: { kind: openai, url: "%s" }
            models:
              smol: { backend: here, model: smollm2-135m-instruct, window: 1024, quality: 0.35, latency: 2.5 }
              mini: { backend: there, model: gpt-mini, quality: 0.85, latency: 3 }
            """.formatted(data, health, Ports.free(), upstream.url()));
    }

    @AfterEach
    void stop() throws Exception {
        processes.forEach(Process::destroyForcibly);
        for (Process process : processes) process.waitFor();
        upstream.close();
    }

    @Test
    @Row("leave.crash")
    void aCrashInALoadIsToldAndNotRepeated() throws Exception {
        Path cache = LocalCache.withModels(folder);
        Path mark = cache.resolve("run").resolve("engine.loading");
        Process first = run(cache);
        Awaitility.await("load")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> Files.exists(mark) && Files.size(mark) > 0);

        signal("SEGV", first);
        assertTrue(first.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertTrue(Files.exists(mark));

        Process second = run(cache);
        awaitReady(second);
        ready().then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks[0].data.analyzer", containsString("crashed 1 times"))
                .body("checks[0].data.'model.smol'", containsString("unavailable"))
                .body("checks[0].data.'model.mini'", equalTo("ready"));
        chat().then().statusCode(200).header("x-outrigger-model", "gpt-mini");
        assertTrue(output().contains("going on without local models"), output());
    }

    @Test
    @Row("leave.term-quiet")
    void withNothingToDoItEndsAtOnce() throws Exception {
        Process process = run(LocalCache.empty(folder));
        awaitReady(process);

        long asked = System.nanoTime();
        process.destroy();

        assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        double seconds = (System.nanoTime() - asked) / 1e9;
        // A second of quiet, and what stopping costs on a busy machine
        assertTrue(seconds < 6, "took " + seconds + " s");
        assertEquals(143, process.exitValue());
        assertTrue(output().endsWith("INFO  stopped\n"), output());
    }

    @Test
    void aSecondCtrlCEndsItWhateverIsInFlight() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        var all = OpenAiText.stream("one", "two");
        Process process = run(LocalCache.empty(folder));
        awaitReady(process);
        chat();
        upstream.then(Script.streamInTwo(all.subList(0, 2), never, all.subList(2, all.size())));
        try (var app = new RawClient(data)) {
            app.post(CHAT, OpenAiText.request("mini", ",\"stream\":true")).until("one");

            signal("INT", process);
            Awaitility.await("told")
                    .atMost(PATIENCE)
                    .until(() -> output().contains("stopping: 1 exchange is in flight"));
            assertTrue(process.isAlive());
            signal("INT", process);

            assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertEquals(130, process.exitValue());
        } finally {
            never.countDown();
        }
    }

    @Test
    void aStartSaysOnlyWhatAPersonCanUseAndEndsWithALineToTry() throws Exception {
        Process process = run(LocalCache.withModels(folder));
        awaitReady(process);

        Awaitility.await("greeted").atMost(PATIENCE).until(() -> output().contains("INFO  try     curl "));

        List<String> lines = output().lines()
                .map(line -> line.replaceFirst("^\\S+ INFO  ", "").replaceFirst("[: ].*", ""))
                .toList();
        assertEquals(
                List.of(
                        "listening",
                        "local",
                        "local",
                        "configuration",
                        "tracing",
                        "analyzer",
                        "model.smol",
                        "model.mini",
                        "health",
                        "admin",
                        "data",
                        "try"),
                lines,
                output());
    }

    @Test
    void aTakenPortIsToldInsteadOfAStack() throws Exception {
        try (var other = new ServerSocket(data, 1, InetAddress.getLoopbackAddress())) {
            Process process = run(LocalCache.empty(folder));

            assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), other.toString());
            assertEquals(1, process.exitValue());
        }
        assertTrue(output().startsWith("outrigger: port " + data + " (listen.data) cannot be listened on"), output());
        assertTrue(output().contains("listen: { data: 7170, health: 7171, admin: 7172 }"), output());
        assertEquals(3, output().lines().count(), output());
    }

    @Test
    @Row({"leave.term-ready", "leave.term-finishes"})
    void aStreamInFlightEndsWholeBeforeTheProcessDoes() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        var all = OpenAiText.stream("one", "two");
        Process process = run(LocalCache.empty(folder));
        awaitReady(process);
        chat();
        upstream.then(Script.streamInTwo(all.subList(0, 2), gate, all.subList(2, all.size())));
        try (var app = new RawClient(data)) {
            app.post(CHAT, OpenAiText.request("mini", ",\"stream\":true")).until("one");

            process.destroy();
            Awaitility.await("said to be draining")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> ready().then()
                            .statusCode(503)
                            .body("checks[0].data.draining", equalTo("1 exchanges left")));
            on(health).get("/metrics").then().body(containsString("outrigger_ready 0.0"));
            gate.countDown();

            String answer = app.until("[DONE]");
            assertTrue(answer.contains("two") && answer.contains("[DONE]"), answer);
        }
        assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    @Test
    void explainsAThousandLinesInOrder() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 1_000; i++)
            lines.add(i == 500 ? "{broken" : "{\"prompt\":\"" + "word ".repeat(i % 50 + 1) + "\"}");
        Path questions = Files.write(folder.resolve("questions.jsonl"), lines);

        Process process = start(LocalCache.empty(folder), "explain", "--all", "--jsonl", questions.toString());

        assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), output());
        List<String> answers = Files.readAllLines(folder.resolve("out"));
        assertEquals(1_000, answers.size());
        for (int i = 0; i < answers.size(); i++) {
            if (i == 500) assertTrue(answers.get(i).contains("\"error\""), answers.get(i));
            else assertTrue(answers.get(i).contains("\"decision\""), answers.get(i));
        }
        assertTrue(tokens(answers.get(49)) > tokens(answers.get(0)));
        assertEquals(tokens(answers.get(7)), tokens(answers.get(957)));
    }

    private static int tokens(String answer) {
        return JsonPath.from(answer).getInt("analysis.tokens.value");
    }

    private Process run(Path cache) throws IOException {
        return start(cache, "run", "--config", folder.resolve("outrigger.yaml").toString());
    }

    private Process start(Path cache, String... arguments) throws IOException {
        Process process = PackagedProcess.start(folder, cache, arguments);
        processes.add(process);
        return process;
    }

    private static void signal(String name, Process process) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertEquals(0, kill.waitFor());
    }

    private void awaitReady(Process process) {
        PackagedProcess.awaitReady(process, health, PATIENCE, this::output);
    }

    private Response ready() {
        return on(health).get("/health/ready");
    }

    private Response chat() {
        return on(data).contentType("application/json")
                .body(OpenAiText.request("auto", ""))
                .post(CHAT);
    }

    private static RequestSpecification on(int port) {
        return RestAssured.given().baseUri("http://localhost").port(port);
    }

    private String output() {
        return PackagedProcess.output(folder);
    }
}
