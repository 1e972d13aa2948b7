package dev.outrigger.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure.Verbatim;
import dev.outrigger.chat.Failure.Weight;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {
    private static final Optional<Verbatim> SENT =
            Optional.of(new Verbatim(418, "text/plain", Bytes.of("x"), "openai", Passage.of("")));
    private static final String M = "why";

    /** Kind; status; whether it may move on; weight; label. */
    static List<Arguments> kinds() {
        return List.of(
                Arguments.of(new Failure.Unreachable(M), 502, true, Weight.FAILURE, "unreachable"),
                Arguments.of(
                        new Failure.TimedOut(Failure.Clock.FIRST_TOKEN, M), 504, true, Weight.FAILURE, "timed_out"),
                Arguments.of(new Failure.TimedOut(Failure.Clock.DEADLINE, M), 504, false, Weight.NEUTRAL, "timed_out"),
                Arguments.of(new Failure.TimedOut(Failure.Clock.CONNECT, M), 504, true, Weight.FAILURE, "timed_out"),
                Arguments.of(new Failure.Overloaded(529, M, SENT), 529, true, Weight.FAILURE, "overloaded"),
                Arguments.of(new Failure.Throttled(Optional.empty(), M, SENT), 429, true, Weight.NEUTRAL, "throttled"),
                Arguments.of(new Failure.Exhausted(M, SENT), 429, true, Weight.NEUTRAL, "exhausted"),
                Arguments.of(new Failure.Unauthorized(M), 502, true, Weight.NEUTRAL, "unauthorized"),
                Arguments.of(new Failure.Forbidden(M), 502, true, Weight.NEUTRAL, "forbidden"),
                Arguments.of(new Failure.UnknownModel(M, SENT), 404, true, Weight.NEUTRAL, "unknown_model"),
                Arguments.of(new Failure.UnknownPath(M), 502, true, Weight.NEUTRAL, "unknown_path"),
                Arguments.of(new Failure.TooLong(M, SENT), 400, true, Weight.NEUTRAL, "too_long"),
                Arguments.of(new Failure.Refused(M, SENT), 400, false, Weight.NEUTRAL, "refused"),
                Arguments.of(new Failure.Rejected(422, M, SENT), 422, false, Weight.NEUTRAL, "rejected"),
                Arguments.of(new Failure.Untranslatable(M, SENT), 400, true, Weight.NEUTRAL, "untranslatable"),
                Arguments.of(new Failure.Malformed(M), 502, true, Weight.FAILURE, "malformed"),
                Arguments.of(new Failure.Cut(M), 502, false, Weight.FAILURE, "cut"),
                Arguments.of(new Failure.Diverged(M), 502, true, Weight.NEUTRAL, "diverged"),
                Arguments.of(new Failure.Unsure(M), 502, true, Weight.NEUTRAL, "unsure"),
                Arguments.of(new Failure.Cancelled(M), 499, false, Weight.NEUTRAL, "cancelled"),
                Arguments.of(new Failure.Private(M), 451, false, Weight.NEUTRAL, "private"),
                Arguments.of(new Failure.NoCandidate(M), 503, false, Weight.NEUTRAL, "no_candidate"),
                Arguments.of(new Failure.Saturated(M), 503, true, Weight.NEUTRAL, "saturated"),
                Arguments.of(new Failure.BodyTooLarge(M), 413, false, Weight.NEUTRAL, "body_too_large"),
                Arguments.of(new Failure.Internal(M), 500, true, Weight.NEUTRAL, "internal"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @Row({"clock.connect", "before.timed-out"})
    void fixesStatusAndMovingOnAndWeightAndLabel(
            Failure failure, int status, boolean movesOn, Weight weight, String label) {
        assertEquals(status, failure.status());
        assertEquals(movesOn, failure.mayMoveOn());
        assertEquals(weight, failure.weight());
        assertEquals(label, failure.label());
        assertEquals(M, failure.message());
    }

    @Test
    void isTestedInEveryKind() {
        // Given
        Set<Class<?>> tested = new HashSet<>();
        kinds().forEach(row -> tested.add(row.get()[0].getClass()));
        // When, Then
        Set<Class<?>> kinds = new HashSet<>(List.of(Failure.class.getPermittedSubclasses()));
        assertEquals(kinds, tested);
    }

    @Test
    void keepsWhatUpstreamSent() {
        for (Arguments row : kinds()) {
            Failure failure = (Failure) row.get()[0];
            boolean holds = failure.toString().contains("verbatim=Optional[");
            assertEquals(holds ? SENT : Optional.empty(), failure.original(), failure.label());
        }
    }

    @Test
    void tellsAWaitOnlyIfOneWasAskedFor() {
        Optional<Duration> wait = Optional.of(Duration.ofSeconds(3));
        assertEquals(wait, new Failure.Throttled(wait, M, SENT).retryAfter());
        assertEquals(wait, new Failure.Overloaded(503, wait, M, SENT).retryAfter());
        assertTrue(new Failure.Overloaded(503, M, SENT).retryAfter().isEmpty());
        assertTrue(new Failure.Internal(M).retryAfter().isEmpty());
    }

    @Test
    void blamesTheOperatorsKeyUnlessTold() {
        assertEquals(KeyOwner.OPERATOR, new Failure.UnknownModel(M, SENT).key());
        assertEquals(KeyOwner.OPERATOR, new Failure.Exhausted(M, SENT).key());
    }

    @Test
    void speaksInUpstreamsWordsWhereItHadAny() {
        Verbatim said = new Verbatim(400, "text/plain", Bytes.of("x"), "openai", Passage.of("said there"));

        assertEquals("said there", new Failure.Rejected(400, M, Optional.of(said)).words());
        assertEquals(M, new Failure.Rejected(400, M, SENT).words());
        assertEquals(M, new Failure.Rejected(400, M, Optional.empty()).words());
        assertEquals(M, new Failure.Malformed(M).words());
    }

    @Test
    void printsNothingOfABody() {
        assertTrue(new Failure.Rejected(400, M, SENT).toString().contains("1 bytes"));
    }

    @Test
    void travelsAsAThrowable() {
        // Given
        Failure failure = new Failure.Malformed(M);
        // When, Then
        assertSame(failure, FailureException.of(new FailureException(failure)));
        assertEquals(
                new Failure.Internal("IllegalStateException"),
                FailureException.of(new IllegalStateException("a prompt")));
        assertEquals(0, new FailureException(failure).getStackTrace().length);
    }
}
