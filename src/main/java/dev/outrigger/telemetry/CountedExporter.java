package dev.outrigger.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/** Counts the spans that an exporter could not deliver, and those that never came to it, so that a hole in the traces is seen where it is looked for. */
final class CountedExporter implements SpanExporter {
    private final SpanExporter exporter;
    private final Meters meters;
    private final QueueLosses queue;

    CountedExporter(SpanExporter exporter, Meters meters, QueueLosses queue) {
        this.exporter = exporter;
        this.meters = meters;
        this.queue = queue;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int count = spans.size();
        // What was dropped was dropped for this batch and those before it.
        meters.lost.of("queue").increment((double) queue.fresh());
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
