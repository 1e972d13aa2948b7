package dev.outrigger.dialect.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.KeyOwner;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.ErrorAnswer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicFailureTest {
    private static Failure failure(int status, String body, KeyOwner owner, Map<String, String> headers) {
        return Wire.ANTHROPIC.decodeFailure(new ErrorAnswer(
                status,
                "application/json",
                name -> Optional.ofNullable(headers.get(name)),
                Bytes.of(body),
                "there",
                new ModelName("claude-x"),
                owner));
    }

    private static Failure failure(int status, String type, String message) {
        return failure(status, error(type, message), KeyOwner.OPERATOR, Map.of());
    }

    private static String error(String type, String message) {
        return "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message
                + "\"},\"request_id\":\"req_1\"}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | invalid_request_error | messages: at least one message is required | rejected",
                "422 | invalid_request_error | odd | rejected",
                "400 | invalid_request_error | Your credit balance is too low to access the Anthropic API | exhausted",
                "400 | invalid_request_error | You have reached your specified API usage limits. | exhausted",
                "402 | billing_error | There is an issue with billing | exhausted",
                "400 | invalid_request_error | prompt is too long: 205000 tokens > 200000 maximum | too_long",
                "400 | invalid_request_error | input length and `max_tokens` exceed context limit: 1 + 2 > 2 | too_long",
                "413 | request_too_large | Request exceeds the maximum size | too_long",
                "400 | invalid_request_error | Output blocked by content filtering policy | refused",
                "401 | authentication_error | invalid x-api-key | unauthorized",
                "403 | permission_error | not yours | forbidden",
                "404 | not_found_error | model: claude-x | unknown_model",
                "404 | not_found_error | Not Found | unknown_path",
                "404 | not_found_error | file file_011C was missing | rejected",
                "405 | invalid_request_error | Method Not Allowed | unknown_path",
                "408 | timeout_error | slow | overloaded",
                "409 | conflict_error | again | overloaded",
                "429 | rate_limit_error | This request would exceed your rate limit | throttled",
                "500 | api_error | Internal server error | overloaded",
                "503 | api_error | no | overloaded",
                "504 | timeout_error | slow | overloaded",
                "529 | overloaded_error | Overloaded | overloaded",
                "302 | api_error | elsewhere | malformed",
            })
    void readsEveryErrorByStatusAndWords(int status, String type, String message, String label) {
        assertEquals(label, failure(status, type, message).label());
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 520, 529})
    void takesAPageOfAProxyForOverloaded(int status) {
        // When
        Failure failure = failure(status, "<html>busy</html>", KeyOwner.OPERATOR, Map.of());
        // Then
        assertEquals("overloaded", failure.label());
        assertEquals(status, failure.status());
    }

    @Test
    void takesAPageOfAnotherServerForAWrongPath() {
        assertEquals(
                "unknown_path",
                failure(404, "<html>nginx</html>", KeyOwner.OPERATOR, Map.of()).label());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void leavesTheAppsOwnKeyToTheApp(int status) {
        // When
        Failure failure = failure(status, error("authentication_error", "no"), KeyOwner.APP, Map.of());
        // Then
        assertEquals("rejected", failure.label());
        assertEquals(status, failure.status());
    }

    @Test
    void keepsTheAnswerForAnAppOfItsDialectAndItsWordsForOthers() {
        // When
        Failure.Verbatim original =
                failure(529, "overloaded_error", "Overloaded").original().orElseThrow();
        // Then
        assertEquals("anthropic", original.dialect());
        assertEquals(529, original.status());
        assertEquals(error("overloaded_error", "Overloaded"), original.body().utf8());
        assertEquals("Overloaded", original.words().text());
    }

    @Test
    void repeatsNothingOfTheErrorsWords() {
        // When
        Failure failure = failure(400, "invalid_request_error", "the prompt 'tell nobody' is odd");
        // Then
        assertEquals("backend there answered 400 (invalid_request_error)", failure.message());
        assertFalse(failure.toString().contains("tell nobody"));
    }

    @Test
    void waitsAsLongAsItIsAsked() {
        assertEquals(
                Optional.of(Duration.ofSeconds(7)),
                wait(Map.of("retry-after", "7", "anthropic-ratelimit-requests-remaining", "0")));
    }

    @Test
    void waitsForTheLongestOfTheLimitsThatAreUsedUp() {
        // Given
        Map<String, String> headers = Map.of(
                "date", "Sun, 01 Jun 2025 10:00:00 GMT",
                "anthropic-ratelimit-requests-remaining", "0",
                "anthropic-ratelimit-requests-reset", "2025-06-01T10:00:03Z",
                "anthropic-ratelimit-input-tokens-remaining", "0",
                "anthropic-ratelimit-input-tokens-reset", "2025-06-01T10:00:41Z",
                "anthropic-ratelimit-output-tokens-remaining", "900",
                "anthropic-ratelimit-output-tokens-reset", "2025-06-01T11:00:00Z");
        // When, Then
        assertEquals(Optional.of(Duration.ofSeconds(41)), wait(headers));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "Sun, 01 Jun 2025 10:00:00 GMT | soon | -",
                "yesterday | 2025-06-01T10:00:41Z | -",
                "Sun, 01 Jun 2025 10:00:00 GMT | 2025-06-01T09:00:00Z | 0",
            })
    void makesNothingUpWhereTimesAreWrong(String date, String reset, @org.jspecify.annotations.Nullable Long seconds) {
        assertEquals(
                Optional.ofNullable(seconds).map(Duration::ofSeconds),
                wait(Map.of(
                        "date", date,
                        "anthropic-ratelimit-tokens-remaining", "0",
                        "anthropic-ratelimit-tokens-reset", reset)));
    }

    private static Optional<Duration> wait(Map<String, String> headers) {
        return waitOf(failure(429, error("rate_limit_error", "slow"), KeyOwner.OPERATOR, headers));
    }

    private static Optional<Duration> waitOf(Failure failure) {
        return failure instanceof Failure.Throttled throttled ? throttled.retryAfter() : Optional.empty();
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_request_error, rejected",
        "authentication_error, unauthorized",
        "billing_error, exhausted",
        "permission_error, forbidden",
        "not_found_error, rejected",
        "request_too_large, too_long",
        "rate_limit_error, throttled",
        "api_error, overloaded",
        "timeout_error, overloaded",
        "overloaded_error, overloaded",
        "a_new_error, overloaded"
    })
    void readsAnErrorInsideAnAnswerByItsType(String type, String label) {
        // When
        Event last = Wire.events("event: error\ndata: " + error(type, "words") + "\n\n")
                .getLast();
        // Then
        assertTrue(last instanceof Event.Failed);
        assertEquals(label, ((Event.Failed) last).failure().label());
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request_error",
        "401, authentication_error",
        "403, permission_error",
        "404, not_found_error",
        "408, timeout_error",
        "413, request_too_large",
        "422, invalid_request_error",
        "429, rate_limit_error",
        "499, invalid_request_error",
        "501, api_error"
    })
    void writesTheTypeThatGoesWithTheStatus(int status, String type) {
        assertEquals(
                type,
                body(new Failure.Rejected(status, "m", Optional.empty()))
                        .at("/error/type")
                        .asText());
    }

    @Test
    void writesWhatSdksActOn() {
        assertEquals("overloaded_error", type(new Failure.Overloaded(529, "m", Optional.empty())));
        assertEquals("overloaded_error", type(new Failure.Saturated("m")));
        assertEquals("billing_error", type(new Failure.Exhausted("m", Optional.empty())));
        assertEquals("not_found_error", type(new Failure.UnknownModel("m", Optional.empty())));
        assertEquals("request_too_large", type(new Failure.BodyTooLarge("m")));
        assertEquals("api_error", type(new Failure.Malformed("m")));
    }

    @Test
    void namesTheExchangeInTheError() {
        // When
        JsonNode body = body(new Failure.Internal("a fault of ours"));
        // Then
        assertEquals("error", body.get("type").asText());
        assertEquals(
                "a fault of ours [exchange " + Wire.ID.value() + "]",
                body.at("/error/message").asText());
        assertEquals(Wire.ID.value(), body.get("request_id").asText());
    }

    private static String type(Failure failure) {
        return body(failure).at("/error/type").asText();
    }

    private static JsonNode body(Failure failure) {
        return Wire.json(Wire.ANTHROPIC.encodeFailure(failure, Wire.ID).utf8());
    }
}
