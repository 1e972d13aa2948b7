package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    @Test
    void keepsTheOrderOfItsDetailAndACopy() {
        Map<String, String> detail = new LinkedHashMap<>();
        detail.put("configuration", "a");
        detail.put("analyzer", "b");
        detail.put("model.x", "c");

        Readiness readiness = Readiness.of(true, detail);
        detail.clear();

        assertEquals(
                List.of("configuration", "analyzer", "model.x"),
                List.copyOf(readiness.detail().keySet()));
    }

    @Test
    void aModelIsReadyWhenItsStateIsThatAlone() {
        Readiness readiness = Readiness.of(true, Map.of("model.a", "ready", "model.b", "resting: ready in 3 s"));

        assertTrue(readiness.isModelReady("a"));
        assertFalse(readiness.isModelReady("b"));
        assertFalse(readiness.isModelReady("unheard-of"));
    }
}
