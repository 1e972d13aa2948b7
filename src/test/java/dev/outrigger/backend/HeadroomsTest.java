package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.registry.Headroom;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Profiles;
import dev.outrigger.support.FakeTime;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HeadroomsTest {
    private static final ModelProfile MINI = Profiles.of("mini", "there", "gpt-mini");

    private final FakeTime time = new FakeTime();
    private final Headrooms headrooms = new Headrooms(time);

    private Headroom told(String... headers) {
        MultiMap map = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < headers.length; i += 2) map.add(headers[i], headers[i + 1]);
        headrooms.told(MINI, map);
        return headrooms.of(MINI);
    }

    private static Headroom left(long requests, long tokens) {
        return new Headroom(OptionalLong.of(requests), OptionalLong.of(tokens));
    }

    @Test
    void readsOpenAisHeaders() {
        assertEquals(
                left(59, 149_984),
                told("x-ratelimit-remaining-requests", "59", "X-RateLimit-Remaining-Tokens", "149984"));
    }

    @Test
    void readsAnthropicsAndOfTwoLimitsTheNearer() {
        assertEquals(
                left(49, 8_000),
                told(
                        "anthropic-ratelimit-requests-remaining",
                        "49",
                        "anthropic-ratelimit-input-tokens-remaining",
                        "40000",
                        "anthropic-ratelimit-output-tokens-remaining",
                        "8000"));
    }

    @Test
    void isAbsentWhereNothingOrNoNumberIsSaid() {
        assertEquals(Headroom.UNKNOWN, told("x-ratelimit-limit-requests", "60"));
        assertEquals(Headroom.UNKNOWN, told("x-ratelimit-remaining-requests", "-1"));
        assertEquals(Headroom.UNKNOWN, told("x-ratelimit-remaining-requests", "9".repeat(19)));
        assertEquals(new Headroom(OptionalLong.empty(), OptionalLong.of(0)), told("x-ratelimit-remaining-tokens", "0"));
    }

    @Test
    void anAnswerThatSaysNothingLeavesWhatWasSaidUntilItIsOld() {
        told("x-ratelimit-remaining-requests", "5", "x-ratelimit-remaining-tokens", "6");
        assertEquals(left(5, 6), told());
        time.pass(Headrooms.HOLDS);
        assertEquals(left(5, 6), headrooms.of(MINI));
        time.pass(Duration.ofNanos(1));
        assertEquals(Headroom.UNKNOWN, headrooms.of(MINI));
    }

    @Test
    void remembersSoManyModelsAndNoMore() {
        MultiMap one = MultiMap.caseInsensitiveMultiMap().add("x-ratelimit-remaining-requests", "1");
        for (int i = 0; i < Headrooms.MOST_MODELS; i++) headrooms.told(Profiles.of("m" + i, "there", "x"), one);

        assertEquals(Headroom.UNKNOWN, told("x-ratelimit-remaining-requests", "5"));
        assertEquals(
                OptionalLong.of(1),
                headrooms.of(Profiles.of("m0", "there", "x")).requests());
    }
}
