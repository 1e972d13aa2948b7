package dev.outrigger.inject;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.chat.Bytes;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Over real TLS, as the API server asks. */
@Timeout(30)
class WebhookIT {
    private static final Duration RECHECK = Duration.ofMillis(20);
    private static final String QUESTION = """
            {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u1","operation":"CREATE",
             "namespace":"demo","name":"web","resource":{"group":"","version":"v1","resource":"pods"},
             "object":{"spec":{"containers":[{"name":"app","image":"app:1"}]}}}}""";

    @TempDir
    private static Path pems;

    private static Vertx vertx;
    private static Pems first;
    private static Pems second;

    @TempDir
    private Path certificate;

    @TempDir
    private Path parameters;

    private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
    private final List<HttpClient> clients = new ArrayList<>();
    private HttpClient client;
    private int port;

    @BeforeAll
    static void certificates() throws IOException, InterruptedException, GeneralSecurityException {
        vertx = Vertx.vertx();
        first = Pems.make(pems, "first");
        second = Pems.make(pems, "second");
    }

    @AfterAll
    static void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void listen() throws IOException, GeneralSecurityException {
        client = trusting(first);
        first.write(certificate);
        Files.writeString(parameters.resolve("image"), "outrigger:1\n");
        port = webhook(Webhook.DEADLINE)
                .listen("127.0.0.1", 0)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void letGo() {
        clients.forEach(HttpClient::close);
    }

    @Test
    void injectsCountsAndSaysSo() throws Exception {
        assertEquals("outrigger:1", image(post(QUESTION)));

        assertEquals("{\"admission\":\"injected\",\"namespace\":\"demo\",\"pod\":\"web\"}", last());
        assertTrue(get("/metrics").contains("outrigger_injection_pods_total{outcome=\"injected\"} 1\n"));
        assertEquals("ok\n", get("/healthz"));
    }

    @Test
    void aNewCertificateServesWithoutARestart() throws Exception {
        assertThrows(IOException.class, () -> send(trusting(second), get()));

        second.write(certificate);

        await().atMost(5, TimeUnit.SECONDS)
                .ignoreExceptions()
                .until(() -> send(trusting(second), get()).statusCode() == 200);
        assertThrows(IOException.class, () -> send(trusting(first), get()));
        String end = Long.toString(
                new Certificate(Bytes.of(second.chain()), Bytes.EMPTY).end().getEpochSecond());
        assertTrue(send(trusting(second), request("/metrics").GET())
                .body()
                .contains("outrigger_injection_certificate_end_seconds " + end + "\n"));
    }

    @Test
    void aBrokenCertificateIsRefusedAndTheOneBeforeServesOn() throws Exception {
        Files.writeString(
                certificate.resolve("tls.key"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        await().atMost(5, TimeUnit.SECONDS).until(() -> last().contains("certificate refused"));
        assertEquals(200, send(trusting(first), get()).statusCode());

        Files.writeString(certificate.resolve("tls.crt"), "no certificate");
        await().atMost(5, TimeUnit.SECONDS).until(() -> last().contains("tls.crt is not a certificate"));
        assertEquals(200, send(trusting(first), get()).statusCode());
    }

    @Test
    void newParametersHoldAtOnceAndWrongOnesChangeNothing() throws Exception {
        Files.writeString(parameters.resolve("image"), "outrigger:2");
        await().atMost(5, TimeUnit.SECONDS).until(() -> last().equals("new parameters"));
        assertEquals("outrigger:2", image(post(QUESTION)));

        Files.writeString(parameters.resolve("gpu"), "all of them");
        await().atMost(5, TimeUnit.SECONDS).until(() -> last().contains("gpu must be none"));
        assertEquals("outrigger:2", image(post(QUESTION)));
        assertTrue(get("/metrics").contains("outrigger_injection_reloads_total{outcome=\"refused\"} 1\n"));
    }

    @Test
    void whatIsNoQuestionIsAnsweredInWords() throws Exception {
        assertEquals("400 the body must be JSON\n", words(post("{")));
        assertEquals("413 at most 3145728 bytes\n", words(post(" ".repeat(Question.MAX_BYTES + 1))));
        assertEquals(404, send(client, request("/else").GET()).statusCode());
        assertEquals(404, send(client, request("/mutate").GET()).statusCode());
    }

    /** Each byte would start an idle clock anew. */
    @Test
    void aBodyThatTricklesHasAnEnd() throws Exception {
        port = webhook(Duration.ofMillis(300))
                .listen("127.0.0.1", 0)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        try (SSLSocket socket = unfinished(1000)) {
            long start = System.nanoTime();
            StringBuilder answer = new StringBuilder();
            socket.setSoTimeout(20);
            while (!answer.toString().startsWith("HTTP/1.1 408 ")
                    || !answer.toString().endsWith("\n")) {
                assertTrue(System.nanoTime() - start < Duration.ofSeconds(10).toNanos(), "it is read for ever");
                if (answer.isEmpty()) socket.getOutputStream().write(' ');
                try {
                    int next = socket.getInputStream().read();
                    if (next < 0) break;
                    answer.append((char) next);
                } catch (SocketTimeoutException nothingYet) {
                    Thread.onSpinWait();
                }
            }
            assertTrue(answer.toString().startsWith("HTTP/1.1 408 "), answer.toString());
        }
        assertTrue(get("/metrics").contains("outrigger_injection_rejections_total{outcome=\"late\"} 1\n"));
    }

    @Test
    void unfinishedQuestionsKeepNobodyOut() throws Exception {
        List<SSLSocket> held = new ArrayList<>();
        for (int one = 0; one < 80; one++) held.add(unfinished(9));

        assertEquals(200, post(QUESTION).statusCode());
        for (SSLSocket socket : held) socket.close();
    }

    @Test
    void oneAddressHoldsNoMoreThanItsShareOfBytes() throws Exception {
        List<SSLSocket> held = new ArrayList<>();
        byte[] most = new byte[Question.MAX_BYTES - 1];
        for (int one = 0; one < Intake.MAX_BYTES / 2 / most.length; one++) {
            SSLSocket socket = unfinished(Question.MAX_BYTES);
            socket.getOutputStream().write(most);
            held.add(socket);
        }

        await().atMost(5, TimeUnit.SECONDS)
                .until(() -> post(" ".repeat(Question.MAX_BYTES)).statusCode() == 503);
        for (SSLSocket socket : held) socket.close();
        await().atMost(5, TimeUnit.SECONDS)
                .until(() -> post(" ".repeat(Question.MAX_BYTES)).statusCode() == 400);
    }

    @Test
    void doesNotStartWithoutACertificateOrWithWrongParameters() throws IOException {
        Files.writeString(parameters.resolve("imge"), "x");
        assertEquals(
                "imge is not a parameter",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> webhook(Webhook.DEADLINE).listen("127.0.0.1", 0))
                        .getMessage());

        Files.delete(certificate.resolve("tls.key"));
        assertEquals(
                "tls.key is not there",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> webhook(Webhook.DEADLINE).listen("127.0.0.1", 0))
                        .getMessage());
    }

    private Webhook webhook(Duration deadline) {
        return new Webhook(
                vertx,
                new Webhook.Folders(new MountedFolder(certificate), new MountedFolder(parameters), RECHECK),
                log::add,
                deadline);
    }

    private String last() {
        return log.stream().reduce("", (before, line) -> line);
    }

    private SSLSocket unfinished(int length) throws IOException, GeneralSecurityException {
        SSLSocket socket = (SSLSocket) Pems.trusting(first).getSocketFactory().createSocket("localhost", port);
        socket.getOutputStream()
                .write("POST /mutate HTTP/1.1\r\nhost: localhost\r\ncontent-length: %d\r\n\r\n"
                        .formatted(length)
                        .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    private static String image(HttpResponse<String> answer) throws IOException {
        assertEquals(200, answer.statusCode(), answer.body());
        JsonNode response = new ObjectMapper().readTree(answer.body()).path("response");
        byte[] patch = Base64.getDecoder().decode(response.path("patch").asText());
        return new ObjectMapper().readTree(patch).findPath("image").asText();
    }

    private static String words(HttpResponse<String> answer) {
        return answer.statusCode() + " " + answer.body();
    }

    private HttpResponse<String> post(String body) throws Exception {
        return send(client, request("/mutate").POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String get(String path) throws Exception {
        return send(client, request(path).GET()).body();
    }

    private HttpRequest.Builder get() {
        return request("/healthz").GET();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + port + path));
    }

    /** Each shakes hands anew. */
    private HttpClient trusting(Pems one) throws IOException, GeneralSecurityException {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(Pems.trusting(one))
                .build();
        clients.add(client);
        return client;
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
