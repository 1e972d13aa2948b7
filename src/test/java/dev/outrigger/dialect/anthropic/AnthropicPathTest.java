package dev.outrigger.dialect.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.RequestHead;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicPathTest {
    private static Optional<Endpoint> endpoint(String method, String path, String... headers) {
        RequestHead head = new RequestHead(
                method,
                path,
                "beta=true",
                name -> List.of(headers).contains(name) ? Optional.of("x") : Optional.empty());
        return Wire.ANTHROPIC.endpoint(head);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/messages", "/anthropic/v1/messages"})
    void claimsMessagesWithoutAnyHeader(String path) {
        assertEquals(Optional.of(new Endpoint.Chat("/v1/messages", "/messages", "beta=true")), endpoint("POST", path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/messages/count_tokens", "/anthropic/v1/messages/count_tokens"})
    void claimsTheCountOfTokens(String path) {
        assertEquals(
                Optional.of(
                        new Endpoint.CountTokens("/v1/messages/count_tokens", "/messages/count_tokens", "beta=true")),
                endpoint("POST", path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic-version", "x-api-key"})
    void claimsASharedPathWhenItsHeaderIsThere(String header) {
        assertEquals(Optional.of(new Endpoint.Models()), endpoint("GET", "/v1/models", header));
        assertEquals(Optional.of(new Endpoint.Other("/files")), endpoint("POST", "/v1/files", header));
        assertEquals(
                Optional.of(new Endpoint.Model("/models/claude-x", "claude-x")),
                endpoint("GET", "/v1/models/claude-x", header));
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic-version", "x-api-key"})
    void leavesOpenAisOwnPathsAloneWhateverTheHeader(String header) {
        for (String path : List.of("/v1/chat/completions", "/v1/responses", "/v1/embeddings"))
            assertEquals(Optional.empty(), endpoint("POST", path, header), path);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /anthropic/v1/models/claude-x, /models/claude-x",
        "POST, /v1/messages/batches, /messages/batches",
        "GET, /v1/messages/batches/b/results, /messages/batches/b/results",
        "GET, /v1/messages, /messages",
        "POST, /anthropic/v1/files, /files",
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
                "/v1/models",
                "/v1/messagesx",
                "/v1/chat/completions",
                "/openai/v1/messages",
                "/anthropic",
                "/anthropic/messages",
                "/v1beta/models/x"
            })
    void claimsNobodyElsesPath(String path) {
        assertEquals(Optional.empty(), endpoint("POST", path));
    }

    @Test
    void sendsAChatWithTheAppsQuery() {
        // Given
        var request = Wire.requestWith("\"max_tokens\":1");
        // When, Then
        assertEquals("/messages?beta=true", Wire.ANTHROPIC.chatPath(request, new ModelName("c"), "beta=true"));
        assertEquals("/messages", Wire.ANTHROPIC.chatPath(request, new ModelName("c"), ""));
        assertEquals(Wire.AT, Wire.ANTHROPIC.chatAt(new ModelName("c")));
    }

    @Test
    void countsTokensWithTheAppsQuery() {
        assertEquals(
                "/messages/count_tokens?beta=true",
                Wire.ANTHROPIC.countPath(
                        new Endpoint.CountTokens("/r", "/messages/count_tokens", "beta=true"), new ModelName("c")));
        assertEquals(
                "/messages/count_tokens",
                Wire.ANTHROPIC.countPath(
                        new Endpoint.CountTokens("/r", "/messages/count_tokens", ""), new ModelName("c")));
        assertEquals(
                "{\"input_tokens\":12}", Wire.ANTHROPIC.encodeTokenCount(12).utf8());
    }

    @Test
    void saysItsVersionAndItsName() {
        assertEquals(Map.of("anthropic-version", "2023-06-01"), Wire.ANTHROPIC.headers());
        assertEquals("anthropic", Wire.ANTHROPIC.name());
        assertEquals("anthropic", Wire.ANTHROPIC.provider());
        assertEquals("text/event-stream", Wire.ANTHROPIC.streamType());
    }

    @Test
    void knowsWhichOfItsFieldsMatter() {
        assertTrue(Wire.ANTHROPIC.changesMeaning("container"));
        assertFalse(Wire.ANTHROPIC.changesMeaning("metadata"));
        assertFalse(Wire.ANTHROPIC.changesMeaning("service_tier"));
    }
}
