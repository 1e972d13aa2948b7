package dev.outrigger.dialect.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.KeyOwner;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.ErrorAnswer;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiFailureTest {
    private static ErrorAnswer answer(int status, String body, KeyOwner owner, String... header) {
        return new ErrorAnswer(
                status,
                "application/json",
                name -> header.length == 2 && header[0].equals(name) ? Optional.of(header[1]) : Optional.empty(),
                Bytes.of(body),
                "there",
                new ModelName("gpt-x"),
                owner);
    }

    private static Failure failure(int status, String body) {
        return Wire.OPENAI.decodeFailure(answer(status, body, KeyOwner.OPERATOR));
    }

    private static String error(String code, String message) {
        return "{\"error\":{\"message\":\"" + message + "\",\"type\":\"invalid_request_error\",\"code\":\"" + code
                + "\"}}";
    }

    @Test
    @Row("before.wait-spellings")
    void readsTheWaitInItsWordsWhereNoHeaderTellsOne() {
        String body = error("rate_limit_exceeded", "Rate limit reached for gpt-x. Please try again in 1.2s.");
        assertEquals(Optional.of(Duration.ofMillis(1_200)), failure(429, body).retryAfter());
        Failure headed = Wire.OPENAI.decodeFailure(answer(429, body, KeyOwner.OPERATOR, "retry-after", "3"));
        assertEquals(Optional.of(Duration.ofSeconds(3)), headed.retryAfter());
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 500, 501, 502, 503, 504, 520, 524, 529, 599})
    @Row("before.overloaded")
    void takesAServerInTroubleForOverloaded(int status) {
        // When
        Failure failure = failure(status, "<html>busy</html>");
        // Then
        assertEquals("overloaded", failure.label());
        assertEquals(status, failure.status());
        assertTrue(failure.mayMoveOn());
        assertEquals(Failure.Weight.FAILURE, failure.weight());
        assertEquals(
                "<html>busy</html>", failure.original().orElseThrow().body().utf8());
    }

    @Test
    void keepsTheWaitOfAnOverloadedServer() {
        // When
        Failure failure = Wire.OPENAI.decodeFailure(answer(503, "", KeyOwner.OPERATOR, "retry-after", "7"));
        // Then
        assertEquals(Optional.of(Duration.ofSeconds(7)), failure.retryAfter());
    }

    @Test
    void keepsTheWaitOfAThrottledRequest() {
        // When
        Failure failure = Wire.OPENAI.decodeFailure(
                answer(429, error("rate_limit_exceeded", "slow down"), KeyOwner.OPERATOR, "retry-after-ms", "250"));
        // Then
        assertEquals("throttled", failure.label());
        assertEquals(Optional.of(Duration.ofMillis(250)), failure.retryAfter());
        assertEquals(Failure.Weight.NEUTRAL, failure.weight());
    }

    @Test
    void knowsThatNoWaitWasAskedFor() {
        assertEquals(Optional.empty(), failure(429, "{}").retryAfter());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | insufficient_quota | You exceeded your current quota",
                "429 |  | You exceeded your current quota, please check your plan",
                "429 | billing_hard_limit_reached | limit",
                "429 |  | Your team has reached its monthly spending limit",
                "402 |  | Insufficient Balance",
                "400 |  | Your credit balance is too low",
            })
    @Row("before.exhausted")
    void knowsWhatNoWaitCures(int status, String code, String message) {
        assertEquals(
                "exhausted",
                failure(status, error(code == null ? "" : code, message)).label());
    }

    @Test
    void takesAQuotaWithAWaitForARateLimit() {
        // Given
        String gemini = "[{\"error\":{\"code\":429,\"message\":\"You exceeded your current quota\","
                + "\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"@type\":"
                + "\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"12.5s\"}]}}]";
        // When
        Failure failure = failure(429, gemini);
        // Then
        assertEquals("throttled", failure.label());
        assertEquals(Optional.of(Duration.ofMillis(12_500)), failure.retryAfter());
    }

    @ParameterizedTest
    @CsvSource({
        "401, OPERATOR, unauthorized, 502",
        "401, APP, rejected, 401",
        "403, OPERATOR, forbidden, 502",
        "403, APP, rejected, 403"
    })
    @Row("before.403-ours")
    void tellsOurKeyFromTheApps(int status, KeyOwner owner, String label, int seen) {
        // Given
        ErrorAnswer answer = answer(status, error("invalid_api_key", "Incorrect API key provided: sk-hunter2"), owner);
        // When
        Failure failure = Wire.OPENAI.decodeFailure(answer);
        // Then
        assertEquals(label, failure.label());
        assertEquals(seen, failure.status());
        assertEquals(owner == KeyOwner.APP, failure.original().isPresent());
        assertEquals(owner == KeyOwner.OPERATOR, failure.mayMoveOn());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Incorrect API key provided: sk-hunter2", "API key not valid. Please pass a valid API key."})
    void takesABadKeyOfOursForThatEvenWithA400(String message) {
        // When
        Failure failure = failure(400, error("", message));
        // Then
        assertEquals("unauthorized", failure.label());
        assertTrue(failure.original().isEmpty(), "the answer may quote the key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | context_length_exceeded | too long",
                "400 |  | This model's maximum context length is 8192 tokens. However, your messages resulted in 9001",
                "400 | exceed_context_size_error | the request exceeds the available context size",
                "400 |  | This model's maximum prompt length is 131072 but the request contains 200000 tokens.",
                "400 |  | The input token count (9) exceeds the maximum number of tokens allowed (8).",
                "400 |  | prompt is too long: 210000 tokens > 200000 maximum",
                "400 | string_above_max_length | string too long",
                "422 |  | Input validation error: `inputs` must have less than 4095 tokens. Given: 5000",
                "413 |  | Request Entity Too Large",
                "413 | rate_limit_exceeded | Request too large for model on tokens per minute (TPM)",
                "429 | rate_limit_exceeded | Request too large for gpt-x on tokens per min (TPM): Limit 30000",
                "500 |  | context size exceeded",
            })
    @Row("before.too-long")
    void readsEverySpellingOfTooLong(int status, String code, String message) {
        // When
        Failure failure = failure(status, error(code == null ? "" : code, message));
        // Then
        assertEquals("too_long", failure.label());
        assertTrue(failure.mayMoveOn());
        assertEquals(Failure.Weight.NEUTRAL, failure.weight());
        assertTrue(failure.original().isPresent());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | content_filter | The response was filtered due to Azure OpenAI's content management policy",
                "400 | content_policy_violation | Your request was rejected as a result of our safety system",
                "400 | invalid_prompt | Your prompt was flagged as potentially violating our usage policy",
                "400 | data_inspection_failed | Input data may contain inappropriate content",
                "400 |  | Content Exists Risk",
                "403 |  | Content violates usage guidelines",
                "403 | 403 | openai requires moderation: your input was flagged",
                "451 |  | unavailable",
            })
    @Row("before.refused")
    void neverShopsARefusalAround(int status, String code, String message) {
        // When
        Failure failure = failure(status, error(code == null ? "" : code, message));
        // Then
        assertEquals("refused", failure.label());
        assertFalse(failure.mayMoveOn());
        assertTrue(failure.original().isPresent());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 415, 422, 431})
    void handsOnWhatIsTheRequestsOwnFault(int status) {
        // When
        Failure failure = failure(status, error("invalid_value", "hunter2 is wrong"));
        // Then
        assertEquals("rejected", failure.label());
        assertEquals(status, failure.status());
        assertFalse(failure.mayMoveOn());
        assertEquals(status, failure.original().orElseThrow().status());
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 301, 302, 307})
    void takesARedirectForNoAnswer(int status) {
        assertEquals("malformed", failure(status, "").label());
    }

    @Test
    void namesTheBackendTheStatusAndTheCode() {
        assertEquals(
                "backend there answered 400 (invalid_value)",
                failure(400, error("invalid_value", "x")).message());
    }

    @Property
    void neverQuotesUpstream(
            @ForAll @IntRange(min = 200, max = 599) int status,
            @ForAll @AlphaChars @StringLength(min = 3, max = 20) String secret,
            @ForAll KeyOwner owner) {
        // Given: a code that may quote is no code.
        String quote = secret.toUpperCase(java.util.Locale.ROOT) + " 1";
        String body = error(quote, quote).replace("invalid_request_error", quote);
        // When
        Failure failure = Wire.OPENAI.decodeFailure(answer(status, body, owner, "retry-after", quote));
        // Then
        String lower = failure.message().toLowerCase(java.util.Locale.ROOT);
        assertFalse(lower.contains(quote.toLowerCase(java.util.Locale.ROOT)), failure.message());
    }

    @Property
    void readsAnyBodyAsSomeFailure(@ForAll @IntRange(min = 400, max = 599) int status, @ForAll byte[] body) {
        // When
        Failure failure = Wire.OPENAI.decodeFailure(new ErrorAnswer(
                status, "", name -> Optional.empty(), Bytes.of(body), "there", new ModelName("x"), KeyOwner.OPERATOR));
        // Then
        assertTrue(failure.status() >= 400 && failure.status() < 600);
    }
}
