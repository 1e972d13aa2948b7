package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ModelName;
import dev.outrigger.exchange.Asker;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.Origin;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.registry.Placement;
import dev.outrigger.support.Golden;
import dev.outrigger.support.Row;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

// Quarkus still scrapes through the older Prometheus client, and its spelling of names is what dashboards see.
@SuppressWarnings("deprecation")
class MetricsTest {
    private static final Verdict OK = new Verdict.Answered();
    private static final int THOUSANDS = 5000;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Metrics metrics = new Metrics(registry);

    MetricsTest() {
        metrics.learn(Stories.models(), Stories.backends(), List.of("thrift"));
    }

    @Test
    @Row("account.served")
    void countsTheStoriesAsRecorded() {
        Stories.all().values().forEach(metrics::count);

        Golden.matches("metrics.txt", scrape("(?!.*_(bucket|max)[{ ]).*"));
    }

    @Test
    void goesPastACompositeOfOne() {
        CompositeMeterRegistry composite = new CompositeMeterRegistry();
        composite.add(registry);
        assertSame(registry, Meters.innermost(composite));

        composite.add(new SimpleMeterRegistry());
        assertSame(composite, Meters.innermost(composite));
    }

    @Test
    void hasTheBucketsOfTheConvention() {
        metrics.count(Stories.remoteAnswer());

        Golden.matches("metrics-buckets.txt", scrape("gen_ai.*_bucket.*"));
    }

    @Test
    void showsHowManyAreBeingAnswered() {
        metrics.begun();
        metrics.begun();
        metrics.ended();

        assertTrue(registry.scrape().contains("outrigger_in_flight 1.0"), registry::scrape);
    }

    @Test
    void countsAModelThatIsNotConfiguredAsOther() {
        Attempt stray = Pieces.remote(1, Attempt.Cause.INITIAL, 0, 1, OK);
        PrometheusMeterRegistry fresh = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Metrics unaware = new Metrics(fresh);

        unaware.count(answered(stray));

        assertTrue(
                fresh.scrape()
                        .contains(
                                "outrigger_attempts_total{backend=\"other\",cause=\"initial\",model=\"other\",outcome=\"ok\""),
                fresh::scrape);
    }

    @Test
    void staysSmallWhenTheConfigurationNamesThousands() {
        metrics.learn(
                IntStream.range(0, THOUSANDS)
                        .mapToObj(i -> Stories.profile("m" + i, "b" + i, "v" + i, Placement.REMOTE))
                        .toList(),
                IntStream.range(0, THOUSANDS).mapToObj(i -> "b" + i).toList(),
                IntStream.range(0, THOUSANDS).mapToObj(i -> "p" + i).toList());

        IntStream.range(0, THOUSANDS).mapToObj(MetricsTest::by).forEach(metrics::count);

        long series = registry.scrape()
                .lines()
                .filter(line -> line.startsWith("outrigger_attempts_total"))
                .count();
        assertEquals(Bounds.LABEL_VALUES - Stories.models().size() + 1, series);
    }

    /** A counter that comes up with its first failure has never risen. */
    @Test
    void countsAnotherModelsAnswersFromZero() {
        assertTrue(
                registry.scrape().contains("outrigger_served_mismatch_total{backend=\"openai\",model=\"mini\",} 0.0"),
                registry::scrape);
    }

    @Test
    void countsNoCostWhereNoneIsKnown() {
        metrics.count(Stories.fallback());

        assertFalse(registry.scrape().contains("outrigger_cost_usd_total{"));
        assertTrue(registry.scrape().contains("outrigger_cost_unknown_total{policy=\"thrift\""), registry::scrape);
    }

    @Test
    void keepsACostWithoutBaselineOutOfTheComparison() {
        Exchange costly = Stories.exchange(
                        Pieces.chat(false), Optional.empty(), Optional.of(Pieces.thrift()), List.of(), OK)
                .costOnly(0.5)
                .build();

        metrics.count(costly);

        assertTrue(
                registry.scrape().contains("outrigger_cost_usd_total{baseline=\"unknown\",policy=\"thrift\""),
                registry::scrape);
    }

    @Test
    void tellsWhatTenantsAndBackendsCostAndNothingOfUsers() {
        Origin origin = Pieces.chat(false);
        Asker asker = new Asker(Optional.of("shop"), Optional.of("acme"), Optional.of("ann"));
        Origin asked = new Origin(
                origin.dialect(),
                origin.method(),
                origin.route(),
                origin.requested(),
                origin.stream(),
                origin.traceparent(),
                origin.requestBytes(),
                asker);

        metrics.count(Stories.exchange(
                        asked,
                        Optional.empty(),
                        Optional.of(Pieces.thrift()),
                        List.of(Pieces.remote(1, Attempt.Cause.INITIAL, 0, 1, OK)),
                        OK)
                .cost(0.5, 2)
                .build());

        String scraped = registry.scrape();
        assertTrue(
                scraped.contains(
                        "outrigger_cost_caller_usd_total{app=\"shop\",baseline=\"known\",tenant=\"acme\",} 0.5"),
                scraped);
        assertTrue(
                scraped.contains("outrigger_cost_caller_baseline_usd_total{app=\"shop\",tenant=\"acme\",} 2.0"),
                scraped);
        assertTrue(
                scraped.contains(
                        "outrigger_cost_backend_usd_total{backend=\"openai\",model=\"mini\",provider=\"openai\",} 0.5"),
                scraped);
        assertFalse(scraped.contains("ann"), scraped);
    }

    private static Exchange by(int i) {
        Attempt mini = Pieces.remote(1, Attempt.Cause.INITIAL, 0, 1, OK);
        return answered(new Attempt(
                1,
                mini.cause(),
                "b" + i,
                "m" + i,
                new ModelName("v" + i),
                Optional.empty(),
                mini.provider(),
                mini.local(),
                mini.server(),
                mini.status(),
                0,
                mini.firstContent(),
                mini.endNanos(),
                mini.usage(),
                mini.unbilled(),
                mini.evidence(),
                mini.finish(),
                mini.dropped(),
                mini.verdict()));
    }

    private static Exchange answered(Attempt attempt) {
        return Stories.exchange(
                        Pieces.chat(false), Optional.empty(), Optional.empty(), List.of(attempt), attempt.verdict())
                .build();
    }

    private String scrape(String pattern) {
        return registry.scrape()
                .lines()
                .filter(line -> !line.startsWith("#") && line.matches(pattern))
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
