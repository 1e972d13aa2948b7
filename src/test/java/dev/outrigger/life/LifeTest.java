package dev.outrigger.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.engine.Shared;
import dev.outrigger.life.Absent.Why;
import dev.outrigger.life.Degraded.Lack;
import dev.outrigger.life.Life.Cause;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state with everything that can happen to it. */
class LifeTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = THEN.plusSeconds(60);
    private static final Shared<String> OLD = new Shared<>("old", () -> {});
    private static final Shared<String> NEW = new Shared<>("new", () -> {});

    private static final Life<String> NO_FILES = new Absent<>(Why.NO_FILES, "n", Optional.of(THEN));
    private static final Life<String> UNLOADED = new Absent<>(Why.UNLOADED, "n", Optional.empty());
    private static final Life<String> NOT_WANTED = new Absent<>(Why.NOT_WANTED, "n", Optional.empty());
    private static final Life<String> LOADING = new Loading<>(Cause.SETTINGS, "n", 0.25);
    private static final Life<String> ROUSED = new Loading<>(Cause.REQUEST, "n", 0.25);
    private static final Life<String> READY = new Ready<>(OLD);
    private static final Life<String> EARLIER = new Degraded<>(OLD, Lack.EARLIER, "n", Optional.of(THEN));
    private static final Life<String> LESS = new Degraded<>(OLD, Lack.LESS, "n", Optional.of(THEN));
    private static final Life<String> TRUST = new Degraded<>(OLD, Lack.TRUST, "n", Optional.of(THEN));
    private static final Life<String> FAILED = new Failed<>("n", THEN);

    private static final List<Life<String>> STATES =
            List.of(NO_FILES, UNLOADED, NOT_WANTED, LOADING, ROUSED, READY, EARLIER, LESS, TRUST, FAILED);

    /** What happens, by name; in the table one column each. */
    private static final Map<String, UnaryOperator<Life<String>>> EVENTS = events();

    private static Map<String, UnaryOperator<Life<String>>> events() {
        Map<String, UnaryOperator<Life<String>>> events = new LinkedHashMap<>();
        events.put("begin", life -> life.begin("b"));
        events.put("advance", life -> life.advance(0.5));
        events.put("serve", life -> life.serve(NEW));
        events.put("serveLess", life -> life.serve(NEW, Lack.LESS, "s", LATER));
        events.put("miss", life -> life.miss("m", LATER));
        events.put("fail", life -> life.fail("f", LATER));
        events.put("settle", Life::settle);
        events.put("prove", Life::prove);
        events.put("lose", life -> life.lose("l", LATER));
        events.put("unload", life -> life.unload("u", Optional.of(LATER)));
        events.put("cede", life -> life.cede("c"));
        events.put("wake", life -> life.wake(Cause.SCHEDULE, "w"));
        events.put("renew", life -> life.renew("r"));
        events.put("leave", life -> life.leave("x"));
        return events;
    }

    /** What each state becomes, in the order of the events; {@code =} where it stays. */
    private static final String TABLE = """
            NO_FILES   Loading-RETRY-b    = Ready-new Less-s No-m Failed-f =     =     =        =          =                  =                  Loading-SETTINGS-r Gone-x
            UNLOADED   Loading-SETTINGS-b = Ready-new Less-s No-m Failed-f =     =     =        Unloaded-u =                  Loading-SCHEDULE-w =                  Gone-x
            NOT_WANTED Loading-SETTINGS-b = Ready-new Less-s No-m Failed-f =     =     =        =          =                  =                  Loading-SETTINGS-r Gone-x
            LOADING    Loading-SETTINGS-b Loading-SETTINGS-n-50 Ready-new Less-s No-m Failed-f = = =   =   =                  =                  =                  Gone-x
            ROUSED     Loading-REQUEST-b  Loading-REQUEST-n-50  Ready-new Less-s No-m Failed-f = = =   =   =                  =                  =                  Gone-x
            READY      Earlier-b-now      = Ready-new Less-s Earlier-m-later Earlier-f-later = = Failed-l Unloaded-u Loading-SETTINGS-c = =                  Gone-x
            EARLIER    Earlier-b-now      = Ready-new Less-s Earlier-m-later Earlier-f-later Ready-old = Failed-l Unloaded-u Loading-RETRY-c = Earlier-r-now Gone-x
            LESS       OldLess-b-now      = Ready-new Less-s OldLess-m-later OldLess-f-later = = Failed-l Unloaded-u Loading-RETRY-c = OldLess-r-now Gone-x
            TRUST      Earlier-b-now      = Ready-new Less-s Earlier-m-later Earlier-f-later = Ready-old Failed-l Unloaded-u Loading-RETRY-c = Earlier-r-now Gone-x
            FAILED     Loading-RETRY-b    = Ready-new Less-s No-m Failed-f =     =     =        =          =                  =                  Loading-SETTINGS-r Gone-x
            """;

    /** A state, an event, and what it becomes. */
    record Case(int state, String event, String becomes) {}

    static Stream<Case> cases() {
        List<String> rows = TABLE.lines().toList();
        assertEquals(STATES.size(), rows.size());
        List<String> events = List.copyOf(EVENTS.keySet());
        return Stream.iterate(0, i -> i < rows.size(), i -> i + 1).flatMap(i -> {
            List<String> cells = Arrays.asList(rows.get(i).strip().split(" +"));
            assertEquals(events.size() + 1, cells.size(), rows.get(i));
            return Stream.iterate(0, j -> j < events.size(), j -> j + 1)
                    .map(j -> new Case(i, events.get(j), cells.get(j + 1)));
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void becomesWhatTheTableSays(Case told) {
        Life<String> before = STATES.get(told.state());
        Life<String> after = Objects.requireNonNull(EVENTS.get(told.event())).apply(before);
        assertEquals(told.becomes(), after.equals(before) ? "=" : shorthand(after));
    }

    private static String shorthand(Life<String> life) {
        return switch (life) {
            case Absent<String> none ->
                switch (none.why()) {
                    case NO_FILES -> "No-" + none.note();
                    case UNLOADED -> "Unloaded-" + none.note();
                    case NOT_WANTED -> "Gone-" + none.note();
                };
            case Loading<String> coming ->
                "Loading-" + coming.cause() + "-" + coming.note()
                        + (coming.share() > 0 ? "-" + Math.round(100 * coming.share()) : "");
            case Ready<String> ready -> "Ready-" + (ready.shared() == NEW ? "new" : "old");
            case Degraded<String> lacking when lacking.shared() == NEW -> "Less-" + lacking.note();
            case Degraded<String> lacking ->
                (lacking.lack() == Lack.LESS ? "OldLess-" : "Earlier-")
                        + lacking.note()
                        + (lacking.nextAt().isPresent() ? "-later" : "-now");
            case Failed<String> failed -> "Failed-" + failed.why();
        };
    }

    @Test
    void isDueWhenItIsWantedOrItsTimeHasCome() {
        assertTrue(LOADING.isDue(THEN));
        for (Life<String> timed : List.of(NO_FILES, EARLIER, LESS, FAILED)) {
            assertFalse(timed.isDue(THEN.minusSeconds(1)), timed.toString());
            assertTrue(timed.isDue(THEN), timed.toString());
        }
        for (Life<String> never : List.of(UNLOADED, NOT_WANTED, READY, TRUST))
            assertFalse(never.isDue(LATER), never.toString());
        assertTrue(EARLIER.begin("now").isDue(THEN.minusSeconds(1)));
    }

    @Test
    void tellsWhyItWouldBeLoaded() {
        assertEquals(
                List.of(
                        Cause.RETRY,
                        Cause.SETTINGS,
                        Cause.SETTINGS,
                        Cause.SETTINGS,
                        Cause.REQUEST,
                        Cause.SETTINGS,
                        Cause.RETRY,
                        Cause.RETRY,
                        Cause.RETRY,
                        Cause.RETRY),
                STATES.stream().map(Life::cause).toList());
    }

    @Test
    void servesWhereThereIsAModel() {
        assertEquals(
                List.of(READY, EARLIER, LESS, TRUST),
                STATES.stream().filter(life -> life.model().isPresent()).toList());
        assertTrue(STATES.stream().allMatch(life -> life.model().isPresent() == life instanceof Serving<String>));
    }

    @Test
    void hasWordsForPeople() {
        assertEquals("n", NO_FILES.words());
        assertEquals("loading: n, 25 %", LOADING.words());
        assertEquals("loading: n", LOADING.begin("n").words());
        assertEquals("loading: n, 100 %", LOADING.advance(1.2).words());
        assertEquals("ready", READY.words());
        assertEquals("ready with earlier settings: n", EARLIER.words());
        assertEquals("ready with less than wanted: n", LESS.words());
        assertEquals("ready on probation: n", TRUST.words());
        assertEquals("n; next try at 2026-01-01T00:00:00Z", FAILED.words());
    }
}
