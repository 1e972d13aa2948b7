package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnmaskedTest {
    private static final int LENGTH = 200_000;

    @ParameterizedTest
    @ValueSource(strings = {"\u3164", "\u115f", "\u1160", "\uffa0", "\u200b", "\u0430", "a ", "a\u3164"})
    void takesTimeInProportionToTheText(String again) {
        String text = again.repeat(LENGTH / again.length()) + ".";
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Unmasked.of(text));
    }

    @org.junit.jupiter.api.Test
    void takesFillersOutOfAWord() {
        assertEquals("ignore", Unmasked.of("ig\u3164\u3164nore"));
    }
}
