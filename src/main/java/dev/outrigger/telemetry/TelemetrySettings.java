package dev.outrigger.telemetry;

import dev.outrigger.config.Doc;
import java.net.URI;
import java.util.Optional;

/** The section {@code telemetry}. */
@Doc("Where traces go, whose costs are counted, and whether what is said is captured.")
public record TelemetrySettings(
        @Doc("OTLP endpoint over HTTP, for example http://127.0.0.1:4318; else OTEL_EXPORTER_OTLP_ENDPOINT; else none.")
        Optional<URI> otlp,

        @Doc("Whose costs they are, in reports and metrics, where a request does not say x-outrigger-app.")
        Optional<String> app,

        Optional<CaptureSettings> content) {
    /** Characters of the app's name. */
    static final int APP_CHARS = 128;

    public TelemetrySettings {
        if (app.filter(name -> name.isBlank() || name.length() > APP_CHARS).isPresent())
            throw new IllegalArgumentException("app must be 1 to " + APP_CHARS + " characters");
        if (otlp.filter(url -> url.getUserInfo() != null).isPresent())
            throw new IllegalArgumentException(
                    "otlp must hold no credentials: give them in OTEL_EXPORTER_OTLP_HEADERS");
    }
}
