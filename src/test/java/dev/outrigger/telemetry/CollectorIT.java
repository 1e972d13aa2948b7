package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.exchange.Attempt.Cause;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.Origin;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.route.Decision;
import dev.outrigger.route.Merge;
import dev.outrigger.route.Step;
import dev.outrigger.support.OtlpSink;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which traces a real collector keeps by {@code observability/collector/outrigger.yaml}. Skipped where none is given. */
class CollectorIT {
    private static final long MS = 1_000_000;
    private static final Verdict OK = new Verdict.Answered();
    private static final Set<String> DULL = Set.of("local-answer", "passed-through", "cancelled", "analysis-missing");

    @TempDir
    private Path folder;

    @Test
    void keepsWhatSomebodyWillAskFor() throws Exception {
        assertEquals(interesting(), kept("0"));
    }

    @Test
    void keepsAllWhereToldTo() throws Exception {
        assertEquals(new TreeSet<>(stories().keySet()), kept("100"));
    }

    /** The agent of an app's own trace asks many times: that the first was dull must not hide what comes of a later one. */
    @Test
    void keepsALaterExchangeOfATraceThatWasNotKept() throws Exception {
        try (Otelcol collector = Otelcol.keeping("0", folder)) {
            send(collector, Map.of("dull", of(Pieces.continued(), Cause.INITIAL, Pieces.analysis())));
            awaitAllBefore(collector);
            assertEquals(List.of(), spansOf(collector, Stories.APP_TRACE));

            send(collector, Map.of("escalation", of(Pieces.continued(), Cause.ESCALATION, Pieces.analysis())));

            List<String> causes = collector.sink.await(Stories.APP_TRACE, 1).stream()
                    .flatMap(span -> span.attribute("outrigger.attempt.cause").stream())
                    .toList();
            assertEquals(List.of("escalation"), causes);
        }
    }

    /** What an app's own instrumentation says by names of the conventions, old and new, and of two libraries. */
    @Test
    void deletesContentOnSpansAndOnTheirEvents() throws Exception {
        List<String> names = List.of(
                "gen_ai.prompt",
                "gen_ai.prompt.0.content",
                "gen_ai.completion.0.content",
                "gen_ai.input.messages",
                "gen_ai.output.messages",
                "gen_ai.system_instructions",
                "gen_ai.tool.call.arguments",
                "gen_ai.tool.call.result",
                "input.value",
                "output.value",
                "llm.input_messages.0.message.content",
                "llm.prompts",
                "traceloop.entity.input");
        try (Otelcol collector = Otelcol.keeping("100", folder)) {
            List<KeyValue> said = Stream.concat(names.stream(), Stream.of("gen_ai.request.model", "prompt.version"))
                    .map(name -> attribute(name, names.contains(name) ? Stories.SECRET : "kept"))
                    .toList();
            Span span = Span.newBuilder()
                    .setTraceId(ByteString.copyFrom(HexFormat.of().parseHex(Stories.APP_TRACE)))
                    .setSpanId(ByteString.copyFrom(HexFormat.of().parseHex(Stories.APP_SPAN)))
                    .setName("chat")
                    .addAllAttributes(said)
                    .addEvents(Span.Event.newBuilder().setName("gen_ai.content").addAllAttributes(said))
                    .build();

            post(collector.endpoint(), span);

            Span arrived = collector.sink.await(Stories.APP_TRACE, 1).getFirst().span();
            assertEquals(List.of("gen_ai.request.model", "prompt.version"), keys(arrived.getAttributesList()));
            assertEquals(
                    List.of("gen_ai.request.model", "prompt.version"),
                    keys(arrived.getEvents(0).getAttributesList()));
        }
    }

    private static List<String> keys(List<KeyValue> attributes) {
        return attributes.stream().map(KeyValue::getKey).toList();
    }

