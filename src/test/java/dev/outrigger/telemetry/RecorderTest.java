package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.Times;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.telemetry.Names.Metric;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private final Recorded recorded = new Recorded();

    @Test
    void warnsOncePerFailedExchangeAndNeverForAnother() {
        Stories.all().values().forEach(recorded::spans);

        List<String> warnings = recorded.log.lines.stream()
                .filter(line -> line.startsWith("WARNING"))
                .toList();

        assertEquals(3, warnings.size(), warnings::toString);
        assertEquals(Stories.all().size(), recorded.log.lines.size());
    }

    @Test
    void refusesASecondAccountOfTheSameExchange() {
        Exchange exchange = Stories.localAnswer();
        Recording recording = recorded.recorder.begin(exchange.origin(), exchange.start());
        recording.finish(exchange);

        assertThrows(IllegalStateException.class, () -> recording.finish(exchange));

        assertEquals(0, recorded.registry.get(Metric.IN_FLIGHT).gauge().value());
    }

    @Test
    void countsWhatCouldNotBeRecordedAndGoesOn() {
        Exchange broken = Stories.exchange(
                        Pieces.chat(false),
                        Optional.empty(),
                        Optional.of(Pieces.thrift()),
                        List.of(),
                        new Verdict.Answered())
                .times(new Times(0, 0, OptionalLong.empty(), OptionalLong.empty(), Long.MAX_VALUE))
                .costOnly(Double.NaN)
                .build();

        recorded.spans(broken);

        assertEquals(0, recorded.registry.get(Metric.IN_FLIGHT).gauge().value());
        assertEquals(1, recorded.log.lines.size());
    }

    @Test
    void worksWithoutAnybodyWhoTraces() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Lines log = new Lines();
        Recorder recorder = new Recorder(OpenTelemetry.noop(), registry, log);
        Exchange exchange = Stories.localAnswer();

        Recording recording = recorder.begin(exchange.origin(), exchange.start());
        recording.finish(exchange);

        assertEquals(Optional.empty(), recording.traceId());
        assertEquals(1, registry.get(Metric.EXCHANGES).counter().count());
        assertTrue(log.lines.getFirst().endsWith("\"trace\":null}"), log.lines::toString);
    }

    @Test
    void namesTheAppsTraceInTheLogEvenWhenNobodyTracesHere() {
        Recorder recorder = new Recorder(OpenTelemetry.noop(), new SimpleMeterRegistry(), new Lines());

        Recording recording = recorder.begin(Pieces.continued(), Stories.START);

        assertEquals(Optional.of(Stories.APP_TRACE), recording.traceId());
    }
}
