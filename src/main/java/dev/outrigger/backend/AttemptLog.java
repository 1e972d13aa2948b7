package dev.outrigger.backend;

import dev.outrigger.chat.Evidence;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.Request;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.registry.AdapterName;
import dev.outrigger.registry.Cell;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Timing;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What is written down of an attempt while it runs. Confined to one event loop. */
final class AttemptLog {
    private final int number;
    private final Attempt.Cause cause;
    private final Backend backend;
    private final ModelProfile profile;
    private final long start;
    private OptionalLong firstContent = OptionalLong.empty();
    private @Nullable Answer answer;
    private @Nullable Cell cell;
    private @Nullable Unbilled unbilled;
    private @Nullable Run asked;
    private Optional<String> adapter = Optional.empty();

    AttemptLog(int number, Attempt.Cause cause, Backend backend, ModelProfile profile, long start) {
        this.number = number;
        this.cause = cause;
        this.backend = backend;
        this.profile = profile;
        this.start = start;
    }

    int number() {
        return number;
    }

    Backend backend() {
        return backend;
    }

    ModelProfile profile() {
        return profile;
    }

    /** Whether it runs in this process. */
    boolean isLocal() {
        return backend.server().isEmpty();
    }

    /** When it began, in nanoseconds since the exchange's start. */
    long start() {
        return start;
    }

    /** Counts as in flight until it ends. */
    void occupies(Cell model) {
        cell = model;
        model.begun();
    }

    /** Its model is asked with this over it. */
    void over(Optional<String> asked) {
        adapter = asked;
    }

    /** Its model's name at its backend, with that of the adapter over it. */
    ModelName name() {
        return AdapterName.over(profile.model(), adapter);
    }

    /** It was begun with this request. */
    Run asked(Request request, Run run) {
        unbilled = new Unbilled(request, run);
        asked = run;
        return run;
    }

    /** The first content came, or the whole answer. */
    void opened(long now, Answer opened) {
        answer = opened;
        if (unbilled != null) unbilled.opened(opened);
        // What a policy held back came when it came: else its model would look the slower, the more is held.
        long came = Math.max(start, now - opened.frames().progress().heldNanos());
        firstContent = OptionalLong.of(came);
        tookSoLong(came, opened.stream());
    }

    /**
     * Another one answers first. Of one that was hedged it is known that it takes longer than most, and left out it would
     * make its model look quicker than it is, and be hedged the more.
     */
    void outrun(long now, boolean stream) {
        if (cause != Attempt.Cause.HEDGE) tookSoLong(now, stream);
    }

    private void tookSoLong(long now, boolean stream) {
        if (cell == null) return;
        double seconds = (now - start) / 1e9;
        if (stream) cell.firstContentAfter(seconds);
        else cell.wholeAfter(seconds);
    }

    /** The refusal that its whole answer is, if it is one. */
    Optional<Failure> refusal() {
        return Optional.ofNullable(answer)
                .flatMap(whole -> whole.frames().progress().refusal());
    }

    Attempt end(long now, Verdict verdict) {
        Optional<Progress> progress =
                Optional.ofNullable(answer).map(opened -> opened.frames().progress());
        if (cell != null) ended(cell, now, verdict);
        return new Attempt(
                number,
                cause,
                backend.name(),
                profile.name(),
                name(),
                progress.flatMap(Progress::served),
                backend.provider(),
                backend.server().isEmpty(),
                backend.server(),
                status(verdict),
                start,
                firstContent,
                now,
                progress.map(Progress::usage).orElse(Usage.ABSENT),
                Optional.ofNullable(unbilled).flatMap(unknown -> unknown.tokens(verdict)),
                progress.map(Progress::evidence).orElse(Evidence.NONE),
                progress.flatMap(Progress::finish),
                Optional.ofNullable(asked)
                        .map(run -> List.copyOf(run.dropped()))
                        .orElse(List.of()),
                verdict);
    }

    /** What it tells of its model. One whose app left, or whose request was at fault, tells nothing. */
    private void ended(Cell model, long now, Verdict verdict) {
        model.ended();
        switch (verdict) {
            case Verdict.Answered _, Verdict.Heard _ -> {
                if (answer != null && firstContent.isPresent()) model.answered(timing(answer, now));
            }
            case Verdict.Failed failed -> {
                if (failed.failure().weight() == Failure.Weight.FAILURE) model.failed();
                if (isSilence(failed.failure())) model.silentFor((now - start) / 1e9);
            }
            case Verdict.Cancelled cancelled -> {}
        }
    }

    /** Whether nothing came for so long that it was given up; the app's deadline and its own pace tell nothing of that. */
    private static boolean isSilence(Failure failure) {
        if (!(failure instanceof Failure.TimedOut late)) return false;
        return switch (late.clock()) {
            case FIRST_TOKEN, IDLE, SHARE -> true;
            case CONNECT, PACE, DEADLINE -> false;
        };
    }

    private Timing timing(Answer whole, long now) {
        return new Timing(
                whole.stream(),
                (firstContent.orElse(now) - start) / 1e9,
                (now - start) / 1e9,
                whole.frames().progress().usage().output());
    }

    private OptionalInt status(Verdict verdict) {
        if (answer != null) return answer.status();
        return verdict.cause()
                .flatMap(failure -> failure.original())
                .map(original -> OptionalInt.of(original.status()))
                .orElse(OptionalInt.empty());
    }
}
