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

    @ParameterizedTest
    @ValueSource(
            strings = {"Wed, 21 Oct 2026 07:29:05 GMT", "Wednesday, 21-Oct-26 07:29:05 GMT", "Wed Oct 21 07:29:05 2026"
            })
    @Row("before.wait-spellings")
    void readsEachFormThatADateHasInHttp(String until) {
        assertEquals(Optional.of(Duration.ofSeconds(65)), wait(Map.of("retry-after", until, "date", DATE)));
    }

    @Test
    void readsADayThatIsPaddedWithASpace() {
        assertEquals(
                Optional.of(Duration.ofSeconds(1)),
                wait(Map.of("retry-after", "Sun Nov  1 00:00:01 2026", "date", "Sunday, 01-Nov-26 00:00:00 GMT")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999999999", "99999999999.5", "123456789012345678901234567890"})
    void takesWhatNobodyOutlivesForTheLongestWait(String value) {
        assertEquals(Optional.of(Duration.ofSeconds(999_999_999)), wait(Map.of("retry-after", value)));
    }

    @ParameterizedTest
    @CsvSource({
        "Rate limit reached. Please try again in 1.2s. Visit,1200",
        "Please try again in 20ms.,20",
        "Please try again in 857.142ms.,857",
        "please Try again in 7m12s,432000",
        "try again in 1h2m3.5s now,3723500"
    })
    @Row("before.wait-spellings")
    void readsAWaitInWords(String message, long millis) {
        assertEquals(Optional.of(millis), RetryAfter.inWords(message).map(Duration::toMillis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Please try again later.", "try again in a moment", "wait 5s", "try again in 5 days"})
    void takesOtherWordsForNone(String message) {
        assertEquals(Optional.empty(), RetryAfter.inWords(message));
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
    @ValueSource(strings = {"", "-1", "soon", "1e9", "NaN", "1,5", "0x10", "1s"})
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
