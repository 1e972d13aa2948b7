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
    private static MultiMap said(String header, String value) {
        return MultiMap.caseInsensitiveMultiMap().set(header, value);
    }

    @ParameterizedTest
    @CsvSource({"X-Stainless-Timeout, 600, 570000", "x-server-timeout, 10, 9500", "x-stainless-timeout, 0.2, 190"})
    @Row("clock.of-sdk")
    void ofTheHeadBoundsTheFirstByteAlone(String header, String value, long millis) {
        assertEquals(Optional.of(Duration.ofMillis(millis)), SdkTimeout.ofFirstByte(said(header, value)));
        assertEquals(Optional.empty(), SdkTimeout.ofSilence(said(header, value)));
    }

    @Test
    @Row("clock.of-sdk")
    void ofEachReadBoundsTheFirstByteAndEachSilence() {
        MultiMap headers = said("x-stainless-read-timeout", "3.0").set("x-stainless-timeout", "NOT_GIVEN");

        assertEquals(Optional.of(Duration.ofMillis(2850)), SdkTimeout.ofFirstByte(headers));
        assertEquals(Optional.of(Duration.ofMillis(2850)), SdkTimeout.ofSilence(headers));
    }

    @Test
    void isTheShortestOfThem() {
        MultiMap headers = said("x-stainless-read-timeout", "600").set("x-stainless-timeout", "10");

        assertEquals(Optional.of(Duration.ofMillis(9_500)), SdkTimeout.ofFirstByte(headers));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NOT_GIVEN", "0", "-5", "NaN", "Infinity", "1e9"})
    void isNothingWhereNoTimeIsSaid(String value) {
        assertEquals(Optional.empty(), SdkTimeout.ofFirstByte(said("x-stainless-timeout", value)));
        assertEquals(Optional.empty(), SdkTimeout.ofSilence(said("x-stainless-read-timeout", value)));
    }

    @Test
    void isNothingWithoutAHeader() {
        assertEquals(Optional.empty(), SdkTimeout.ofFirstByte(MultiMap.caseInsensitiveMultiMap()));
    }
}
