package dev.outrigger.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.outrigger.chat.Evidence;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Usage;
import dev.outrigger.support.Row;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptTest {
    @ParameterizedTest
    @CsvSource({
        "gpt-5-mini, gpt-5-mini, false",
        "gpt-5-mini, GPT-5-Mini, false",
        "gpt-5-mini, gpt-5-mini-2025-08-07, false",
        "claude-sonnet-4-5, claude-sonnet-4-5-20250929, false",
        "claude-3-5-haiku-latest, claude-3-5-haiku-20241022, false",
        "gemini-2.5-pro, models/gemini-2.5-pro, false",
        "gemini-2.0-flash, gemini-2.0-flash-001, false",
        "gpt-5, gpt-5-mini, true",
        "gpt-5, gpt-5.5, true",
        "gpt-5-mini, gpt-4.1, true",
        "gpt-5-mini-2025-08-07, gpt-5-mini, true",
    })
    @Row("account.served")
    void tellsAnotherModelFromASnapshotOfTheSame(String asked, String served, boolean another) {
        Attempt attempt = attempt(asked, Optional.of(new ModelName(served)));

        assertEquals(another, attempt.servedAnother());
    }

    @Test
    void takesSilenceForNoMismatch() {
        assertFalse(attempt("gpt-5-mini", Optional.empty()).servedAnother());
    }

    @Test
    void isToldByTheOneThatAnsweredThoughAnotherWasAskedLater() {
        Attempt answered = attempt(1, 9, new Verdict.Answered());
        Attempt lost = attempt(2, 9, new Verdict.Cancelled());

        assertEquals(Optional.of(answered), Attempt.telling(List.of(answered, lost)));
    }

    @Test
    void isToldByTheOneThatEndedLastWhereNobodyAnswered() {
        Verdict.Failed cut = new Verdict.Failed(new Failure.Cut("broke"));
        Attempt broke = attempt(1, 9, cut);
        Attempt lost = attempt(2, 3, new Verdict.Cancelled());

        assertEquals(Optional.of(broke), Attempt.telling(List.of(broke, lost)));
        assertEquals(Optional.of(attempt(3, 9, cut)), Attempt.telling(List.of(broke, lost, attempt(3, 9, cut))));
        assertEquals(Optional.empty(), Attempt.telling(List.of()));
    }

    @Test
    void whatWasWrittenFromSeveralAnswersIsNoPartOfTheAppsRequest() {
        Usage drafted = new Usage(OptionalLong.of(100), OptionalLong.of(40), OptionalLong.of(30), OptionalLong.empty());
        Attempt one = drafting(1, 0, 9, drafted, new Verdict.Heard());
        Attempt failed = drafting(2, 0, 5, Usage.ABSENT, new Verdict.Failed(new Failure.Cut("broke")));
        Attempt writer = drafting(3, 9, 20, Usage.of(190, 50), new Verdict.Answered());

        assertEquals(
                new Usage(OptionalLong.of(100), OptionalLong.of(50), OptionalLong.of(30), OptionalLong.empty()),
                Attempt.usage(List.of(failed, one, writer)));
    }

    @Test
    void aDraftThatTheAppGotIsItsAnswer() {
        Attempt one = drafting(1, 0, 9, Usage.of(100, 40), new Verdict.Answered());
        Attempt other = drafting(2, 0, 8, Usage.of(101, 60), new Verdict.Heard());

        assertEquals(Usage.of(100, 40), Attempt.usage(List.of(one, other)));
        assertEquals(Usage.ABSENT, Attempt.usage(List.of()));
    }

    private static Attempt drafting(int number, long start, long end, Usage usage, Verdict verdict) {
        return new Attempt(
                number,
                Attempt.Cause.ENSEMBLE,
                "openai",
                "mini",
                new ModelName("mini"),
                Optional.empty(),
                "openai",
                false,
                Optional.empty(),
                OptionalInt.of(200),
                start,
                OptionalLong.empty(),
                end,
                usage,
                Optional.empty(),
                Evidence.NONE,
                Optional.empty(),
                List.of(),
                verdict);
    }

    private static Attempt attempt(String asked, Optional<ModelName> served) {
        return attempt(1, asked, served, 1, new Verdict.Answered());
    }

    private static Attempt attempt(int number, long end, Verdict verdict) {
        return attempt(number, "gpt-5-mini", Optional.empty(), end, verdict);
    }

    private static Attempt attempt(int number, String asked, Optional<ModelName> served, long end, Verdict verdict) {
        return new Attempt(
                number,
                Attempt.Cause.INITIAL,
                "openai",
                "mini",
                new ModelName(asked),
                served,
                "openai",
                false,
                Optional.empty(),
                OptionalInt.of(200),
                0,
                OptionalLong.empty(),
                end,
                Usage.ABSENT,
                Optional.empty(),
                Evidence.NONE,
                Optional.empty(),
                List.of(),
                verdict);
    }
}
