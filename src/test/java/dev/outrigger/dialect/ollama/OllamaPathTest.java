package dev.outrigger.dialect.ollama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.RequestHead;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaPathTest {
    private static Optional<Endpoint> endpoint(String method, String path) {
        return Lines.OLLAMA.endpoint(new RequestHead(method, path, "q=1", name -> Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/ollama"})
    void claimsChatsAndPromptsBareAndUnderItsPrefix(String prefix) {
        assertEquals(
                Optional.of(new Endpoint.Chat("/api/chat", "/chat", "q=1")), endpoint("POST", prefix + "/api/chat"));
        assertEquals(
                Optional.of(new Endpoint.Chat("/api/generate", "/generate", "q=1")),
                endpoint("POST", prefix + "/api/generate"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/tags", "/ollama/api/tags"})
    void claimsTheListOfModels(String path) {
        assertEquals(Optional.of(new Endpoint.Models()), endpoint("GET", path));
    }

    @Test
    void tellsTheVersionItself() {
        var told = assertInstanceOf(
                Endpoint.Told.class, endpoint("GET", "/ollama/api/version").orElseThrow());

        assertEquals("/api/version", told.route());
        assertEquals("application/json", told.type());
        assertEquals("{\"version\":\"0.33.0\"}", told.answer().utf8());
    }

    @ParameterizedTest
    @CsvSource({"GET, /", "HEAD, /", "GET, /ollama", "HEAD, /ollama/"})
    void saysThatItIsRunningWhereNobodyElseIs(String method, String path) {
        assertEquals(
                Optional.of(new Endpoint.Told("/", "text/plain; charset=utf-8", Bytes.of("Ollama is running"))),
                endpoint(method, path));
    }

    @Test
    void claimsWhatIsAskedOfModels() {
        assertEquals(Optional.of(new Endpoint.Models()), endpoint("HEAD", "/api/tags"));
        assertEquals(Optional.of(new Endpoint.Loaded("/api/ps", "/ps")), endpoint("GET", "/ollama/api/ps"));
        assertEquals(Optional.of(new Endpoint.Chat("/api/show", "/show", "q=1")), endpoint("POST", "/api/show"));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/embed, /api/embed, /embed",
        "/ollama/api/embed, /api/embed, /embed",
        "/api/embeddings, /api/embeddings, /embeddings"
    })
    void claimsEmbeddings(String path, String route, String below) {
        assertEquals(
                Optional.of(new Endpoint.Embeddings(route, below, "q=1", Optional.empty())), endpoint("POST", path));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/show, /show",
        "GET, /ollama/api/embed, /embed",
        "POST, /api/ps, /ps",
        "DELETE, /api/delete, /delete",
        "HEAD, /api/blobs/sha256:0a, /blobs/sha256:0a",
        "GET, /api/chat, /chat",
        "POST, /api/tags, /tags"
    })
    void leavesItsOtherPathsToTheOwner(String method, String path, String below) {
        assertEquals(Optional.of(new Endpoint.Other(below)), endpoint(method, path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "", "/api", "/api/", "/apis/chat", "/ollama", "/ollama/v1/chat/completions", "/v1/x"})
    void claimsNobodyElsesPath(String path) {
        assertEquals(Optional.empty(), endpoint("POST", path));
    }

    @Test
    void asksUpstreamWhereTheAppAskedAndForAnotherDialectAChat() {
        var prompt = Lines.inbound(
                new Endpoint.Chat("/api/generate", "/generate", "a=b"), Bytes.of("{\"model\":\"m\",\"prompt\":\"x\"}"));

        assertEquals("/generate?a=b", Lines.OLLAMA.chatPath(prompt, new ModelName("m")));
        assertEquals("/chat", Lines.OLLAMA.chatPath(prompt.request(), new ModelName("m"), ""));
        assertEquals(Lines.CHAT, Lines.OLLAMA.chatAt(new ModelName("m")));
    }
}
