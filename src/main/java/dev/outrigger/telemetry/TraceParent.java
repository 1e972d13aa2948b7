package dev.outrigger.telemetry;

import dev.outrigger.exchange.Origin;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The app's place in its trace, from its {@code traceparent} header alone: no baggage is read. */
final class TraceParent {
    private static final String HEADER = "traceparent";

    private static final TextMapGetter<Origin> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Origin carrier) {
            return List.of(HEADER);
        }

        @Override
        public @Nullable String get(@Nullable Origin carrier, String key) {
            return carrier != null && key.equals(HEADER) ? carrier.traceparent().orElse(null) : null;
        }
    };

    private TraceParent() {}

    /** A context whose span is the app's; the root when it sent none, or one that is malformed. */
    static Context context(Origin origin) {
        if (origin.traceparent().isEmpty()) return Context.root();
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), origin, GETTER);
    }
}
