package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.Statement;
import dev.outrigger.support.Row;
import dev.outrigger.telemetry.Names.Label;
import dev.outrigger.telemetry.Names.Metric;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private final Recorded recorded = new Recorded();

    @Test
    void warnsOncePerFailedExchangeAndNeverForAnother() {
        Stories.all().values().forEach(recorded::spans);

        List<String> warnings = recorded.log.lines.stream()
                .filter(line -> line.startsWith("WARNING"))
                .toList();

        assertEquals(5, warnings.size(), warnings::toString);
        assertEquals(Stories.all().size(), recorded.log.lines.size());
    }

    @Test
    void entersWhatExchangesCostIntoTheLedgerForTheAppThatIsUsual() {
        recorded.recorder.accountTo(Optional.of("shop"));
        recorded.spans(Stories.remoteAnswer());

        Statement statement = recorded.recorder.ledger().statement(Statement.By.APP);

        assertEquals(Optional.of("shop"), statement.total().rows().getFirst().name());
        assertEquals(0.000_42, statement.total().all().dollars(), 1e-12);
        assertEquals(0.000_42, recorded.recorder.ledger().spent(Stories.START), 1e-12);
    }

    @Test
    @Row("account.one")
    void refusesASecondAccountOfTheSameExchange() {
        Exchange exchange = Stories.localAnswer();
        Recording recording = recorded.recorder.begin(exchange.origin(), exchange.start());
        recording.finish(exchange);

        assertThrows(IllegalStateException.class, () -> recording.finish(exchange));

        assertEquals(0, recorded.registry.get(Metric.IN_FLIGHT).gauge().value());
    }

    @Test
    @Row("own.log")
    void countsWhatCouldNotBeRecordedAndGoesOn() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Recorder recorder = new Recorder(brokenTelemetry(), registry, new Lines() {
            @Override
            public void log(
                    Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... v) {
                throw new IllegalStateException("disk full");
            }
        });
        Exchange exchange = Stories.localAnswer();

        recorder.begin(exchange.origin(), exchange.start()).finish(exchange);

        assertEquals(0, registry.get(Metric.IN_FLIGHT).gauge().value());
        assertEquals(
                1, registry.get(Metric.LOST).tag(Label.SIGNAL, "span").counter().count());
        assertEquals(
                1, registry.get(Metric.LOST).tag(Label.SIGNAL, "log").counter().count());
        assertEquals(1, registry.get(Metric.EXCHANGES).counter().count());
    }

    private static OpenTelemetry brokenTelemetry() {
        SpanProcessor broken = new SpanProcessor() {
            @Override
            public void onStart(Context parent, ReadWriteSpan span) {}

            @Override
            public boolean isStartRequired() {
                return false;
            }

            @Override
            public void onEnd(ReadableSpan span) {
                throw new IllegalStateException("broken");
            }

            @Override
            public boolean isEndRequired() {
                return true;
            }
        };
        return OpenTelemetrySdk.builder()
                .setTracerProvider(
                        SdkTracerProvider.builder().addSpanProcessor(broken).build())
                .build();
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
