package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Splice;
import dev.outrigger.config.Binder;
import dev.outrigger.dialect.OfferedModels;
import dev.outrigger.dialect.anthropic.Anthropic;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists of several pages, of a server on this machine that answers what it is told to. */
class EnquiryTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Map<String, String> SCRIPT = new ConcurrentHashMap<>();
    private static final List<String> ASKED = Collections.synchronizedList(new ArrayList<>());
    private static int port;

    @BeforeAll
    static void serve() {
        HttpServer server = VERTX.createHttpServer().requestHandler(request -> {
            ASKED.add(request.uri() + " " + request.getHeader("x-api-key"));
            String body = SCRIPT.get(request.uri());
            if (body == null) request.response().setStatusCode(404).end();
            else if (body.isEmpty()) request.response().setStatusCode(401).end();
            else
                request.response().putHeader("content-type", "application/json").end(body);
        });
        port = server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    @AfterAll
    static void stop() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void forget() {
        SCRIPT.clear();
        ASKED.clear();
    }

    private static URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static OfferedModels ask(String... lists) {
        return ask(new KeyCredential(KeyHeader.X_API_KEY, () -> Optional.of("k"), Optional::empty), lists);
    }

    private static OfferedModels ask(Credential credential, String... lists) {
        GuardSettings guard = Binder.bind("guard", "{}".getBytes(StandardCharsets.UTF_8), GuardSettings.class)
                .orElseThrow();
        // Its own URL is another: a list may be at another host.
        HttpBackend backend = new HttpBackend(
                new HttpSettings(
                        "there",
                        URI.create("http://127.0.0.1:9/v1"),
                        credential,
                        KeyHeader.X_API_KEY,
                        false,
                        false,
                        guard),
                List.of(new Anthropic()),
                new HttpClients(VERTX, guard, 8),
                "me",
                InstantSource.system());
        List<URI> asked = List.of(lists).stream().map(EnquiryTest::at).toList();
        Promise<OfferedModels> told = Promise.promise();
        VERTX.runOnContext(now -> new Enquiry(backend, asked).ask().onComplete(told));
        return told.future().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void goesOnToTheLastPageAndShowsItsKeyToEach() {
        SCRIPT.put(
                "/v1/models?limit=2", "{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"has_more\":true,\"last_id\":\"b\"}");
        SCRIPT.put("/v1/models?limit=2&after_id=b", "{\"data\":[{\"id\":\"c\"}],\"has_more\":false,\"last_id\":\"c\"}");

        assertEquals(new OfferedModels(List.of("a", "b", "c"), true), ask("/v1/models?limit=2"));
        assertEquals(List.of("/v1/models?limit=2 k", "/v1/models?limit=2&after_id=b k"), ASKED);
    }

    @Test
    void addsListsThatBelongTogether() {
        SCRIPT.put("/foundation-models", "{\"modelSummaries\":[{\"modelId\":\"m\"}]}");
        SCRIPT.put(
                "/inference-profiles?maxResults=1",
                "{\"inferenceProfileSummaries\":[{\"inferenceProfileId\":\"eu.m\"}],\"nextToken\":\"n=\"}");
        SCRIPT.put(
                "/inference-profiles?maxResults=1&nextToken=n%3D",
                "{\"inferenceProfileSummaries\":[{\"inferenceProfileId\":\"us.m\"}]}");

        assertEquals(
                new OfferedModels(List.of("m", "eu.m", "us.m"), true),
                ask("/foundation-models", "/inference-profiles?maxResults=1"));
    }

    @Test
    void readsSoManyPagesAndNoMore() {
        SCRIPT.put("/models", "{\"models\":[{\"name\":\"a\"}],\"nextPageToken\":\"again\"}");
        SCRIPT.put("/models?pageToken=again", "{\"models\":[{\"name\":\"b\"}],\"nextPageToken\":\"again\"}");

        OfferedModels told = ask("/models");

        assertEquals(Enquiry.MOST_PAGES, ASKED.size());
        assertEquals(Enquiry.MOST_PAGES, told.names().size());
        assertEquals(false, told.whole());
    }

    @Test
    void aListThatIsNotWholeMakesAllOfThemNotWhole() {
        SCRIPT.put("/one", "{\"data\":[{\"id\":\"a\"}],\"has_more\":true}");
        SCRIPT.put("/other", "{\"data\":[{\"id\":\"b\"}]}");

        assertEquals(new OfferedModels(List.of("a", "b"), false), ask("/one", "/other"));
    }

    @Test
    void beingRefusedAListSaysNothingOfTheCredentialOfChats() {
        SCRIPT.put("/models", "");
        List<Integer> refusals = Collections.synchronizedList(new ArrayList<>());
        Proof proof = new Proof() {
            @Override
            public Future<Map<String, String>> headers(RequestOptions head, Optional<Splice> body) {
                return Future.succeededFuture(Map.of("x-api-key", "for chats alone"));
            }

            @Override
            public Optional<String> refused(int status, Function<String, Optional<String>> header) {
                refusals.add(status);
                return Optional.empty();
            }
        };
        Credential credential = new Credential() {
            @Override
            public Optional<String> lack() {
                return Optional.empty();
            }

            @Override
            public Optional<Proof> proof() {
                return Optional.of(proof);
            }
        };

        assertThrows(CompletionException.class, () -> ask(credential, "/models"));
        assertEquals(List.of("/models for chats alone"), ASKED);
        assertEquals(List.of(), refusals);
    }

    @Test
    void failsWhereAPageIsMissing() {
        SCRIPT.put("/models", "{\"models\":[{\"name\":\"a\"}],\"nextPageToken\":\"gone\"}");

        Throwable thrown = assertThrows(CompletionException.class, () -> ask("/models"));
        assertTrue(thrown.getCause() instanceof FailureException, String.valueOf(thrown.getCause()));
    }
}
