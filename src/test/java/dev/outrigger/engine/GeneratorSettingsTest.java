package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class GeneratorSettingsTest {
    @Test
    void hasFourSlotsOfAThousandTokensByDefault() {
        assertEquals(new GeneratorSettings(4, 1024, 32, 512), GeneratorSettings.DEFAULT);
    }

    @Test
    void namesTheKeyTheValueAndTheRule() {
        assertRefused("slots must be 1–64, was 0", 0, 1024, 32, 512);
        assertRefused("slots must be 1–64, was 65", 65, 1024, 32, 512);
        assertRefused("contextTokens must be 64–8192, was 63", 4, 63, 32, 512);
        assertRefused("contextTokens must be 64–8192, was 8193", 4, 8193, 32, 512);
        assertRefused("queued must be 0–4096, was -1", 4, 1024, -1, 512);
        assertRefused("answerTokens must be 1–2147483647, was 0", 4, 1024, 32, 0);
    }

    private static void assertRefused(String message, int slots, int context, int queued, int answer) {
        IllegalArgumentException thrown = assertThrows(
                IllegalArgumentException.class, () -> new GeneratorSettings(slots, context, queued, answer));
        assertEquals(message, thrown.getMessage());
    }
}
