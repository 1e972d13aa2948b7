package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final String DATE = "Wed, 21 Oct 2026 07:28:00 GMT";

    private static Optional<Duration> wait(Map<String, String> headers) {
        return RetryAfter.of(name -> Optional.ofNullable(headers.get(name)), Json.LENIENT.missingNode());
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1000", "' 20 ',20000", "0.5,500", "999999999,999999999000"})
    @Row("before.wait-spellings")
    void readsSeconds(String value, long millis) {
        assertEquals(Optional.of(Duration.ofMillis(millis)), wait(Map.of("retry-after", value)));
    }

    @Test
    @Row("before.wait-spellings")
    void readsAnHttpDateAgainstTheAnswersOwn() {
        assertEquals(
                Optional.of(Duration.ofSeconds(65)),
                wait(Map.of("retry-after", "Wed, 21 Oct 2026 07:29:05 GMT", "date", DATE)));
    }

    @Test
    void doesNotWaitForADateThatIsPast() {
        assertEquals(
                Optional.of(Duration.ZERO), wait(Map.of("retry-after", "Wed, 21 Oct 2026 07:00:00 GMT", "date", DATE)));
    }

    @Test
    void cannotReadADateWithoutTheAnswersOwn() {
        assertEquals(Optional.empty(), wait(Map.of("retry-after", DATE)));
    }

    @Test
    @Row("before.wait-spellings")
    void prefersMilliseconds() {
        assertEquals(
                Optional.of(Duration.ofMillis(1)),
                wait(Map.of("retry-after", "9", "retry-after-ms", "1", "x-ratelimit-reset-requests", "5s")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "soon", "1e9", "NaN", "99999999999", "1,5", "0x10", "1s"})
    void takesWhatIsNoWaitForNone(String value) {
        assertEquals(Optional.empty(), wait(Map.of("retry-after", value)));
    }

    @ParameterizedTest
    @CsvSource({"1s,1000", "6m0s,360000", "120ms,120", "1h2m3.5s,3723500", "2m59.56s,179560", "12,12000"})
    @Row("before.wait-spellings")
    void readsTheResetOfALimit(String value, long millis) {
        assertEquals(Optional.of(Duration.ofMillis(millis)), wait(Map.of("x-ratelimit-reset-tokens", value)));
    }

    @Test
    void waitsOnlyForLimitsThatAreUsedUp() {
        assertEquals(
                Optional.of(Duration.ofSeconds(2)),
                wait(Map.of(
                        "x-ratelimit-remaining-requests", "0",
                        "x-ratelimit-reset-requests", "2s",
                        "x-ratelimit-remaining-tokens", "149984",
                        "x-ratelimit-reset-tokens", "6m0s")));
    }

    @Test
    @Row("before.wait-spellings")
    void waitsForTheLongerOfTwoLimits() {
        assertEquals(
                Optional.of(Duration.ofSeconds(3)),
                wait(Map.of("x-ratelimit-reset-requests", "2s", "x-ratelimit-reset-tokens", "3s")));
    }

    @ParameterizedTest
    @CsvSource({"34s,34000", "0.847655010s,847", "34.074824224s,34074"})
    @Row("before.wait-spellings")
    void readsGooglesRetryInfo(String delay, long millis) throws JsonProcessingException {
        // Given
        var error = Json.LENIENT.readTree("{\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.Help\"},"
                + "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"" + delay + "\"}]}");
        // When
        Optional<Duration> wait = RetryAfter.of(name -> Optional.empty(), error);
        // Then
        assertEquals(Optional.of(millis), wait.map(Duration::toMillis));
    }
}
