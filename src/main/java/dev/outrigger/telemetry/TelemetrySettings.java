package dev.outrigger.telemetry;

import dev.outrigger.config.Doc;
import java.net.URI;
import java.util.Optional;

/** The section {@code telemetry}. */
@Doc("Where traces go.")
public record TelemetrySettings(
        @Doc("OTLP endpoint over HTTP, for example http://127.0.0.1:4318; else OTEL_EXPORTER_OTLP_ENDPOINT; else none.")
        Optional<URI> otlp) {
    public TelemetrySettings {
        if (otlp.filter(url -> url.getUserInfo() != null).isPresent())
            throw new IllegalArgumentException(
                    "otlp must hold no credentials: give them in OTEL_EXPORTER_OTLP_HEADERS");
    }
}
