package dev.outrigger.dialect.gemini;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.KeyOwner;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.ErrorAnswer;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiFailureTest {
    private static Failure failure(int status, String body, KeyOwner key) {
        return Wire.GEMINI.decodeFailure(new ErrorAnswer(
                status,
                "application/json",
                name -> Optional.empty(),
                Bytes.of(body),
                "google",
                new ModelName("gemini-2.5-flash"),
                key));
    }

    private static Failure failure(int status, String name, String message) {
        return failure(
                status,
                "{\"error\":{\"code\":%d,\"message\":\"%s\",\"status\":\"%s\"}}".formatted(status, message, name),
                KeyOwner.OPERATOR);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|INVALID_ARGUMENT|Invalid value at 'contents'|rejected",
                "400|INVALID_ARGUMENT|API key not valid. Please pass a valid API key.|unauthorized",
                "400|INVALID_ARGUMENT|The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).|too_long",
                "400|FAILED_PRECONDITION|User location is not supported for the API use.|forbidden",
                "400|FAILED_PRECONDITION|Please enable billing|rejected",
                "401|UNAUTHENTICATED|Request had invalid authentication credentials.|unauthorized",
                "402|x|pay|exhausted",
                "403|PERMISSION_DENIED|Your API key was reported as leaked.|forbidden",
                "403|PERMISSION_DENIED|Method doesn't allow unregistered callers (callers without established identity).|unauthorized",
                "404|NOT_FOUND|models/gemini-2.5-flash is not found for API version v1beta, or is not supported for generateContent.|unknown_model",
                "404|NOT_FOUND|Cached content not there|rejected",
                "404|NOT_FOUND|Requested entity was not found.|unknown_path",
                "409|ABORTED|again|overloaded",
                "413|INVALID_ARGUMENT|large|too_long",
                "429|RESOURCE_EXHAUSTED|Resource has been exhausted (e.g. check quota).|throttled",
                "429|RESOURCE_EXHAUSTED|You exceeded your current quota, please check your plan|exhausted",
                "429|RESOURCE_EXHAUSTED|Your prepayment credits are depleted.|exhausted",
                "429|RESOURCE_EXHAUSTED|Quota exceeded for metric: x, limit: 0, model: y|exhausted",
                "499|CANCELLED|gone|overloaded",
                "500|INTERNAL|An internal error has occurred.|overloaded",
                "500|INTERNAL|Your input context is too long.|too_long",
                "503|UNAVAILABLE|The model is overloaded. Please try again later.|overloaded",
                "504|DEADLINE_EXCEEDED|late|overloaded",
                "302|x|moved|malformed",
            })
    void readsWhatTheVendorMeans(int status, String name, String message, String label) {
        assertEquals(label, failure(status, name, message).label());
    }

    @Test
    @Row("before.exhausted")
    void aQuotaOfTheDayIsCuredByNoWait() {
        assertInstanceOf(
                Failure.Exhausted.class, failure(429, Wire.cassette("error-quota-day.json"), KeyOwner.OPERATOR));
    }

    @Test
    void aQuotaOfTheMinuteIsCuredByTheWaitItTells() {
        var throttled = assertInstanceOf(
                Failure.Throttled.class, failure(429, Wire.cassette("error-quota-minute.json"), KeyOwner.OPERATOR));

        assertEquals(Optional.of(Duration.ofSeconds(31)), throttled.retryAfter());
    }

    @Test
    void theAppsOwnKeyIsItsOwnToMend() {
        var rejected = assertInstanceOf(
                Failure.Rejected.class, failure(400, "{\"error\":{\"message\":\"API key not valid.\"}}", KeyOwner.APP));

        assertEquals(400, rejected.upstreamStatus());
        assertTrue(rejected.verbatim().isPresent());
        assertEquals(
                "rejected",
                failure(403, "{\"error\":{\"message\":\"no\"}}", KeyOwner.APP).label());
    }

    @Test
    void anArrayOfOneErrorIsThatError() {
        assertEquals(
                "overloaded",
                failure(503, "[{\"error\":{\"code\":503,\"status\":\"UNAVAILABLE\"}}]", KeyOwner.OPERATOR)
                        .label());
    }

    @Test
    void aPageOfAWebServerMeansTheUrlIsWrong() {
        assertInstanceOf(Failure.UnknownPath.class, failure(404, "<html>404</html>", KeyOwner.OPERATOR));
        assertInstanceOf(Failure.UnknownPath.class, failure(404, "", KeyOwner.OPERATOR));
    }

    @Test
    void keepsTheAnswerAndRepeatsNoneOfIt() {
        Failure failure = failure(400, "INVALID_ARGUMENT", "SECRET prompt");

        assertEquals("backend google answered 400 (INVALID_ARGUMENT)", failure.message());
        assertEquals("SECRET prompt", failure.words());
        assertEquals("gemini", failure.original().orElseThrow().dialect());
        assertFalse(failure(400, "SECRET", "x").message().contains("x\""));
    }

    @ParameterizedTest
    @CsvSource({
        "PERMISSION_DENIED, forbidden",
        "UNAUTHENTICATED, unauthorized",
        "INVALID_ARGUMENT, rejected",
        "INTERNAL, overloaded",
        "DEADLINE_EXCEEDED, overloaded",
        "NEW, overloaded",
    })
    void theNameOfAStatusIsEnough(String status, String label) {
        assertEquals(
                label,
                Wire.broken("{\"error\":{\"status\":\"" + status + "\"}}").label());
    }

    @ParameterizedTest
    @CsvSource({
        "true, 429, RESOURCE_EXHAUSTED",
        "false, 503, UNAVAILABLE",
    })
    void tellsTheWaitAsTheVendorDoes(boolean throttled, int code, String status) {
        Optional<Duration> wait = Optional.of(Duration.ofSeconds(17));
        Failure failure = throttled
                ? new Failure.Throttled(wait, "slowly", Optional.empty())
                : new Failure.Overloaded(503, wait, "slowly", Optional.empty());

        JsonNode error =
                Wire.tree(Wire.GEMINI.encodeFailure(failure, Wire.ID).utf8()).path("error");

        assertEquals(code, error.path("code").asInt());
        assertEquals(status, error.path("status").asText());
        assertEquals(
                "slowly [exchange " + Wire.ID.value() + "]",
                error.path("message").asText());
        assertEquals("17s", error.at("/details/1/retryDelay").asText());
    }

    @Test
    void hasANameForEveryStatus() {
        assertEquals("NOT_FOUND", name(new Failure.UnknownModel("", Optional.empty())));
        assertEquals("INVALID_ARGUMENT", name(new Failure.TooLong("", Optional.empty())));
        assertEquals("RESOURCE_EXHAUSTED", name(new Failure.Exhausted("", Optional.empty())));
        assertEquals("INTERNAL", name(new Failure.Internal("")));
        assertEquals("UNAVAILABLE", name(new Failure.NoCandidate("")));
        assertEquals("CANCELLED", name(new Failure.Cancelled("")));
        assertEquals("UNIMPLEMENTED", name(new Failure.Rejected(501, "", Optional.empty())));
        assertEquals("DEADLINE_EXCEEDED", name(new Failure.TimedOut(Failure.Clock.DEADLINE, "")));
    }

    private static String name(Failure failure) {
        return Wire.tree(Wire.GEMINI.encodeFailure(failure, Wire.ID).utf8())
                .at("/error/status")
                .asText();
    }
}
