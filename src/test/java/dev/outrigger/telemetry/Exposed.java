package dev.outrigger.telemetry;

import dev.outrigger.admit.Admission;
import dev.outrigger.config.DataSize;
import dev.outrigger.engine.Laid;
import dev.outrigger.exchange.LeftOut;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.inject.InjectionMetrics;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.rollout.DecisionLog;
import dev.outrigger.rollout.DecisionLogSettings;
import dev.outrigger.route.Decision;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every metric that the product has, with its labels, in Prometheus' spelling: of meters on which everything has happened. */
@SuppressWarnings("deprecation")
final class Exposed {
    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    private Exposed() {}

    /** By name, the labels; a decision log is opened in the folder. */
    static Map<String, Set<String>> metrics(Path folder) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        happen(registry);
        DecisionLogSettings settings =
                new DecisionLogSettings(folder, new DataSize(1 << 20), 2, false, Optional.empty());
        try (DecisionLog log = DecisionLog.open(settings, Clock.systemUTC())) {
            VersionMeters.watch(registry, log);
            return scraped(registry);
        }
    }

    private static Map<String, Set<String>> scraped(PrometheusMeterRegistry registry) {
        Map<String, Set<String>> all = new TreeMap<>();
        (registry.scrape() + InjectionMetrics.text())
                .lines()
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .forEach(sample -> {
                    Set<String> labels = all.computeIfAbsent(sample.group(1), fresh -> new TreeSet<>());
                    Optional.ofNullable(sample.group(2))
                            .ifPresent(
                                    text -> LABEL.matcher(text).results().forEach(label -> labels.add(label.group(1))));
                });
        return all;
    }

    private static void happen(MeterRegistry registry) {
        Metrics metrics = new Metrics(registry);
        metrics.learn(Stories.models(), Stories.backends(), List.of("thrift"));
        Stories.all().values().forEach(metrics::count);
        metrics.count(Stories.exchange(
                        Pieces.chat(false),
                        Optional.empty(),
                        Optional.of(Pieces.hard()),
                        List.of(),
                        Stories.nobody().verdict())
                .clearance(PrivacyTelemetryTest.FOUND)
                .build());
        metrics.shadowed(ShadowTelemetryTest.shadowed(new Verdict.Heard()));
        metrics.leftOut(LeftOut.FULL);
        Decision watched = Pieces.thrift();
        new VersionMeters(registry).count(VersionMetersTest.exchange("aaaa", Optional.of(watched)), "thrift");
        Vitals vitals = new Vitals(registry, new Admission(), name -> Optional.empty(), () -> true);
        vitals.watch(
                Stories.models().stream().map(ModelProfile::name).toList(),
                Map.of("openai", () -> false),
                Map.of("mini", () -> false));
        vitals.loaded("smol", Vitals.Load.READY, Vitals.LoadCause.SETTINGS);
        vitals.lost("smol", Vitals.LossReason.ENDED);
        vitals.held("smol", 1, 1, 1);
        vitals.laid("smol", () -> Laid.NONE);
    }

    /** A metric's name as Prometheus spells it, without what is appended to it. */
    static String spelled(String name) {
        return name.replace('.', '_');
    }
}
