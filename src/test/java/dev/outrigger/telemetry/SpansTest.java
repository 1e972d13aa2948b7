package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.chat.Evidence;
import dev.outrigger.chat.Failure;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.Origin;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.support.Golden;
import dev.outrigger.support.Row;
import dev.outrigger.telemetry.Names.Attribute;
import dev.outrigger.telemetry.Names.Convention;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpansTest {
    private final Recorded recorded = new Recorded();

    static Stream<Arguments> stories() {
        return Stories.all().entrySet().stream().map(story -> Arguments.of(story.getKey(), story.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    @Row("reload.hash")
    void tellsEachStoryAsItIsRecorded(String story, Exchange exchange) {
        List<SpanData> spans = recorded.spans(exchange);

        Golden.matches("spans-" + story + ".txt", Tree.of(spans));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    void holdsNothingThatUpstreamWroteIntoAnError(String story, Exchange exchange) {
        String tree = Tree.of(recorded.spans(exchange));

        assertFalse(tree.contains("sk-live"), tree);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    void keepsTheDecisionFreeOfGenAiNames(String story, Exchange exchange) {
        SpanData route = recorded.span(exchange, Names.Span.ROUTE);

        assertTrue(route.getAttributes().asMap().keySet().stream()
                .allMatch(key -> key.getKey().startsWith("outrigger.") || key.equals(Convention.ERROR_TYPE)));
    }

    @Test
    void knowsTheTraceOfTheAppWhenTheExchangeBegins() {
        Recording recording = recorded.recorder.begin(Pieces.continued(), Stories.START);

        assertEquals(Optional.of(Stories.APP_TRACE), recording.traceId());
    }

    /** A model that is not sure enough to be decided by is the least sure of all. */
    @Test
    void theLeastConfidenceIsAlsoOfWhatWasNotSureEnough() {
        LinkedHashMap<Dimension, Score> scores = new LinkedHashMap<>();
        scores.put(Dimension.TOKENS, Score.counted(12));
        scores.put(Dimension.LANGUAGE, Score.labelled("en", 0.99));
        scores.put(Dimension.DOMAIN, Score.abstained(Score.labelled("law", 0.31)));
        Exchange exchange = Stories.exchange(
                        Pieces.chat(false),
                        Optional.of(Analysis.of(scores)),
                        Optional.of(Pieces.hard()),
                        List.of(),
                        new Verdict.Answered())
                .build();

        Attributes route = recorded.span(exchange, Names.Span.ROUTE).getAttributes();

        assertEquals(0.31, route.get(Attribute.LEAST_CONFIDENCE));
        assertNull(route.get(AttributeKey.stringKey("outrigger.analysis.domain")));
    }

    @Test
    void beginsATraceOfItsOwnWhenTheAppsIsMalformed() {
        Origin origin = traced("00-zz-zz-01");

        Recording recording = recorded.recorder.begin(origin, Stories.START);

        assertEquals(Optional.of("00000000000000000000000000000001"), recording.traceId());
    }

    @Test
    void exportsNothingWhenTheAppDoesNotSampleItsTrace() {
        Origin origin = traced("00-" + Stories.APP_TRACE + "-" + Stories.APP_SPAN + "-00");
        Recording recording = recorded.recorder.begin(origin, Stories.START);

        recording.finish(Stories.remoteAnswer());

        assertTrue(recorded.exporter.getFinishedSpanItems().isEmpty());
        assertEquals(Optional.of(Stories.APP_TRACE), recording.traceId());
    }

    @Test
    void aDraftThatIsNotSureEnoughIsNoError() {
        Verdict unsure = new Verdict.Failed(new Failure.Unsure("model smol: its confidence is 0.4"));
        Exchange exchange = Stories.answered(
                        Pieces.chat(true), Pieces.thrift(), Pieces.local(1, Attempt.Cause.INITIAL, 5, 460, unsure))
                .build();

        SpanData draft = recorded.spans(exchange).stream()
                .filter(span -> span.getAttributes().get(Attribute.ATTEMPT) != null)
                .findFirst()
                .orElseThrow();

        assertEquals(StatusCode.UNSET, draft.getStatus().getStatusCode());
        assertEquals("unsure", draft.getAttributes().get(Attribute.OUTCOME));
        assertNull(draft.getAttributes().get(Convention.ERROR_TYPE));
        assertNull(draft.getAttributes().get(Attribute.FAILED));
    }

    @Test
    void isNoErrorOfTheServerWhenTheRequestIsAtFault() {
        List<SpanData> spans = recorded.spans(Stories.rejected());

        assertEquals(StatusCode.UNSET, of(SpanKind.SERVER, spans).getStatus().getStatusCode());
        assertEquals(StatusCode.ERROR, of(SpanKind.CLIENT, spans).getStatus().getStatusCode());
    }

    @Test
    @Row("before.refused-finish")
    void isNoErrorOfTheServerWhenTheAnswerIsARefusal() {
        Verdict refused = new Verdict.Failed(new Failure.Refused("filtered", Optional.empty()));
        Exchange exchange = Stories.exchange(Pieces.chat(false), Optional.empty(), Optional.empty(), List.of(), refused)
                .build();

        List<SpanData> spans = recorded.spans(exchange);

        assertEquals(StatusCode.UNSET, of(SpanKind.SERVER, spans).getStatus().getStatusCode());
        assertEquals(StatusCode.ERROR, route(spans).getStatus().getStatusCode());
    }

    @Test
    void tellsHowSureALocalModelWas() {
        // Given: two tokens
        Evidence evidence = Evidence.of(-1, 0.5).plus(Evidence.of(-3, 1.5));
        Attempt local = Tried.here().evidence(evidence).ended(0, 1, new Verdict.Answered());
        Exchange exchange = Stories.exchange(
                        Pieces.chat(false), Optional.empty(), Optional.empty(), List.of(local), new Verdict.Answered())
                .build();
        // When
        SpanData span = recorded.spans(exchange).stream()
                .filter(each -> each.getAttributes().get(Names.Attribute.ATTEMPT) != null)
                .findFirst()
                .orElseThrow();
        // Then
        assertEquals(-2, span.getAttributes().get(Names.Attribute.MEAN_LOG_PROB));
        assertEquals(-3, span.getAttributes().get(Names.Attribute.LEAST_LOG_PROB));
        assertEquals(1, span.getAttributes().get(Names.Attribute.MEAN_ENTROPY));
    }

    @Test
    void isNoErrorWhenTheAppLeaves() {
        List<SpanData> spans = recorded.spans(Stories.cancelled());

        assertTrue(spans.stream().allMatch(span -> span.getStatus().getStatusCode() == StatusCode.UNSET));
    }

    @Test
    void namesAMethodThatHttpDoesNotKnowWithoutRepeatingIt() {
        Origin odd = new Origin("openai", "BREW", "/v1/files", Optional.empty(), false, Optional.empty(), 0);
        Exchange exchange = Stories.exchange(odd, Optional.empty(), Optional.empty(), List.of(), new Verdict.Answered())
                .build();

        SpanData server = of(SpanKind.SERVER, recorded.spans(exchange));

        assertEquals("HTTP /v1/files", server.getName());
        assertEquals("_OTHER", server.getAttributes().get(Convention.HTTP_METHOD));
    }

    private static SpanData route(List<SpanData> spans) {
        return spans.stream()
                .filter(span -> span.getName().equals(Names.Span.ROUTE))
                .findFirst()
                .orElseThrow();
    }

    private static SpanData of(SpanKind kind, List<SpanData> spans) {
        return spans.stream().filter(span -> span.getKind() == kind).findFirst().orElseThrow();
    }

    private static Origin traced(String traceparent) {
        Origin chat = Pieces.chat(false);
        return new Origin(
                chat.dialect(),
                chat.method(),
                chat.route(),
                chat.requested(),
                chat.stream(),
                Optional.of(traceparent),
                chat.requestBytes());
    }
}
