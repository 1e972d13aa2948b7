package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Clearance;
import dev.outrigger.admit.Rule;
import dev.outrigger.chat.Failure;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.sensitive.SensitiveType;
import dev.outrigger.telemetry.Names.Attribute;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.Attributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What leaves the process of a request that is private: rules, kinds and numbers. */
class PrivacyTelemetryTest {
    static final Clearance FOUND = new Clearance(
            Rule.LOCAL_ONLY,
            new TreeSet<>(Set.of(Clearance.Cause.FOUND, Clearance.Cause.HINT)),
            new TreeMap<>(Map.of(SensitiveType.IBAN, 3, SensitiveType.EMAIL, 1)),
            new TreeSet<>());

    static Exchange told(Clearance clearance) {
        return new Draft(
                        Pieces.chat(false),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        new Verdict.Failed(new Failure.Private("no model may answer this request")))
                .status(451)
                .clearance(clearance)
                .build();
    }

    @Test
    void areOnTheSpanOfTheDecision() {
        Attributes route = new Recorded().span(told(FOUND), Names.Span.ROUTE).getAttributes();

        assertEquals("local-only", route.get(Attribute.PRIVACY));
        assertEquals(List.of("hint", "found"), route.get(Attribute.PRIVACY_CAUSES));
        assertEquals(List.of("EMAIL", "IBAN"), route.get(Attribute.PRIVACY_TYPES));
        assertEquals(List.of(1L, 3L), route.get(Attribute.PRIVACY_COUNTS));
        assertEquals("private", route.get(Names.Convention.ERROR_TYPE));
    }

    @Test
    void areAbsentWhereThereIsNothingToSay() {
        Attributes route =
                new Recorded().span(told(Clearance.OPEN), Names.Span.ROUTE).getAttributes();

        assertNull(route.get(Attribute.PRIVACY));
        assertNull(route.get(Attribute.PRIVACY_TYPES));
    }

    @Test
    void areCountedOnceForEachCause() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Metrics metrics = new Metrics(registry);

        metrics.count(told(FOUND));
        metrics.count(told(FOUND));
        metrics.count(told(Clearance.OPEN));

        for (String cause : List.of("found", "hint"))
            assertEquals(
                    2,
                    registry.get("outrigger.privacy")
                            .tags("rule", "local-only", "cause", cause)
                            .counter()
                            .count());
        assertTrue(registry.find("outrigger.privacy").counters().size() == 2);
    }
}
