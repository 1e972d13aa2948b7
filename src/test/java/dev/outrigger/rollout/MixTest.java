package dev.outrigger.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixTest {
    @Test
    void aTasksShareIsSpreadOverItsDecisions() {
        Mix mix = Mix.parse("simple maths=0.25, code = 3");
        assertEquals(List.of("simple maths", "code"), List.copyOf(mix.shares().keySet()));
        assertEquals(0.025, mix.weight("simple maths", Map.of("simple maths", 10)), 1e-12);
        assertEquals(1, mix.weight("code", Map.of("code", 3)), 1e-12);
        assertEquals(0, mix.weight("knowledge", Map.of("knowledge", 3)), 1e-12);
    }

    @Test
    void asTheyComeAllCountAlike() {
        assertEquals(1, Mix.AS_IT_COMES.weight("code", Map.of("code", 9)), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "code", "code=", "=1", "code=-1", "code=NaN", "code=1,code=1", "code=0", "code=1,"})
    void whatIsNoMixIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Mix.parse(text), text);
    }
}
