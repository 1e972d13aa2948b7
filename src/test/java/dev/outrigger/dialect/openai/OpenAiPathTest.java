package dev.outrigger.dialect.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.dialect.Dialects;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.RequestHead;
import dev.outrigger.support.OpenAiText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiPathTest {
    private static Optional<Endpoint> endpoint(String method, String path, String... headers) {
        RequestHead head = new RequestHead(
                method, path, "", name -> List.of(headers).contains(name) ? Optional.of("x") : Optional.empty());
        return Wire.OPENAI.endpoint(head);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/openai/v1/chat/completions"})
    void claimsChat(String path) {
        assertEquals(Optional.of(OpenAiText.AT), endpoint("POST", path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/openai/v1/models"})
    void claimsTheListOfModels(String path) {
        assertEquals(Optional.of(new Endpoint.Models()), endpoint("GET", path));
    }

    @Test
    void claimsOneModelOfTheList() {
        assertEquals(
                Optional.of(new Endpoint.Model("/models/outrigger/thrift", "outrigger/thrift")),
                endpoint("GET", "/v1/models/outrigger/thrift"));
        assertEquals(
                Optional.of(new Endpoint.Model("/models/outrigger%2Fthrift", "outrigger/thrift")),
                endpoint("GET", "/v1/models/outrigger%2Fthrift"));
    }

    @ParameterizedTest
    @CsvSource({"/v1/embeddings", "/openai/v1/embeddings"})
    void claimsEmbeddings(String path) {
        assertEquals(
                Optional.of(new Endpoint.Embeddings("/v1/embeddings", "/embeddings", "", Optional.empty())),
                endpoint("POST", path));
    }

    @Test
    void claimsEmbeddingsOfADeployment() {
        assertEquals(
                Optional.of(new Endpoint.Embeddings(
                        "/openai/deployments/*/embeddings", "/embeddings", "", Optional.of("my ada"))),
                endpoint("POST", "/openai/deployments/my%20ada/embeddings"));
    }

    @Test
    void claimsTheModelsOfAzuresApps() {
        assertEquals(Optional.of(new Endpoint.Models()), endpoint("GET", "/openai/models"));
        assertEquals(
                Optional.of(new Endpoint.Model("/openai/models/mini", "mini")), endpoint("GET", "/openai/models/mini"));
    }

    @ParameterizedTest
    @CsvSource({"/v1/models/mini, false", "/openai/models/mini, true"})
    void sendsTheModelOfAnAzureAppToNobodyElse(String path, boolean kept) {
        assertEquals(
                kept,
                Wire.OPENAI.unpassable(endpoint("GET", path).orElseThrow()).isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/embeddings, /embeddings",
        "POST, /v1/rerank, /rerank",
        "POST, /v1/chatter, /chatter",
        "DELETE, /v1/models, /models",
        "GET, /v1/chat/completions, /chat/completions",
        "POST, /v1/chat/completions/x, /chat/completions/x",
        "POST, /openai/v1/anything/new, /anything/new",
        "POST, /v1/files, /files",
    })
    void leavesItsOtherPathsToTheOwner(String method, String path, String below) {
        assertEquals(Optional.of(new Endpoint.Other(below)), endpoint(method, path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "",
                "/v1",
                "/v1/",
                "/v1/messages",
                "/v1/messages/batches",
                "/v2/chat/completions",
                "/openai",
                "/openai/chat",
                "/openaiv1/chat/completions",
                "/anthropic/v1/messages",
                "/v1beta/models/x",
                "/api/chat"
            })
    void claimsNobodyElsesPath(String path) {
        assertEquals(Optional.empty(), endpoint("POST", path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic-version", "x-api-key"})
    void leavesASharedPathToAnthropicWhenItsHeaderIsThere(String header) {
        assertEquals(Optional.empty(), endpoint("GET", "/v1/models", header));
        assertEquals(Optional.of(new Endpoint.Models()), endpoint("GET", "/openai/v1/models", header));
        assertEquals(Optional.of(OpenAiText.AT), endpoint("POST", "/v1/chat/completions", header));
    }

    @Test
    void isFoundByNameAndByPath() {
        // Given
        Dialects dialects = new Dialects(List.of(Wire.OPENAI));
        RequestHead head = new RequestHead("POST", "/v1/chat/completions", "", name -> Optional.empty());
        // When, Then
        assertEquals(Optional.of(Wire.OPENAI), dialects.named("openai"));
        assertEquals(Optional.empty(), dialects.named("OpenAI"));
        assertEquals(Optional.of(new Dialects.Claim(Wire.OPENAI, OpenAiText.AT)), dialects.claim(head));
        assertEquals(
                Optional.empty(), dialects.claim(new RequestHead("GET", "/elsewhere", "", name -> Optional.empty())));
    }
}
