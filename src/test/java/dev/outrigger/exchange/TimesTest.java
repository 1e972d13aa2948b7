package dev.outrigger.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TimesTest {
    @Test
    void runForward() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> new Times(10, 0, OptionalLong.empty(), OptionalLong.empty(), 9));

        assertEquals("times must run forward: read 10, decide 0, end 9", refused.getMessage());
    }
}
