package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Failure.Verbatim;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Usage;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.registry.Cell;
import dev.outrigger.registry.Figures;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Profiles;
import dev.outrigger.route.HoldSettings;
import dev.outrigger.support.Room;
import dev.outrigger.support.Row;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AttemptLogTest {
    private static final long MILLI = 1_000_000;

    private final ModelProfile profile = Profiles.of("mini", "there", "gpt-mini");
    private final Cell cell = new Cell(profile);
    private final AttemptLog log = new AttemptLog(2, Attempt.Cause.FALLBACK, new ScriptedBackend(), profile, 5 * MILLI);

    private static Answer answer(boolean stream, Frame frame) {
        return new Answer(
                OptionalInt.of(200),
                MultiMap.caseInsensitiveMultiMap(),
                stream,
                FrameQueue.whole(frame, new Progress(1), Room.ample()));
    }

    private Attempt failed(Failure failure) {
        return log.end(9 * MILLI, new Verdict.Failed(failure));
    }

    @Test
    void writesDownWhoWasAskedWhyAndWhen() {
        Attempt attempt = failed(Failures.UNREACHABLE);
        assertEquals(2, attempt.number());
        assertEquals(Attempt.Cause.FALLBACK, attempt.cause());
        assertEquals("there", attempt.backend());
        assertEquals("mini", attempt.model());
        assertEquals(new ModelName("gpt-mini"), attempt.asked());
        assertEquals("openai", attempt.provider());
        assertEquals(Optional.of("host:443"), attempt.server());
        assertEquals(5 * MILLI, attempt.startNanos());
        assertEquals(9 * MILLI, attempt.endNanos());
        assertEquals(new Verdict.Failed(Failures.UNREACHABLE), attempt.verdict());
    }

    @Test
    @Row("account.usage")
    void knowsNothingOfAnAnswerThatNeverCame() {
        Attempt attempt = failed(Failures.UNREACHABLE);
        assertEquals(OptionalLong.empty(), attempt.firstContent());
        assertEquals(OptionalInt.empty(), attempt.status());
        assertEquals(Optional.empty(), attempt.served());
        assertEquals(Usage.ABSENT, attempt.usage());
        assertEquals(Optional.empty(), attempt.finish());
    }

    @Test
    void tellsTheStatusThatUpstreamReallySent() {
        Verbatim sent = new Verbatim(422, "application/json", Bytes.of("{}"), "openai", Passage.of(""));
        Attempt attempt = failed(new Failure.Untranslatable("refused", Optional.of(sent)));
        assertEquals(OptionalInt.of(422), attempt.status());
    }

    @Test
    @Row("account.served")
    void tellsWhatTheAnswerSaidOfItself() {
        // Given
        Usage usage = Usage.of(5, 7);
        Frame whole = Frame.of(List.of(
                new Event.Started("chatcmpl-1", new ModelName("gpt-maxi")),
                new Event.TextDelta(0, "a"),
                new Event.Finished(0, FinishReason.STOP),
                new Event.Used(usage)));
        // When
        log.opened(7 * MILLI, answer(false, whole));
        Attempt attempt = log.end(8 * MILLI, new Verdict.Answered());
        // Then
        assertEquals(OptionalLong.of(7 * MILLI), attempt.firstContent());
        assertEquals(OptionalInt.of(200), attempt.status());
        assertEquals(Optional.of(new ModelName("gpt-maxi")), attempt.served());
        assertEquals(usage, attempt.usage());
        assertEquals(Optional.of(FinishReason.STOP), attempt.finish());
        assertTrue(attempt.servedAnother());
    }

    @Test
    void occupiesTheModelUntilItEndsHoweverItEnds() {
        log.occupies(cell);
        assertEquals(1, cell.state().inFlight());
        failed(Failures.OVERLOADED);
        assertEquals(0, cell.state().inFlight());
    }

    @Test
    void measuresTheFirstContentOfStreamsAlone() {
        log.occupies(cell);
        log.opened(7 * MILLI, answer(false, Frames.finish(0)));
        assertEquals(OptionalDouble.empty(), cell.state().firstTokenSeconds());
        log.opened(7 * MILLI, answer(true, Frames.finish(0)));
        assertEquals(0.002, cell.state().firstTokenSeconds().orElseThrow(), 1e-4);
    }

    @Test
    void aModelThatHangsIsFearedForAsLongAsItWasWaitedFor() {
        for (Failure.Clock clock : Failure.Clock.values()) {
            Cell one = new Cell(profile);
            AttemptLog late = new AttemptLog(1, Attempt.Cause.INITIAL, new ScriptedBackend(), profile, 0);
            late.occupies(one);

            late.end(60_000 * MILLI, new Verdict.Failed(new Failure.TimedOut(clock, "late")));

            boolean isSilence = EnumSet.of(Failure.Clock.FIRST_TOKEN, Failure.Clock.IDLE, Failure.Clock.SHARE)
                    .contains(clock);
            double feared = one.state().firstTokenSeconds().orElse(0);
            assertEquals(isSilence ? 60 : 0, feared, 0.1, clock.name());
        }
    }

    @Test
    void aModelIsNotTheSlowerForWhatIsHeldBack() {
        // Given
        long[] nanos = {0};
        Progress progress = new Progress(1);
        FrameQueue held = new FrameQueue(
                progress,
                new RescueWindow((delay, task) -> () -> {}, new HoldSettings(100, Duration.ZERO), () -> nanos[0]),
                Valve.NONE,
                Room.ample());
        held.offer(List.of(Frames.text("a")));
        nanos[0] = 3 * MILLI;
        held.begin();
        // When
        log.occupies(cell);
        log.opened(10 * MILLI, new Answer(OptionalInt.of(200), MultiMap.caseInsensitiveMultiMap(), true, held));
        // Then
        assertEquals(
                OptionalLong.of(7 * MILLI),
                log.end(12 * MILLI, new Verdict.Answered()).firstContent());
        assertEquals(0.002, cell.state().firstTokenSeconds().orElseThrow(), 1e-4);
    }

    @Test
    void tellsItsCellHowLongAnAnswerTookAndWhatFailed() {
        // Given
        Frame used = Frame.of(List.of(new Event.Used(Usage.of(5, 100))));
        Answer streamed = answer(true, used);

        // When
        for (int i = 0; i < 20; i++) {
            AttemptLog one = new AttemptLog(1, Attempt.Cause.INITIAL, new ScriptedBackend(), profile, 0);
            one.occupies(cell);
            one.opened(1_000 * MILLI, streamed);
            one.end(3_000 * MILLI, new Verdict.Answered());
        }
        for (Failure failure : List.of(Failures.UNREACHABLE, new Failure.Cancelled("left"))) {
            AttemptLog one = new AttemptLog(1, Attempt.Cause.INITIAL, new ScriptedBackend(), profile, 0);
            one.occupies(cell);
            one.end(MILLI, Verdict.of(failure));
        }

        // Then
        Figures figures = cell.state().figures();
        assertEquals(OptionalDouble.of(3), figures.pace().streamed().p95());
        assertEquals(OptionalDouble.of(50), figures.pace().tokensPerSecond());
        assertEquals(OptionalDouble.of(1.0 / 21), figures.errorRate());
        assertEquals(0, cell.state().inFlight());
    }
}
