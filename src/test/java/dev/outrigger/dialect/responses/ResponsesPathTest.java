package dev.outrigger.dialect.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.RequestHead;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesPathTest {
    private static Optional<Endpoint> endpoint(String method, String path) {
        return ResponsesWire.RESPONSES.endpoint(new RequestHead(method, path, "", name -> Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/responses", "/openai/v1/responses"})
    void claimsWhereAnswersAreAskedFor(String path) {
        assertEquals(Optional.of(ResponsesWire.AT), endpoint("POST", path));
    }

    @Test
    void keepsTheQueryOfTheApp() {
        var head = new RequestHead("POST", "/v1/responses", "api-version=preview", name -> Optional.empty());
        assertEquals(
                Optional.of(new Endpoint.Chat("/v1/responses", "/responses", "api-version=preview")),
                ResponsesWire.RESPONSES.endpoint(head));
    }

    @Test
    void claimsAzuresPathWithoutItsVersion() {
        var head = new RequestHead("POST", "/openai/responses", "api-version=2025-04-01", name -> Optional.empty());
        Endpoint at = ResponsesWire.RESPONSES.endpoint(head).orElseThrow();

        assertEquals(new Endpoint.Chat("/openai/responses", "/responses", ""), at);
        assertTrue(ResponsesWire.RESPONSES.unpassable(at).isPresent());
        assertTrue(ResponsesWire.RESPONSES.unpassable(ResponsesWire.AT).isEmpty());
    }

    @Test
    void hasNoneOfAzuresStoredAnswers() {
        var gone = assertInstanceOf(
                Endpoint.Gone.class,
                endpoint("GET", "/openai/responses/resp_68a").orElseThrow());
        assertTrue(gone.why().contains("/openai/v1/responses"), gone.why());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/responses/resp_68a, /responses/resp_68a",
        "DELETE, /openai/v1/responses/resp_68a, /responses/resp_68a",
        "GET, /v1/responses/resp_68a/input_items, /responses/resp_68a/input_items",
        "POST, /v1/responses/resp_68a/cancel, /responses/resp_68a/cancel",
        "POST, /v1/responses/compact, /responses/compact",
        "POST, /v1/conversations, /conversations",
        "GET, /v1/conversations/conv_1, /conversations/conv_1",
        "POST, /openai/v1/conversations/conv_1/items, /conversations/conv_1/items",
    })
    void leavesStoredAnswersToTheOwner(String method, String path, String below) {
        assertEquals(Optional.of(new Endpoint.Other(below)), endpoint(method, path));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/responses/resp_outrigger_01JZ",
        "DELETE, /openai/v1/responses/resp_outrigger_01JZ",
        "GET, /v1/responses/resp_outrigger_01JZ/input_items",
        "POST, /v1/responses/resp_outrigger_01JZ/cancel",
    })
    void saysThatAnswersMadeHereAreNotKept(String method, String path) {
        Endpoint.Gone gone =
                assertInstanceOf(Endpoint.Gone.class, endpoint(method, path).orElseThrow());
        assertTrue(gone.why().contains("not stored"), gone.why());
        assertTrue(gone.why().contains("whole input"), gone.why());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/responses",
        "GET, /openai/responses",
        "POST, /v1/chat/completions",
        "POST, /v1/responsesx",
        "GET, /v1/conversationsx",
        "POST, /v1/",
        "POST, /openai",
        "POST, /anthropic/v1/responses",
    })
    void claimsNobodyElsesPath(String method, String path) {
        assertEquals(Optional.empty(), endpoint(method, path));
    }

    @Test
    void asksBelowTheBackendsUrl() {
        ModelName model = new ModelName("m");
        var request = ResponsesWire.request("{\"model\":\"m\",\"input\":\"hi\"}");
        assertEquals("/responses", ResponsesWire.RESPONSES.chatPath(request, model, ""));
        assertEquals("/responses?a=b", ResponsesWire.RESPONSES.chatPath(request, model, "a=b"));
        assertEquals(ResponsesWire.AT, ResponsesWire.RESPONSES.chatAt(model));
    }

    @Test
    void countsTokensWhereTheVendorDoes() {
        assertEquals(
                Optional.of(new Endpoint.CountTokens("/v1/responses/input_tokens", "/responses/input_tokens", "")),
                endpoint("POST", "/openai/v1/responses/input_tokens"));
    }
}
