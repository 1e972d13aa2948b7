package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.registry.Offers;
import dev.outrigger.registry.Profiles;
import dev.outrigger.registry.Registry;
import java.time.Instant;
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

    @Test
    void tellsOfAModelThatItsServerDoesNotList() {
        Registry registry = new Registry(List.of(Profiles.of("a", "there", "x"), Profiles.of("b", "there", "y")));
        registry.offers().told("there", new Offers.Listing(Instant.EPOCH, List.of("x"), true));
        Map<String, String> detail = new LinkedHashMap<>();

        Readiness.tell(registry.view(), detail);

        assertEquals(
                Map.of("model.a", "ready", "model.b", "ready", "offer.b", "not among the models that its server lists"),
                detail);
    }
}
