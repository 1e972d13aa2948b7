package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.dialect.Telling;
import dev.outrigger.dialect.Way;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An upstream that takes a request and never answers, for apps of each dialect. */
class DeadlineIT {
    private static final List<String> KINDS = List.of("openai", "anthropic", "gemini", "ollama");
    private static final int DEADLINE = 2_000;
    private static final int ABOUT = 250;
    private static final int AT_ONCE = 4;

    private static final HttpClient APP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static ScriptedUpstream silent;
    private static ScriptedUpstream answers;
    private static RunningSidecar sidecar;

    /** What came, and when. */
    private record Came(Way way, int status, String body, long millis) {}

    @BeforeAll
    static void aSidecarBeforeVendorsOfWhichOneIsSilent(@TempDir Path folder) throws Exception {
        // Finding the dialects takes a while; no app waits for that.
        Telling.type("openai");
        silent = new ScriptedUpstream(Script.hang());
        // Whoever asks: a whole answer or a stream of OpenAI's, which every app's dialect is told in.
        answers = new ScriptedUpstream(wire -> {
            if (wire.request().body().contains("\"stream\":true")) {
                wire.head(200, Telling.type("openai"));
                for (Bytes piece : Telling.stream("openai", "m", List.of("Here ", "I am"))) wire.chunk(piece.array());
                wire.end();
            } else Script.json(OpenAiText.answer("Here I am")).play(wire);
        });
        StringBuilder yaml =
                new StringBuilder("backends:\n  spare: { kind: openai, url: \"" + answers.url() + "\" }\n");
        for (String kind : KINDS)
            yaml.append("  %s: { kind: %s, url: \"http://127.0.0.1:%d%s\" }%n"
                    .formatted(
                            kind,
                            kind,
                            silent.port(),
                            kind.equals("gemini") ? "/v1beta" : kind.equals("ollama") ? "/api" : "/v1"));
        yaml.append("models:\n  spare: { backend: spare, model: s }\n");
        for (String kind : KINDS) {
            yaml.append("  m-%1$s-alone: { backend: %1$s, model: m-%1$s-alone }%n".formatted(kind));
            yaml.append("  m-%1$s-two: { backend: %1$s, model: m-%1$s-two, equivalents: [spare] }%n".formatted(kind));
        }
        sidecar = RunningSidecar.remoteOnly(folder, yaml.toString());
    }

    @AfterAll
    static void stop() throws Exception {
        sidecar.awaitNothingInFlight();
        sidecar.close();
        silent.close();
        answers.close();
    }

    private static List<Came> ask(String which) throws Exception {
        List<Callable<Came>> calls = new ArrayList<>();
        for (Way way : Way.all())
            if (KINDS.contains(way.backend()) && way.form() != Way.Form.EMBEDDINGS)
                calls.add(() -> came(way.to(way.backend() + which)));
        List<Came> came = new ArrayList<>();
        try (ExecutorService apps = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<Came> one : apps.invokeAll(calls)) came.add(one.get());
        }
        assertTrue(came.size() >= 2 * KINDS.size());
        return came;
    }

    private static Came came(Way way) throws Exception {
        long begun = System.nanoTime();
        HttpResponse<byte[]> answer = APP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sidecar.data + way.path()))
                        .header("content-type", "application/json")
                        .header("x-outrigger-deadline-ms", Integer.toString(DEADLINE))
                        .POST(HttpRequest.BodyPublishers.ofString(way.body()))
                        .build(),
                BodyHandlers.ofByteArray());
        long millis = (System.nanoTime() - begun) / 1_000_000;
        return new Came(way, answer.statusCode(), Bytes.of(answer.body()).utf8(), millis);
    }

    @Test
    void aloneItEndsClearlyAtTheDeadline() throws Exception {
        for (Came came : ask("-alone")) {
            assertEquals(504, came.status, came.toString());
            assertTrue(came.body.contains("deadline"), came.toString());
            assertTrue(Math.abs(came.millis - DEADLINE) <= ABOUT, came.toString());
        }
    }

    @Test
    void withAnotherCandidateTheAnswerIsThereBeforeTheDeadline() throws Exception {
        for (Came came : ask("-two")) {
            assertEquals(200, came.status, came.toString());
            assertTrue(came.body.contains("I am"), came.toString());
            assertTrue(came.millis <= DEADLINE + ABOUT, came.toString());
        }
    }
}
