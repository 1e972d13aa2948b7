package dev.outrigger.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;

/** An OTLP/HTTP endpoint on a free loopback port that keeps every span it gets. */
public final class OtlpSink implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpServer server;
    private final List<Received> spans = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile int requests;

    public OtlpSink() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException unbound) {
            throw new UncheckedIOException(unbound);
        }
        server.createContext("/v1/traces", this::receive);
        server.start();
    }

    /** What to configure as the endpoint. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Answers with this status from now on; spans that come with another than 200 are not kept. */
    public void answering(int code) {
        status = code;
    }

    /** How often it was called. */
    public int requests() {
        return requests;
    }

    /** Everything kept so far. */
    public List<Received> spans() {
        return List.copyOf(spans);
    }

    /** The spans of a trace, once there are at least so many. */
    public List<Received> await(String traceId, int atLeast) {
        return Awaitility.await("spans of " + traceId)
                .atMost(PATIENCE)
                .until(() -> of(traceId), trace -> trace.size() >= atLeast);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** A span as it came over the wire: ids in hexadecimal, attribute values as texts (arrays joined by commas). */
    public record Received(Span span, Map<String, String> resource) {
        public String name() {
            return span.getName();
        }

        public String traceId() {
            return HexFormat.of().formatHex(span.getTraceId().toByteArray());
        }

        public String id() {
            return HexFormat.of().formatHex(span.getSpanId().toByteArray());
        }

        /** Empty for a root. */
        public String parentId() {
            return HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
        }

        public Span.SpanKind kind() {
            return span.getKind();
        }

        public Optional<String> attribute(String key) {
            return Optional.ofNullable(texts(span.getAttributesList()).get(key));
        }
    }

    private List<Received> of(String traceId) {
        return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
    }

    private synchronized void receive(HttpExchange http) throws IOException {
        requests++;
        try (http) {
            byte[] body = body(http);
            if (status == 200) keep(ExportTraceServiceRequest.parseFrom(body));
            http.getResponseHeaders().set("content-type", "application/x-protobuf");
            http.sendResponseHeaders(status, -1);
        }
    }

    private static byte[] body(HttpExchange http) throws IOException {
        boolean zipped = "gzip".equals(http.getRequestHeaders().getFirst("content-encoding"));
        try (InputStream in = zipped ? new GZIPInputStream(http.getRequestBody()) : http.getRequestBody()) {
            return in.readAllBytes();
        }
    }

    private void keep(ExportTraceServiceRequest request) {
        for (ResourceSpans group : request.getResourceSpansList()) {
            Resource resource = group.getResource();
            group.getScopeSpansList().stream()
                    .flatMap(scope -> scope.getSpansList().stream())
                    .forEach(span -> spans.add(new Received(span, texts(resource.getAttributesList()))));
        }
    }

    private static Map<String, String> texts(List<KeyValue> attributes) {
        Map<String, String> texts = new TreeMap<>();
        attributes.forEach(attribute -> texts.put(attribute.getKey(), text(attribute.getValue())));
        return texts;
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            case INT_VALUE -> Long.toString(value.getIntValue());
            case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
            case ARRAY_VALUE ->
                String.join(
                        ",",
                        value.getArrayValue().getValuesList().stream()
                                .map(OtlpSink::text)
                                .toList());
            case KVLIST_VALUE, BYTES_VALUE, VALUE_NOT_SET -> value.toString();
        };
    }
}
