package dev.outrigger.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.resources.Resource;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Sends spans by OTLP (http/protobuf), when somebody said where to: {@code telemetry.otlp} of the configuration, else
 * OpenTelemetry's own environment variables. Nobody said so: nothing is loaded, started or logged.
 *
 * <p>The environment's other variables hold too: {@code OTEL_RESOURCE_ATTRIBUTES} (the pod's attributes),
 * {@code OTEL_SERVICE_NAME}, {@code OTEL_TRACES_SAMPLER}, {@code OTEL_EXPORTER_OTLP_HEADERS}, certificates, batch sizes
 * ("Configure the SDK", https://opentelemetry.io/docs/languages/java/configuration/). Spans wait in a bounded queue and
 * leave in batches on a thread of their own; an endpoint that is down or slow costs spans, never an answer, and spans
 * that could not be delivered are counted under {@code outrigger.telemetry.lost}.
 */
public final class Tracing implements AutoCloseable {
    static final String SERVICE = "outrigger";

    private static final String ENDPOINT = "otel.exporter.otlp.endpoint";
    private static final String TRACES_ENDPOINT = "otel.exporter.otlp.traces.endpoint";
    private static final String PROTOCOL = "otel.exporter.otlp.protocol";
    private static final String HTTP = "http/protobuf";
    private static final String PATH = "/v1/traces";
    /** How long the last spans may take to leave when the process ends. */
    private static final Duration FLUSH = Duration.ofSeconds(1);

    private final OpenTelemetry telemetry;
    private final Optional<OpenTelemetrySdk> sdk;

    private Tracing(OpenTelemetry telemetry, Optional<OpenTelemetrySdk> sdk) {
        this.telemetry = telemetry;
        this.sdk = sdk;
    }

    /**
     * Opens the way out.
     *
     * @param configured the base of an OTLP/HTTP endpoint, for example {@code http://jaeger:4318}; wins over the
     *     environment's
     * @param environment of the process
     * @throws ConfigurationException for a value that is none; its message names
     *     the key
     */
    public static Tracing open(Optional<URI> configured, Map<String, String> environment, MeterRegistry registry) {
        Map<String, String> properties = properties(configured, environment);
        if (!properties.containsKey(ENDPOINT) && !properties.containsKey(TRACES_ENDPOINT)) return off();
        checkProtocol(properties);
        QueueLosses queue = new QueueLosses();
        OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesCustomizer(config -> properties)
                .addResourceCustomizer((resource, config) ->
                        Resource.builder().put("service.name", SERVICE).build().merge(named(resource)))
                .addMeterProviderCustomizer((provider, config) -> provider.registerMetricReader(queue))
                .addSpanExporterCustomizer(
                        (exporter, config) -> new CountedExporter(exporter, new Meters(registry), queue))
                .setServiceClassLoader(Tracing.class.getClassLoader())
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk();
        return new Tracing(sdk, Optional.of(sdk));
    }

    /** Nobody traces. */
    public static Tracing off() {
        return new Tracing(OpenTelemetry.noop(), Optional.empty());
    }

    /** What a {@link Recorder} makes its spans with. */
    public OpenTelemetry telemetry() {
        return telemetry;
    }

    /** Whether spans leave the process. */
    public boolean isOn() {
        return sdk.isPresent();
    }

    /** Sends what is still waiting, for at most a second, on the caller's thread: never on an event loop. */
    @Override
    public void close() {
        sdk.ifPresent(it -> it.shutdown().join(FLUSH.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** The SDK's properties. Only traces leave by OTLP: metrics are scraped, logs go to standard output. */
    private static Map<String, String> properties(Optional<URI> configured, Map<String, String> environment) {
        Map<String, String> properties = new HashMap<>();
        properties.put(PROTOCOL, HTTP);
        environment.forEach((key, value) -> {
            if (key.startsWith("OTEL_") && !value.isBlank())
                properties.put(key.toLowerCase(Locale.ROOT).replace('_', '.'), value);
        });
        properties.put("otel.metrics.exporter", "none");
        properties.put("otel.logs.exporter", "none");
        configured.ifPresent(
                base -> properties.put(TRACES_ENDPOINT, base.toString().replaceFirst("/+$", "") + PATH));
        return properties;
    }

    /** The SDK itself would fail later, and without a word of what to do. */
    private static void checkProtocol(Map<String, String> properties) {
        for (String key : List.of("otel.exporter.otlp.traces.protocol", PROTOCOL)) {
            String protocol = properties.getOrDefault(key, HTTP);
            if (!protocol.equals(HTTP))
                throw new ConfigurationException(key + " must be " + HTTP + " (port 4318), was " + protocol);
        }
    }

    /** The SDK calls a service without a name {@code unknown_service:java}: that one is ours. */
    private static Resource named(Resource resource) {
        return resource.toBuilder()
                .removeIf(key -> key.getKey().equals("service.name")
                        && String.valueOf(resource.getAttribute(key)).startsWith("unknown_service"))
                .build();
    }
}
