package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.LargeBodies;
import dev.outrigger.support.LargeUpstream;
import dev.outrigger.support.LocalCache;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged sidecar with the heap its launcher gives it and the bounds it has by default: whatever comes, every request
 * has an answer or a clear refusal, and the process lives on.
 */
class MemoryIT {
    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MIB = 1024 * 1024;

    /** The longest body but a little, so that four of them are within limits.bufferedBytes. */
    private static final int LARGE = 15 * MIB;

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private static Path folder;

    private static int data;
    private static Process process;
    private static LargeUpstream upstream;

    @BeforeAll
    static void aSidecarAsItsLauncherStartsIt() throws Exception {
        assertTrue(Files.exists(JAR), JAR + " is missing: this test runs after the package is built");
        upstream = new LargeUpstream();
        data = Ports.free();
        int health = Ports.free();
        StringBuilder yaml = new StringBuilder(
                "listen: { data: %d, health: %d, admin: %d }%n".formatted(data, health, Ports.free()));
        StringBuilder models = new StringBuilder("models:\n");
        for (String model : List.of(
                "whole/1",
                "stream/64",
                "whole/5000",
                "whole/30000",
                "chunked/30000",
                "whole/100000",
                "chunked/100000",
                "stream/5000",
                "event/4000",
                "error/200")) {
            String[] kind = model.split("/", -1);
            String name = kind[0] + kind[1];
            yaml.append(yaml.indexOf("backends:") < 0 ? "backends:\n" : "")
                    .append("  %s: { kind: openai, url: \"%s\" }%n"
                            .formatted(name, upstream.url(kind[0], Integer.parseInt(kind[1]))));
            models.append("  %s: { backend: %s, model: m, quality: 0.5, latency: 1 }%n".formatted(name, name));
        }
        Files.writeString(folder.resolve("outrigger.yaml"), yaml.toString() + models);
        process = start();
        Awaitility.await("ready").atMost(PATIENCE).until(() -> isReady(health));
    }

    private static Process start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The launcher's flags, and the image's
        command.add("@" + Path.of("src/main/docker/jvm.options"));
        // It ends at once where it might go on crippled
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.addAll(List.of(
                "-jar",
                JAR.toString(),
                "run",
                "--config",
                folder.resolve("outrigger.yaml").toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile());
        builder.environment().put("OUTRIGGER_CACHE", LocalCache.empty(folder).toString());
        builder.environment().remove("OPENAI_API_KEY");
        return builder.start();
    }

