package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ModelName;
import dev.outrigger.exchange.Basis;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.registry.RegistryView;
import dev.outrigger.route.Decision;
import dev.outrigger.route.Query;
import dev.outrigger.route.Readers;
import dev.outrigger.route.Recipe;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VersionMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final VersionMeters meters = new VersionMeters(registry);

    private static Decision decided(String hash) {
        return new Decision("thrift", hash, Decision.Reason.SCORE, List.of(), List.of(), List.of());
    }

    static Basis basis(Optional<Decision> shadow) {
        Query query = new Query(
                ChatRequest.of(new ModelName("auto"), "hi"),
                Analysis.NONE,
                new RegistryView(List.of()),
                Clearance.OPEN);
        Recipe recipe = new Recipe("thrift", Optional.empty(), List.of(), Readers.NONE);
        return new Basis(query, recipe, 1, 1, shadow);
    }

    static Exchange exchange(String hash, Optional<Decision> shadow) {
        Exchange of = Stories.remoteAnswer();
        return new Exchange(
                of.id(),
                of.origin(),
                of.start(),
                of.settingsHash(),
                of.analysis(),
                Optional.of(decided(hash)),
                of.attempts(),
                of.verdict(),
                of.status(),
                of.times(),
                of.cost(),
                of.attemptCosts(),
                of.baselineCost(),
                of.clearance(),
                of.dropped(),
                Optional.of(basis(shadow)));
    }

    private double count(String name, String... tags) {
        return registry.find(name).tags(tags).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Test
    void countsEachVersionAndWhetherTheWatchedOneAgrees() {
        meters.count(exchange("aaaa", Optional.of(decided("bbbb"))), "thrift");
        meters.count(exchange("cccc", Optional.empty()), "thrift");

        assertEquals(1, count("outrigger.policy.decisions", "policy", "thrift", "version", "aaaa"));
        assertEquals(2, count("outrigger.policy.decisions"));
        assertEquals(1, count("outrigger.shadow.decisions", "version", "bbbb", "agrees", "true"));
    }

    @Test
    void boundsHowManyVersionsItTellsApart() {
        for (int i = 0; i < 3 * Bounds.LABEL_VALUES; i++) meters.count(exchange("v" + i, Optional.empty()), "thrift");

        assertEquals(
                Bounds.LABEL_VALUES + 1,
                registry.find("outrigger.policy.decisions").counters().size());
        assertEquals(3 * Bounds.LABEL_VALUES, count("outrigger.policy.decisions"));
    }
}
