package dev.outrigger.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromqlTest {
    @Test
    void findsMetricsTheirLabelsAndGroupings() {
        Promql asked = Promql.of(
                "histogram_quantile(0.95, sum by (le, model) (rate(a_bucket{x=~\"y|z {q}\",w!=\"v\"}[$__rate_interval]))) > on(slo) 14.4 * b:c and d offset 15m or (vector(1))");

        assertEquals(Map.of("a_bucket", Set.of("x", "w"), "b:c", Set.of(), "d", Set.of()), asked.metrics());
        assertEquals(Set.of("le", "model", "slo"), asked.groupings());
    }
}