    private static boolean isReady(int health) throws IOException, InterruptedException {
        if (!process.isAlive()) throw new AssertionError("it ended: " + output());
        try {
            var asked = HttpRequest.newBuilder(URI.create("http://localhost:" + health + "/health/ready"))
                    .build();
            return CLIENT.send(asked, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException refused) {
            return false;
        }
    }

    @AfterAll
    static void stop() throws Exception {
        process.destroyForcibly().waitFor();
        upstream.close();
    }

    @AfterEach
    void itIsWell() throws Exception {
        for (int i = 0; i < 3; i++) assertEquals(200, ask(small("whole1")).get().status(), output());
        assertTrue(process.isAlive(), output());
        assertFalse(output().contains("OutOfMemory"), output());
    }

    @Test
    void serves4Of15MebibytesOfAscii() {
        assertAllServed(4, LargeBodies.text("whole1", LARGE, "All work and no play. "));
        assertAllServed(4, LargeBodies.streamed(LargeBodies.text("stream64", LARGE, "All work and no play. ")));
    }

    @Test
    void serves4Of15MebibytesOfChineseText() {
        assertAllServed(4, LargeBodies.text("whole1", LARGE, "\u65e5\u672c\u8a9e\u306e\u6587"));
    }

    @Test
    void serves4Of15MebibytesWhoseEveryLetterIsEscaped() {
        assertAllServed(4, LargeBodies.text("whole1", LARGE, "\\u00e9\\n\\\"x"));
    }

    @Test
    void serves4ImagesOf15Mebibytes() {
        assertAllServed(4, LargeBodies.image("whole1", LARGE));
    }

    @Test
    void refusesABodyOfNothingButBrackets() {
        assertEquals(Set.of(400), statuses(times(4, LargeBodies.brackets("whole1", LARGE))));
    }

    @Test
    void survives8OfManyShortMessages() {
        assertServedOrRefused(times(8, LargeBodies.messages("whole1", 45_000)));
    }

    @Test
    void survives8OfManyDeepTools() {
        assertServedOrRefused(times(8, LargeBodies.tools("whole1", 1_500)));
    }

    @Test
    void serves64Of1Mebibyte() {
        List<Integer> statuses = all(times(64, LargeBodies.text("whole1", MIB - 10_000, "All work and no play. ")));
        assertEquals(64, statuses.size());
        assertTrue(statuses.stream().filter(status -> status == 200).count() >= 48, statuses.toString());
        assertTrue(Set.of(200, 503).containsAll(statuses), statuses.toString());
    }

    @Test
    void refusesWhatIsMoreThanItsBound() {
        assertServedOrRefused(times(12, LargeBodies.text("whole1", LARGE, "All work \u2014 and no play. ")));
    }

    @Test
    void handsOnAWholeAnswerOf30Megabytes() {
        assertEquals(Set.of(200), statuses(List.of(small("whole30000"))));
        assertEquals(Set.of(200), statuses(List.of(small("whole30000"), small("whole30000"))));
    }

    @Test
    void refusesAnAnswerThatNothingHasRoomFor() {
        assertEquals(Set.of(503), statuses(List.of(small("whole100000"))));
        assertEquals(Set.of(503), statuses(List.of(small("chunked100000"))));
    }

    @Test
    void survivesWholeAnswersWithoutALength() {
        List<Integer> statuses = all(times(4, small("chunked30000")));
        assertTrue(Set.of(200, 503).containsAll(statuses), statuses.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole5000", "stream5000", "event4000"})
    void survives16AnswersOf5MegabytesWhoseReadersAreSlow(String model) {
        {
            List<CompletableFuture<HttpResponse<InputStream>>> begun = new ArrayList<>();
            for (int i = 0; i < 16; i++)
                begun.add(CLIENT.sendAsync(request(small(model)), BodyHandlers.ofInputStream()));
            List<Integer> statuses =
                    begun.stream().map(each -> each.join().statusCode()).toList();
            assertTrue(Set.of(200, 503).containsAll(statuses), model + ": " + statuses);
            assertTrue(statuses.contains(200), model + ": " + statuses);
            // None has been read until all have begun
            for (var each : begun) assertTrue(drain(each.join().body()) > 0);
        }
    }

    @Test
    void survivesManyLargeErrors() {
        assertEquals(Set.of(400), statuses(times(128, small("error200"))));
    }

    private static void assertAllServed(int times, byte[] body) {
        assertEquals(Set.of(200), statuses(times(times, body)));
    }

    private static void assertServedOrRefused(List<byte[]> bodies) {
        List<Integer> statuses = all(bodies);
        assertTrue(Set.of(200, 503).containsAll(statuses), statuses.toString());
        assertTrue(statuses.contains(200), statuses.toString());
    }

    private static Set<Integer> statuses(List<byte[]> bodies) {
        return Set.copyOf(all(bodies));
    }

    private static List<byte[]> times(int times, byte[] body) {
        return java.util.Collections.nCopies(times, body);
    }

    /** The statuses of all of them at once; a whole answer is as long as it says. */
    private static List<Integer> all(List<byte[]> bodies) {
        List<CompletableFuture<Answered>> begun =
                bodies.stream().map(MemoryIT::ask).toList();
        return begun.stream().map(each -> each.join().status()).toList();
    }

    private record Answered(int status, long bytes) {}

    private static CompletableFuture<Answered> ask(byte[] body) {
        return CLIENT.sendAsync(request(body), BodyHandlers.ofInputStream()).thenApplyAsync(answer -> {
            long bytes = drain(answer.body());
            answer.headers().firstValueAsLong("content-length").ifPresent(length -> assertEquals(length, bytes));
            if (answer.statusCode() == 503)
                assertTrue(answer.headers().firstValue("retry-after").isPresent());
            return new Answered(answer.statusCode(), bytes);
        });
    }

    private static HttpRequest request(byte[] body) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + data + "/v1/chat/completions"))
                .header("content-type", "application/json")
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private static byte[] small(String model) {
        String more = model.startsWith("stream") || model.startsWith("event") ? ",\"stream\":true" : "";
        return OpenAiText.request(model, more).getBytes(StandardCharsets.UTF_8);
    }

    private static long drain(InputStream body) {
        try (body) {
            return body.transferTo(OutputStream.nullOutputStream());
        } catch (IOException broken) {
            throw new CompletionException(broken);
        }
    }

    private static String output() throws IOException {
        return Files.readString(folder.resolve("out"));
    }
}
