package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Attempt.Cause;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.route.Decision;
import dev.outrigger.telemetry.Names.Attribute;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each bound is reached: a trace stays small whatever a policy, an app or upstream makes of it. */
class BoundsTest {
    private static final Verdict OK = new Verdict.Answered();
    private static final int MANY = 100;
    private static final String LONG = "x".repeat(1000);

    private final Recorded recorded = new Recorded();

    @Test
    void keepsTheFirstCandidatesAndCountsTheRest() {
        Decision crowded = new Decision(
                "thrift", "3f9a", Decision.Reason.SCORE, List.of(), many(BoundsTest::candidate), many(BoundsTest::out));

        SpanData route = recorded.span(
                Stories.exchange(Pieces.chat(false), Optional.empty(), Optional.of(crowded), List.of(), OK)
                        .build(),
                Names.Span.ROUTE);

        assertEquals(Bounds.CANDIDATES, events(route, Names.Event.CANDIDATE));
        assertEquals(Bounds.CANDIDATES, events(route, Names.Event.EXCLUDED));
        assertEquals(2L * (MANY - Bounds.CANDIDATES), route.getAttributes().get(Attribute.OMITTED));
        assertTrue(route.getEvents().stream().allMatch(BoundsTest::small));
    }

    @Test
    void keepsTheFirstDimensionsAndProbes() {
        LinkedHashMap<Dimension, Score> scores = new LinkedHashMap<>();
        IntStream.range(0, MANY)
                .forEach(i -> scores.put(new Dimension("d" + i, Dimension.Kind.LABEL), Score.labelled(LONG, 1)));
        Analysis wide = new Analysis(scores, many(i -> new Analysis.ProbeRun("p" + i, 1, "java", false)), 1);

        SpanData analyze = recorded.span(
                Stories.exchange(Pieces.chat(false), Optional.of(wide), Optional.empty(), List.of(), OK)
                        .build(),
                Names.Span.ANALYZE);

        assertEquals(
                2 * Bounds.DIMENSIONS + 2 * Bounds.PROBES,
                analyze.getAttributes().asMap().size());
        assertTrue(analyze.getAttributes().asMap().values().stream().allMatch(BoundsTest::fits));
    }

    @Test
    void keepsTheFirstAmountsOfADimension() {
        Map<String, Double> amounts = new HashMap<>();
        IntStream.range(0, MANY).forEach(i -> amounts.put("p" + (1000 + i), i / 2.0));
        Analysis wide = Analysis.of(Map.of(
                new Dimension("sizes", Dimension.Kind.AMOUNTS, List.copyOf(amounts.keySet())), Score.counted(amounts)));

        Attributes analyze = recorded.span(
                        Stories.exchange(Pieces.chat(false), Optional.of(wide), Optional.empty(), List.of(), OK)
                                .build(),
                        Names.Span.ANALYZE)
                .getAttributes();

        assertEquals(Bounds.PARTS, analyze.size());
        assertEquals(0.5, analyze.get(AttributeKey.doubleKey("outrigger.analysis.sizes.p1001")));
    }

    @Test
    void keepsTheFirstAttempts() {
        List<Attempt> attempts = many(i -> Pieces.local(i + 1, Cause.RETRY, 0, 1, OK));

        List<SpanData> spans =
                recorded.spans(Stories.exchange(Pieces.chat(false), Optional.empty(), Optional.empty(), attempts, OK)
                        .build());

        assertEquals(
                Bounds.ATTEMPTS,
                spans.stream()
                        .filter(span -> span.getName().startsWith("chat "))
                        .count());
    }

    @Test
    void keepsTheFirstDroppedFields() {
        SpanData route = recorded.span(
                Stories.exchange(Pieces.chat(false), Optional.empty(), Optional.empty(), List.of(), OK)
                        .dropped(many(i -> LONG + i))
                        .build(),
                Names.Span.ROUTE);

        List<String> dropped = Optional.ofNullable(route.getAttributes().get(Attribute.DROPPED))
                .orElseThrow();
        assertEquals(Bounds.DROPPED, dropped.size());
        assertTrue(dropped.stream().allMatch(BoundsTest::fits));
    }

    @Test
    void cutsNoCharacterInHalf() {
        String smileys = "\uD83D\uDE00".repeat(Bounds.TEXT);

        String cut = Bounds.text("a" + smileys);

        assertTrue(cut.length() <= Bounds.TEXT);
        assertTrue(cut.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    @Test
    void learnsNoMoreLabelValuesThanThereIsRoomFor() {
        Labels labels = new Labels();

        labels.learn(IntStream.range(0, Bounds.LABEL_VALUES + 1)
                .mapToObj(i -> "model-" + i)
                .toList());

        assertEquals("model-" + (Bounds.LABEL_VALUES - 1), labels.of("model-" + (Bounds.LABEL_VALUES - 1)));
        assertEquals(Labels.OTHER, labels.of("model-" + Bounds.LABEL_VALUES));
        assertEquals(Labels.OTHER, labels.admit("late"));
    }

    private static Decision.Considered candidate(int i) {
        return new Decision.Considered(
                "m" + i, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), LONG);
    }

    private static Decision.Excluded out(int i) {
        return new Decision.Excluded("o" + i, "rule", LONG);
    }

    private static <T> List<T> many(IntFunction<T> make) {
        return IntStream.range(0, MANY).mapToObj(make).toList();
    }

    private static long events(SpanData span, String name) {
        return span.getEvents().stream()
                .filter(event -> event.getName().equals(name))
                .count();
    }

    private static boolean small(EventData event) {
        return event.getAttributes().asMap().values().stream().allMatch(BoundsTest::fits);
    }

    private static boolean fits(Object value) {
        return !(value instanceof String text) || text.length() <= Bounds.TEXT;
    }
}
