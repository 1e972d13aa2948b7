package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Failure.Verbatim;
import dev.outrigger.chat.KeyOwner;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.Rewrite.StreamUsage;
import dev.outrigger.registry.Profiles;
import dev.outrigger.support.Room;
import dev.outrigger.support.Row;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BlameTest {
    private static final EventLoop LOOP = new EventLoop();
    private static final Rewrite RENAMED =
            new Rewrite(new ModelName("gpt-mini"), Set.of(), Map.of(), StreamUsage.AS_ASKED);

    @AfterAll
    static void close() {
        LOOP.close();
    }

    private static Call call(Call.Choice choice, String more) {
        return Calls.of(Profiles.of("mini", "there", "gpt-mini"), more, choice, Room.ample(), LOOP.context());
    }

    private static Failure.Rejected rejected(int status, String body) {
        return new Failure.Rejected(
                status,
                "there answered",
                Optional.of(new Verbatim(status, "application/json", Bytes.of(body), "openai", Passage.of(""))));
    }

    private static Failure judged(Call.Choice choice, String more, Rewrite rewrite, Failure failure) {
        return new Blame(call(choice, more), rewrite, true, KeyOwner.OPERATOR).judge(failure);
    }

    @Test
    @Row("before.rejected")
    void isTheAppsWhenModelAndWordsAreItsOwn() {
        Failure refusal = rejected(400, "temperature is too high");
        assertSame(refusal, judged(Call.Choice.APP, "", RENAMED, refusal));
    }

    @Test
    @Row("before.untranslatable")
    void isOursWhenWeChoseTheModel() {
        Failure.Rejected refusal = rejected(422, "temperature is too high");
        assertEquals(
                new Failure.Untranslatable(refusal.message(), refusal.verbatim()),
                judged(Call.Choice.OURS, "", RENAMED, refusal));
    }

    @Test
    void isOursWhenAFieldWasLeftOutOrRenamed() {
        Failure refusal = rejected(400, "?");
        Rewrite rejects = new Rewrite(new ModelName("gpt-mini"), Set.of("seed"), Map.of(), StreamUsage.AS_ASKED);
        Rewrite renames =
                new Rewrite(new ModelName("gpt-mini"), Set.of(), Map.of("seed", "seeds"), StreamUsage.AS_ASKED);
        for (Rewrite rewrite : new Rewrite[] {rejects, renames}) {
            assertEquals(
                    "untranslatable",
                    judged(Call.Choice.APP, ",\"seed\":1", rewrite, refusal).label());
            assertSame(refusal, judged(Call.Choice.APP, "", rewrite, refusal), "nothing had to change");
        }
    }

    @Test
    void isOursWhenUpstreamSpeaksOfWhatWeAdded() {
        Rewrite asks = new Rewrite(new ModelName("gpt-mini"), Set.of(), Map.of(), StreamUsage.ASKED_FOR_US);
        Failure of = rejected(400, "Unrecognized request argument supplied: stream_options");
        Failure other = rejected(400, "temperature is too high");
        assertEquals(
                "untranslatable",
                judged(Call.Choice.APP, ",\"stream\":true", asks, of).label());
        assertSame(other, judged(Call.Choice.APP, ",\"stream\":true", asks, other));
        assertSame(of, judged(Call.Choice.APP, "", asks, of), "an answer that is not streamed is not asked for usage");
    }

    @Test
    void leavesTheAppsOwnKeyToTheApp() {
        for (int status : new int[] {401, 403}) {
            Failure refusal = rejected(status, "bad key");
            assertSame(refusal, judged(Call.Choice.OURS, "", RENAMED, refusal));
        }
    }

    @Test
    void tellsWhoseKeyMayNotHaveWhatWasAsked() {
        for (KeyOwner key : KeyOwner.values()) {
            Blame blame = new Blame(call(Call.Choice.APP, ""), RENAMED, true, key);
            assertEquals(new Failure.UnknownModel(key, "model", Optional.empty()), blame.judge(Failures.UNKNOWN_MODEL));
            assertEquals(new Failure.Exhausted(key, "quota", Optional.empty()), blame.judge(Failures.EXHAUSTED));
        }
    }

    @Test
    @Row("before.untranslatable")
    void isOursWhenItWasSaidInOtherWords() {
        Failure refusal = rejected(400, "max_tokens is required");
        Blame blame = new Blame(call(Call.Choice.APP, ""), RENAMED, false, KeyOwner.OPERATOR);
        assertInstanceOf(Failure.Untranslatable.class, blame.judge(refusal));
    }

    @Test
    void takesAWrongKeyForOursOnlyWhenItWasOurs() {
        Blame ours = new Blame(call(Call.Choice.OURS, ""), RENAMED, true, KeyOwner.OPERATOR);
        Blame theirs = new Blame(call(Call.Choice.OURS, ""), RENAMED, true, KeyOwner.APP);
        assertSame(Failures.UNAUTHORIZED, ours.judge(Failures.UNAUTHORIZED));
        assertSame(Failures.FORBIDDEN, ours.judge(Failures.FORBIDDEN));
        assertEquals(new Failure.Rejected(401, "key", Optional.empty()), theirs.judge(Failures.UNAUTHORIZED));
        assertEquals(new Failure.Rejected(403, "model", Optional.empty()), theirs.judge(Failures.FORBIDDEN));
    }

    @Test
    void leavesEveryOtherFailureAsItIs() {
        for (Failure failure : Failures.COUNTED) assertSame(failure, judged(Call.Choice.OURS, "", RENAMED, failure));
        for (Failure failure : Failures.NEUTRAL)
            if (!(failure instanceof Failure.Rejected))
                assertEquals(failure, judged(Call.Choice.OURS, "", RENAMED, failure));
    }
}
