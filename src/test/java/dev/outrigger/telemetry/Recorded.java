package dev.outrigger.telemetry;

import dev.outrigger.exchange.Exchange;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;

/** A recorder whose spans stay in memory, with ids that count. */
final class Recorded {
    final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final Lines log = new Lines();
    final Recorder recorder;

    Recorded() {
        OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .setIdGenerator(new CountingIds())
                        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                        .build())
                .build();
        recorder = new Recorder(sdk, registry, log);
        recorder.learn(Stories.models(), Stories.backends(), List.of("thrift"));
    }

    /** The spans of one exchange, in the order they ended. */
    List<SpanData> spans(Exchange exchange) {
        exporter.reset();
        recorder.begin(exchange.origin(), exchange.start()).finish(exchange);
        return exporter.getFinishedSpanItems();
    }

    /** The one span of this name. */
    SpanData span(Exchange exchange, String name) {
        return spans(exchange).stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
