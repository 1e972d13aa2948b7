package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.KeyOwner;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.telemetry.Names.Label;
import dev.outrigger.telemetry.Names.Metric;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What counts against the promise that requests are answered. */
class AnswerMetersTest {
    private static final List<Failure> OURS = List.of(
            new Failure.Unreachable(""),
            new Failure.TimedOut(Failure.Clock.FIRST_TOKEN, ""),
            new Failure.Overloaded(503, "", Optional.empty()),
            new Failure.Throttled(Optional.empty(), "", Optional.empty()),
            new Failure.Exhausted("", Optional.empty()),
            new Failure.Unauthorized(""),
            new Failure.Forbidden(""),
            new Failure.UnknownModel("", Optional.empty()),
            new Failure.UnknownPath(""),
            new Failure.Untranslatable("", Optional.empty()),
            new Failure.Malformed(""),
            new Failure.Cut(""),
            new Failure.Diverged(""),
            new Failure.Unsure(""),
            new Failure.NoCandidate(""),
            new Failure.Saturated(""),
            new Failure.Internal(""));
    private static final List<Failure> APPS = List.of(
            new Failure.TooLong("", Optional.empty()),
            new Failure.Refused("", Optional.empty()),
            new Failure.Rejected(400, "", Optional.empty()),
            new Failure.BodyTooLarge(""),
            new Failure.Private(""),
            new Failure.Throttled(KeyOwner.APP, Optional.empty(), "", Optional.empty()),
            new Failure.Exhausted(KeyOwner.APP, "", Optional.empty()),
            new Failure.UnknownModel(KeyOwner.APP, "", Optional.empty()));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AnswerMeters meters = new AnswerMeters(registry);

    static Stream<Failure> ours() {
        return OURS.stream();
    }

    static Stream<Failure> apps() {
        return APPS.stream();
    }

    @ParameterizedTest
    @MethodSource("ours")
    void aFailureOfOursOrOfUpstreamIsBad(Failure failure) {
        meters.count(decided(Verdict.of(failure)));

        assertEquals(1, count("bad"));
        assertEquals(0, count("good"));
    }

    @ParameterizedTest
    @MethodSource("apps")
    void whatTheAppDidWrongIsAnsweredBySayingSo(Failure failure) {
        meters.count(decided(Verdict.of(failure)));

        assertEquals(0, count("bad"));
        assertEquals(1, count("good"));
    }

    @Test
    void everyFailureIsOneOfThese() {
        Set<String> all = Stream.of(Failure.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> looked = Stream.concat(OURS.stream(), APPS.stream())
                .map(failure -> failure.getClass().getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));
        looked.add(Failure.Cancelled.class.getSimpleName());

        assertEquals(all, looked);
    }

    @Test
    void bothAreThereBeforeTheFirstFailure() {
        assertEquals(0, count("good"));
        assertEquals(0, count("bad"));
    }

    @Test
    void anAppThatLeftIsNeither() {
        meters.count(Stories.cancelled());

        assertEquals(0, count("good") + count("bad"));
    }

    @Test
    void whatWasPassedThroughIsNeither() {
        meters.count(Stories.passedThrough());
        meters.count(Unserved.refused());

        assertEquals(0, count("good") + count("bad"));
    }

    @Test
    void whatWasTurnedAwayAtTheDoorIsBad() {
        meters.count(undecided(Verdict.of(new Failure.Saturated(""))));

        assertEquals(1, count("bad"));
    }

    private static Exchange decided(Verdict verdict) {
        return Stories.exchange(Pieces.chat(false), Optional.empty(), Optional.of(Pieces.hard()), List.of(), verdict)
                .build();
    }

    private static Exchange undecided(Verdict verdict) {
        return Stories.exchange(Pieces.chat(false), Optional.empty(), Optional.empty(), List.of(), verdict)
                .build();
    }

    private double count(String result) {
        return registry.get(Metric.ANSWERS).tag(Label.RESULT, result).counter().count();
    }
}
