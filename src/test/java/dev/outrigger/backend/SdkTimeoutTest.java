package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.support.Row;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SdkTimeoutTest {
    private static Optional<Duration> said(String header, String value) {
        return SdkTimeout.of(MultiMap.caseInsensitiveMultiMap().set(header, value));
    }

    @ParameterizedTest
    @CsvSource({"X-Stainless-Timeout, 600, 570000", "x-server-timeout, 10, 9500", "x-stainless-timeout, 0.2, 190"})
    @Row("clock.of-sdk")
    void isALittleLessThanTheHeaderSays(String header, String value, long millis) {
        assertEquals(Optional.of(Duration.ofMillis(millis)), said(header, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NOT_GIVEN", "0", "-5", "NaN", "Infinity", "1e9"})
    void isNothingWhereNoTimeIsSaid(String value) {
        assertEquals(Optional.empty(), said("x-stainless-timeout", value));
    }

    @Test
    void isNothingWithoutAHeader() {
        assertEquals(Optional.empty(), SdkTimeout.of(MultiMap.caseInsensitiveMultiMap()));
    }
}
