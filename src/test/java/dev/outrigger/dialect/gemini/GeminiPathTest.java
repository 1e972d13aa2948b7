package dev.outrigger.dialect.gemini;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Dialects;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.RequestHead;
import dev.outrigger.dialect.openai.OpenAi;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiPathTest {
    private static final String HI = "{\"contents\":[{\"parts\":[{\"text\":\"hi\"}]}]}";

    private static Optional<Endpoint> endpoint(String method, String path, String query) {
        return Wire.GEMINI.endpoint(new RequestHead(method, path, query, name -> Optional.empty()));
    }

    /** Who is asked where OpenAI, which claims what nobody else does, is asked last. */
    private static Dialects.Claim asked(RequestHead head) {
        Dialects dialects = new Dialects(List.of(Wire.GEMINI, new OpenAi(InstantSource.system())));
        return dialects.claim(head).orElseThrow();
    }

    private static ChatRequest asked(String path) {
        var chat =
                assertInstanceOf(Endpoint.Chat.class, endpoint("POST", path, "").orElseThrow());
        return Wire.inbound(chat, HI).request();
    }

    @Test
    void claimsOneModelOfTheList() {
        assertEquals(
                Optional.of(new Endpoint.Model("/models/outrigger%2Fthrift", "outrigger/thrift")),
                endpoint("GET", "/v1beta/models/outrigger%2Fthrift", ""));
    }

    @Test
    void claimsTheCountOfTokens() {
        assertEquals(
                Optional.of(new Endpoint.CountTokens("/v1beta/models/*:countTokens", "/models/m:countTokens", "")),
                endpoint("POST", "/v1beta/models/m:countTokens", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1beta/models/gemini-2.5-flash:generateContent, gemini-2.5-flash, false",
        "/v1/models/gemini-2.5-flash:generateContent, gemini-2.5-flash, false",
        "/v1alpha/models/m:streamGenerateContent, m, true",
        "/gemini/v1beta/models/auto:streamGenerateContent, auto, true",
        "/gemini/v1/models/auto:generateContent, auto, false",
        "/v1beta/models/outrigger/thrift:generateContent, outrigger/thrift, false",
        "/v1beta/models/outrigger%2Fthrift%3AgenerateContent, outrigger/thrift, false",
        "/v1beta/models/outrigger%2fthrift:streamGenerateContent, outrigger/thrift, true",
        "/v1beta/models/llama3:8b:generateContent, llama3:8b, false",
        "/v1beta/models/a+b:generateContent, a+b, false",
    })
    void readsModelAndMethodFromThePath(String path, String model, boolean stream) {
        ChatRequest request = asked(path);

        assertEquals(new ModelName(model), request.model());
        assertEquals(stream, request.stream());
    }

    @Test
    void namesRoutesInFewWords() {
        assertEquals(
                Optional.of(new Endpoint.Chat(
                        "/v1beta/models/*:streamGenerateContent", "/models/secret:streamGenerateContent", "alt=sse")),
                endpoint("POST", "/gemini/v1beta/models/secret:streamGenerateContent", "alt=sse"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1beta/models", "/gemini/v1beta/models", "/gemini/v1/models"})
    void claimsTheListOfModels(String path) {
        assertEquals(Optional.of(new Endpoint.Models()), endpoint("GET", path, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1beta/models/m:embedContent, embedContent",
        "/v1/models/m:embedContent, embedContent",
        "/gemini/v1beta/models/m:batchEmbedContents, batchEmbedContents"
    })
    void claimsEmbeddings(String path, String method) {
        assertEquals(
                Optional.of(new Endpoint.Embeddings(
                        "/v1beta/models/*:" + method, "/models/m:" + method, "alt=json", Optional.of("m"))),
                endpoint("POST", path, "key=sk-1&alt=json"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1beta/models/m:embedContent, /models/m:embedContent",
        "POST, /v1beta/models/m:asyncBatchEmbedContent, /models/m:asyncBatchEmbedContent",
        "GET, /v1beta/models/m:generateContent, /models/m:generateContent",
        "POST, /v1beta/cachedContents, /cachedContents",
        "POST, /v1beta/tunedModels/t:generateContent, /tunedModels/t:generateContent",
        "DELETE, /gemini/v1beta/files/f, /files/f",
        "POST, /gemini/upload/v1beta/files, /upload/v1beta/files",
    })
    void leavesItsOtherPathsToTheOwner(String method, String path, String below) {
        assertEquals(Optional.of(new Endpoint.Other(below)), endpoint(method, path, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1/models",
                "/v1/models/gpt-x",
                "/v1/chat/completions",
                "/v1/messages",
                "/v1beta",
                "/v1betamax/models/m:generateContent",
                "/geminiv1beta/models/m:generateContent",
                "/api/chat"
            })
    void claimsNobodyElsesPath(String path) {
        assertEquals(Optional.empty(), endpoint("POST", path, ""));
    }

    @ParameterizedTest
    @CsvSource({"GET, /v1/models", "GET, /v1/models/m", "POST, /v1/files"})
    void aSharedPathIsItsOwnWhereItsHeaderIs(String method, String path) {
        RequestHead head = new RequestHead(
                method, path, "", name -> Optional.of("x").filter(there -> name.equals("x-goog-api-key")));

        assertEquals(Wire.GEMINI, asked(head).dialect());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/responses", "/v1/embeddings", "/v1/images/generations"})
    void openAiKeepsItsOwnWhateverKeysAreShown(String path) {
        RequestHead head = new RequestHead("POST", path, "", name -> Optional.of("key"));

        assertEquals(Optional.empty(), Wire.GEMINI.endpoint(head));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models/ft:gpt-4o:org::id", "/v1/models/x-Content", "/v1/files/aContent"})
    void openAiKeepsItsOwn(String path) {
        RequestHead head = new RequestHead("GET", path, "", name -> Optional.empty());

        assertTrue(new OpenAi(InstantSource.system()).endpoint(head).isPresent());
        assertEquals(Optional.empty(), Wire.GEMINI.endpoint(head));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"generateContent", "streamGenerateContent", "countTokens", "embedContent", "batchEmbedContents"})
    void itsMethodsAreItsOwn(String method) {
        RequestHead head = new RequestHead("POST", "/v1/models/m:" + method, "", name -> Optional.empty());

        assertEquals(Wire.GEMINI, asked(head).dialect());
    }

    @ParameterizedTest
    @ValueSource(strings = {"key=sk-1", "key=sk-1&alt=sse", "alt=sse&key=sk-1", "%6Bey=sk-1", "access_token=sk-1"})
    void keepsNoKeyOfTheQuery(String query) {
        var chat = assertInstanceOf(
                Endpoint.Chat.class,
                endpoint("POST", "/v1beta/models/m:streamGenerateContent", query)
                        .orElseThrow());

        assertFalse(chat.query().contains("sk-1"), chat.query());
        assertEquals(query.contains("alt"), chat.query().equals("alt=sse"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', false, /models/up:generateContent",
        "alt=json, false, /models/up:generateContent",
        "'', true, /models/up:streamGenerateContent?alt=sse",
        "alt=sse, true, /models/up:streamGenerateContent?alt=sse",
        "alt=json&prettyPrint=false, true, /models/up:streamGenerateContent?prettyPrint=false&alt=sse",
        "'$alt=json;enum-encoding=int', true, /models/up:streamGenerateContent?alt=sse",
    })
    void asksUpstreamForEventsWhereTheAnswerIsStreamed(String query, boolean stream, String path) {
        var at = stream ? Wire.EVENTS : Wire.WHOLE;
        ChatRequest request = Wire.inbound(at, HI).request();

        assertEquals(path, Wire.GEMINI.chatPath(request, new ModelName("up"), query));
    }

    @ParameterizedTest
    @CsvSource({
        "outrigger/thrift, /models/outrigger/thrift:generateContent",
        "llama3:8b, /models/llama3%3A8b:generateContent",
        "tunedModels/mine, /tunedModels/mine:generateContent",
        "models/m, /models/m:generateContent",
        "a b?c#d, /models/a%20b%3Fc%23d:generateContent",
        "é, /models/%C3%A9:generateContent",
    })
    void writesNamesSoThatThePathStaysOne(String model, String path) {
        assertEquals(path, Wire.GEMINI.chatPath(Wire.inbound(Wire.WHOLE, HI).request(), new ModelName(model), ""));
    }

    @Test
    void knowsWhereABodyAloneWouldHaveBeenSent() {
        ChatRequest request =
                Wire.inbound(Wire.GEMINI.chatAt(new ModelName("auto")), HI).request();

        assertEquals(new ModelName("auto"), request.model());
        assertFalse(request.stream());
    }

    @ParameterizedTest
    @CsvSource({
        "'', application/json, ''",
        "alt=json, application/json, ''",
        "alt=sse, text/event-stream, ?alt=sse",
        "x=1&%24alt=json;enum-encoding=int, application/json, ?x=1",
    })
    void anAppIsStreamedToInTheFormItWants(String query, String type, String asked) {
        var inbound = Wire.inbound(new Endpoint.Chat(Wire.ARRAY.route(), Wire.ARRAY.path(), query), HI);

        assertEquals(type, Wire.GEMINI.streamType(inbound));
        assertEquals("/models/m:streamGenerateContent" + asked, Wire.GEMINI.chatPath(inbound, new ModelName("m")));
    }

    @Test
    void anAppOfAnothersIsStreamedToAsEvents() {
        var request = Wire.inbound(Wire.ARRAY, HI).request();

        assertEquals("/models/m:streamGenerateContent?alt=sse", Wire.GEMINI.chatPath(request, new ModelName("m"), ""));
    }
}