    private static KeyValue attribute(String name, String value) {
        return KeyValue.newBuilder()
                .setKey(name)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static void post(URI to, Span span) throws Exception {
        byte[] body = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
                .build()
                .toByteArray();
        HttpRequest request = HttpRequest.newBuilder(to.resolve("/v1/traces"))
                .header("content-type", "application/x-protobuf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertEquals(
                    200,
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
        }
    }

    private static List<OtlpSink.Received> spansOf(Otelcol collector, String trace) {
        return collector.sink.spans().stream()
                .filter(span -> span.traceId().equals(trace))
                .toList();
    }

    /** Exchanges of each kind. */
    private static Map<String, Exchange> stories() {
        Map<String, Exchange> all = new LinkedHashMap<>();
        for (String name : DULL) all.put(name, Stories.all().get(name));
        for (String name : List.of("fallback", "stream-cut", "rejected", "nobody"))
            all.put(name, Stories.all().get(name));
        for (Cause cause : List.of(Cause.RETRY, Cause.ESCALATION, Cause.HEDGE, Cause.RESUME))
            all.put(cause.label(), of(Pieces.chat(true), cause, Pieces.analysis()));
        all.put("slow", lasting(Pieces.hard(), 6_000, 6_010).build());
        all.put("long", lasting(Pieces.hard(), 500, 31_000).build());
        all.put("close", lasting(close(), 500, 510).build());
        all.put(
                "shadow-differs",
                lasting(Pieces.hard(), 500, 510).watched(other()).build());
        all.put("unsure", of(Pieces.chat(true), Cause.INITIAL, unsure()));
        all.put("private", PrivacyTelemetryTest.told(PrivacyTelemetryTest.FOUND));
        all.put("another-model", another());
        return all;
    }

    private static Set<String> interesting() {
        Set<String> names = new TreeSet<>(stories().keySet());
        names.removeAll(DULL);
        return names;
    }

    private static Exchange of(Origin origin, Cause cause, Analysis analysis) {
        return Stories.exchange(
                        origin,
                        Optional.of(analysis),
                        Optional.of(Pieces.hard()),
                        List.of(Pieces.remote(1, cause, 5 * MS, 505 * MS, OK)),
                        OK)
                .times(Pieces.times(500 * MS, 510 * MS))
                .build();
    }

    private static Draft lasting(Decision decision, long firstByteMillis, long endMillis) {
        return Stories.exchange(
                        Pieces.chat(true),
                        Optional.of(Pieces.analysis()),
                        Optional.of(decision),
                        List.of(Pieces.remote(1, Cause.INITIAL, 5 * MS, (endMillis - 5) * MS, OK)),
                        OK)
                .times(Pieces.times(firstByteMillis * MS, endMillis * MS));
    }

    /** One that another model might as well have won. */
    private static Decision close() {
        Decision decision = Pieces.thrift();
        Decision.Considered first = decision.considered().getFirst();
        return new Decision(
                decision.policy(), decision.hash(), decision.reason(), List.of(), List.of(first, first), List.of());
    }

    /** One that would have asked several. */
    private static Decision other() {
        Step fanOut = new Step.FanOut(Stories.models(), new Merge.Vote(), Duration.ofSeconds(1));
        return new Decision("thrift", "3f9b", Decision.Reason.RULE, List.of(fanOut), List.of(), List.of());
    }

    private static Exchange another() {
        return Stories.exchange(
                        Pieces.chat(false),
                        Optional.of(Pieces.analysis()),
                        Optional.of(Pieces.hard()),
                        List.of(Tried.mini().served("gpt-4.1").status(200).ended(5 * MS, 500 * MS, OK)),
                        OK)
                .times(Pieces.times(499 * MS, 501 * MS))
                .build();
    }

    private static Analysis unsure() {
        LinkedHashMap<Dimension, Score> scores = new LinkedHashMap<>();
        scores.put(Dimension.LANGUAGE, Score.labelled("en", 0.99));
        scores.put(Dimension.COMPLEXITY, Score.abstained(Score.estimated(0.5, 0.2)));
        return Analysis.of(scores);
    }

    /** Sends every story through a collector, and returns which arrive. */
    private Set<String> kept(String percent) throws Exception {
        try (Otelcol collector = Otelcol.keeping(percent, folder)) {
            Map<String, String> sent = send(collector, stories());
            awaitAllBefore(collector);
            Set<String> arrived = collector.sink.spans().stream()
                    .map(OtlpSink.Received::traceId)
                    .collect(Collectors.toSet());
            return sent.entrySet().stream()
                    .filter(story -> arrived.contains(story.getValue()))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** What is kept goes on in a batch, after 2 s: by then, all that came before it was kept or forgotten. */
    private static void awaitAllBefore(Otelcol collector) {
        String last = send(collector, Map.of("last", Stories.fallback())).get("last");
        collector.sink.await(String.valueOf(last), 1);
    }

    /** By name, the id of its trace. */
    private static Map<String, String> send(Otelcol to, Map<String, Exchange> exchanges) {
        Map<String, String> ids = new LinkedHashMap<>();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (Tracing tracing = Tracing.open(Optional.of(to.endpoint()), Map.of(), registry)) {
            Recorder recorder = new Recorder(tracing.telemetry(), registry, new Lines());
            exchanges.forEach((name, exchange) -> {
                Recording recording = recorder.begin(exchange.origin(), exchange.start());
                recording.finish(exchange);
                ids.put(name, recording.traceId().orElseThrow());
            });
        }
        return ids;
    }
}
