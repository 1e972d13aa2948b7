package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.support.Guards;
import dev.outrigger.support.Known;
import dev.outrigger.support.Row;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamClocksTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration IDLE = Duration.ofMinutes(2);
    private static final GuardSettings FIXED = Guards.of(Duration.ofSeconds(2), MINUTE, IDLE, 16);
    private static final GuardSettings ADAPTIVE =
            new GuardSettings(Duration.ofSeconds(2), MINUTE, true, MINUTE, IDLE, OptionalInt.of(5), 16);

    private final HttpFixture http = new HttpFixture();

    @AfterEach
    void close() throws IOException {
        http.close();
    }

    private StreamClocks clocks(GuardSettings guard, String more) {
        return StreamClocks.of(guard, http.call(more));
    }

    private Duration adapted(double slowest) {
        http.slowest = OptionalDouble.of(slowest);
        return clocks(ADAPTIVE, "").firstToken();
    }

    @Test
    void areThoseOfTheBackend() {
        http.slowest = OptionalDouble.of(1);

        assertEquals(
                new StreamClocks(MINUTE, Duration.ofMinutes(10), IDLE, false, OptionalInt.empty()), clocks(FIXED, ""));
        assertEquals(OptionalInt.of(5), clocks(ADAPTIVE, "").pace());
    }

    @Test
    @Row({"clock.first-token-thinks", "clock.idle-thinks"})
    void giveAModelThatThinksFourTimesAsLongAndEverySilence() {
        http.profile = new Known("mini", "there", "gpt-mini").thinks().profile();

        assertEquals(Duration.ofMinutes(4), clocks(FIXED, "").firstToken());
        assertEquals(StreamClocks.NONE, clocks(FIXED, "").idle());
        http.slowest = OptionalDouble.of(50);
        assertEquals(Duration.ofSeconds(150), clocks(ADAPTIVE, "").firstToken());
    }

    @Test
    @Row("clock.idle-thinks")
    void giveEverySilenceToUpstreamsOwnTools() {
        assertEquals(
                StreamClocks.NONE,
                clocks(FIXED, ",\"tools\":[{\"type\":\"web_search\"}]").idle());
        assertEquals(
                IDLE,
                clocks(FIXED, ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]")
                        .idle());
    }

    @Test
    @Row("clock.first-token-adaptive")
    void followWhatTheModelTookLately() {
        assertEquals(MINUTE, clocks(ADAPTIVE, "").firstToken());
        assertEquals(Duration.ofSeconds(10), adapted(0.2));
        assertEquals(Duration.ofSeconds(16), adapted(5.1));
        assertEquals(MINUTE, adapted(20.5));
    }

    @Test
    @Row("clock.of-sdk")
    void leaveNoLongerSilenceThanTheAppsSdkWaitsFor() {
        http.headers.set("x-stainless-read-timeout", "20");
        StreamClocks apps = clocks(FIXED, "");
        assertEquals(Duration.ofSeconds(19), apps.idle());
        assertEquals("no event came for as long as the app's SDK waits, 19000 ms", apps.tooSilent());
        http.headers.set("x-stainless-read-timeout", "600");
        assertEquals(IDLE, clocks(FIXED, "").idle());
        assertEquals(
                "no event came for as long as guard.idle is, 120000 ms",
                clocks(FIXED, "").tooSilent());
    }

    @Test
    @Row("clock.of-sdk")
    void holdNoHeadLongerThanTheAppsSdkWaitsForIt() {
        http.headers.set("x-stainless-timeout", "20");

        assertEquals(Duration.ofMillis(17_100), clocks(FIXED, "").hold());
        assertEquals(IDLE, clocks(FIXED, "").idle());
    }
}
