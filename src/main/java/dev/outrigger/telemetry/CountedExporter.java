package dev.outrigger.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/** Counts the spans that an exporter could not deliver, so that a hole in the traces is seen where it is looked for. */
final class CountedExporter implements SpanExporter {
    private final SpanExporter exporter;
    private final Meters meters;

    CountedExporter(SpanExporter exporter, Meters meters) {
        this.exporter = exporter;
        this.meters = meters;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int count = spans.size();
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> {
            if (!result.isSuccess()) meters.lost.of("export").increment(count);
        });
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
