package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Compared;
import dev.outrigger.exchange.Cost;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.LeftOut;
import dev.outrigger.exchange.Shadowed;
import dev.outrigger.exchange.Verdict;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShadowTelemetryTest {
    private static final long MS = 1_000_000;

    private final Recorded recorded = new Recorded();
    private static final Exchange DONE = Stories.remoteAnswer();

    static Shadowed shadowed(Verdict verdict) {
        Attempt attempt = Pieces.remote(1, Attempt.Cause.SHADOW, 3_000 * MS, 5_000 * MS, verdict);
        boolean isHeard = verdict instanceof Verdict.Heard;
        Compared compared = new Compared(
                DONE.id().value(),
                DONE.start(),
                "thrift",
                "3f9a",
                "77aa",
                Compared.Side.of(DONE.served().orElseThrow(), DONE.cost(), Optional.of(9L), Optional.of(0)),
                Compared.Side.of(
                        attempt,
                        Optional.of(new Cost(0.25, false)),
                        isHeard ? Optional.of(8L) : Optional.empty(),
                        Optional.empty()),
                isHeard ? Optional.of(new Compared.Likeness(false, 0.5)) : Optional.empty());
        return new Shadowed(
                DONE.origin(),
                compared,
                attempt,
                Optional.of(new Cost(0.25, false)),
                new Shadowed.Texts(Optional.of(Stories.SECRET), Optional.of(Stories.SECRET)));
    }

    private Recording finished() {
        Recording recording = recorded.recorder.begin(DONE.origin(), DONE.start());
        recording.finish(DONE);
        return recording;
    }

    private double count(String name, String... tags) {
        return recorded.registry.find(name).tags(tags).counters().stream()
                .mapToDouble(io.micrometer.core.instrument.Counter::count)
                .sum();
    }

    @Test
    void isInTheExchangesTraceAfterItsEnd() {
        Recording recording = finished();
        recording.shadowed(shadowed(new Verdict.Heard()));

        String tree = Tree.of(recorded.exporter.getFinishedSpanItems());
        List<SpanData> spans = recorded.exporter.getFinishedSpanItems();
        assertEquals(1, spans.stream().map(SpanData::getTraceId).distinct().count());
        assertTrue(tree.contains("\n    INTERNAL outrigger.shadow\n"), tree);
        assertTrue(tree.contains("us 3000000 to 5000000"), tree);
        assertTrue(tree.contains("outrigger.attempt.cause = shadow"), tree);
        assertTrue(tree.contains("outrigger.shadow = thrift@77aa"), tree);
        assertTrue(tree.contains("outrigger.shadow.overlap = 0.5"), tree);
        assertFalse(tree.contains(Stories.SECRET), tree);
    }

    @Test
    void isCountedUnderNamesOfItsOwn() {
        Recording recording = finished();
        double cost = count("outrigger.cost");
        double bills = count("outrigger.cost.backend");
        double spent = recorded.recorder.ledger().spent(DONE.start());
        recording.shadowed(shadowed(new Verdict.Heard()));
        recording.leftOut(LeftOut.FULL);

        assertEquals(cost, count("outrigger.cost"));
        assertEquals(bills, count("outrigger.cost.backend"));
        assertEquals(spent, recorded.recorder.ledger().spent(DONE.start()));
        assertEquals(1, count("outrigger.exchanges"));
        assertEquals(0.25, count("outrigger.shadow.cost", "policy", "thrift"));
        assertEquals(1, count("outrigger.shadow.answers", "outcome", "heard"));
        assertEquals(2, count("outrigger.shadow.seconds", "side", "shadow"));
        assertEquals(1, count("outrigger.attempts", "cause", "shadow"));
        assertEquals(1, count("outrigger.shadow.left_out", "reason", "full"));
    }

    @Test
    void oneThatFailedIsComparedInNoTime() {
        Recording recording = finished();
        recording.shadowed(shadowed(new Verdict.Cancelled()));
        assertEquals(0, count("outrigger.shadow.seconds"));
        assertEquals(1, count("outrigger.shadow.answers", "outcome", "cancelled"));
    }

    @Test
    void figuresAndContentGoTheirOwnWays() {
        List<Compared> figures = new ArrayList<>();
        List<Shadowed> content = new ArrayList<>();
        recorded.recorder.handComparisonsOnTo(figures::add);
        recorded.recorder.captureBy(content::add);
        Shadowed said = shadowed(new Verdict.Heard());
        finished().shadowed(said);
        assertEquals(List.of(said.compared()), figures);
        assertEquals(List.of(said), content);
        assertFalse(figures.toString().contains(Stories.SECRET));
        assertFalse(content.toString().contains(Stories.SECRET));
        assertFalse(recorded.log.toString().contains(Stories.SECRET));
    }
}
