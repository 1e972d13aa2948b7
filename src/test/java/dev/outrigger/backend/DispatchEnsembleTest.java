package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.route.Merge;
import dev.outrigger.route.Step;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several models that are asked at once, and the one answer that is made of theirs. */
class DispatchEnsembleTest {
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private DispatchFixture given = new DispatchFixture(5);
    private final Reader app = Reader.steady();

    /** Those three of four models; the fourth follows. */
    private Dispatch begun(Merge merge) {
        return begun(merge, WITHIN);
    }

    private Dispatch begun(Merge merge, Duration within) {
        Dispatch dispatch = given.steps(
                List.of(new Step.FanOut(List.of(given.model("a"), given.model("b"), given.model("c")), merge, within)),
                "a",
                "b",
                "c",
                "d");
        dispatch.answer().onSuccess(answer -> answer.frames().subscribe(app));
        return dispatch;
    }

    private Dispatch begun() {
        return begun(new Merge.Vote());
    }

    private ScriptedBackend.Trial trial(int place) {
        return given.backend.trials.get(place);
    }

    private ScriptedBackend.Trial last() {
        return given.backend.last();
    }

    private void answer(String... texts) {
        for (int i = 0; i < texts.length; i++) trial(i).whole(Frames.whole(texts[i]));
    }

    private void assertNothingIsLeft(Dispatch dispatch) {
        assertEquals(0, given.time.armed());
        assertEquals(0, given.inFlight());
        assertEquals(
                1,
                dispatch.attempts().stream()
                        .filter(made -> made.verdict() instanceof Verdict.Answered)
                        .count());
    }

    @Test
    @Row("ensemble.vote")
    void asksAllAtOnceAndHandsOnWhatMostSay() {
        Dispatch dispatch = begun();
        assertEquals(List.of("a", "b", "c"), given.backend.asked());
        answer("Lyon", "Paris.", "paris");
        assertEquals("Paris.", app.said());
        assertTrue(app.isComplete());
        assertEquals(
                List.of("a ensemble heard", "b ensemble ok", "c ensemble heard"), DispatchFixture.verdicts(dispatch));
        assertEquals("b-there", dispatch.serving().orElseThrow().value());
        assertEquals("ok", dispatch.verdict().result().label());
        assertNothingIsLeft(dispatch);
    }

    @Test
    void takesWhatAgreesMostWithTheOthersWhereNoneHasMost() {
        begun();
        answer("It is Lyon", "It is the city of Paris", "The city is Paris");
        assertEquals("It is the city of Paris", app.said());
    }

    @Test
    void ofEqualsTheFirstIsTaken() {
        begun();
        answer("one", "two", "three");
        assertEquals("one", app.said());
    }

    @Test
    @Row("ensemble.stream")
    void aStreamIsHandedOnInUpstreamsOwnBytesWhenAllIsThere() {
        given.more = ",\"stream\":true";
        Dispatch dispatch = begun();
        for (int i = 0; i < 3; i++) trial(i).say("Par", "is");
        trial(0).end();
        trial(1).end();
        assertTrue(!dispatch.answer().isComplete());
        trial(2).end();
        assertTrue(dispatch.answer().result().stream());
        assertEquals("^Paris|.", app.text());
        assertNothingIsLeft(dispatch);
    }

    @Test
    @Row("ensemble.left-out")
    void whoFailsIsLeftOut() {
        Dispatch dispatch = begun();
        trial(0).fail(Failures.OVERLOADED);
        trial(1).whole(Frames.whole("Paris"));
        trial(2).fail(Failures.REFUSED);
        assertEquals("Paris", app.said());
        assertEquals(
                List.of("a ensemble overloaded", "b ensemble ok", "c ensemble refused"),
                DispatchFixture.verdicts(dispatch));
        assertNothingIsLeft(dispatch);
    }

    @Test
    @Row("ensemble.left-out")
    void whoIsLateIsLeftOutAndNotBlamed() {
        Dispatch dispatch = begun();
        trial(0).whole(Frames.whole("Paris"));
        trial(1).whole(Frames.whole("Paris"));
        given.time.pass(WITHIN);
        assertEquals(1, trial(2).cancels);
        assertEquals("Paris", app.said());
        assertEquals("c ensemble timed_out", DispatchFixture.verdicts(dispatch).getLast());
        assertNothingIsLeft(dispatch);
    }

    @Test
    void whoRestsIsNotAsked() {
        given.open("b");
        begun();
        assertEquals(List.of("a", "c"), given.backend.asked());
    }

    @Test
    void oneThatBreaksInTheMiddleIsLeftOut() {
        given.more = ",\"stream\":true";
        begun();
        for (int i = 0; i < 3; i++) trial(i).say("Par", "is");
        trial(0).frames.fail(Failures.MALFORMED);
        trial(1).end();
        trial(2).end();
        assertEquals("Paris", app.said());
    }

    @Test
    @Row("ensemble.none")
    void whereAllFailThePlanGoesOnWithTheOthers() {
        Dispatch dispatch = begun();
        for (int i = 0; i < 3; i++) trial(i).fail(Failures.OVERLOADED);
        assertEquals("d", last().model);
        last().whole(Frames.whole("Paris"));
        assertEquals("Paris", app.said());
        assertEquals("d fallback ok", DispatchFixture.verdicts(dispatch).getLast());
        assertNothingIsLeft(dispatch);
    }

    @Test
    void whereAllRefuseNobodyElseIsAsked() {
        Dispatch dispatch = begun();
        trial(0).fail(Failures.OVERLOADED);
        trial(1).fail(Failures.REFUSED);
        trial(2).fail(Failures.OVERLOADED);
        assertSame(Failures.REFUSED, DispatchFixture.failure(dispatch));
        assertEquals(3, given.backend.trials.size());
    }

    @Test
    @Row("budget.attempts")
    void whereAllFailWithTheLastAttemptTheirFailureIsTold() {
        given = new DispatchFixture(3);
        Dispatch dispatch = begun();
        for (int i = 0; i < 3; i++) trial(i).fail(Failures.OVERLOADED);
        assertSame(Failures.OVERLOADED, DispatchFixture.failure(dispatch));
        assertEquals(3, dispatch.attempts().size());
    }

    @Test
    @Row("leave.ensemble")
    void theAppLeavesAndAllAreStopped() {
        Dispatch dispatch = begun();
        trial(0).whole(Frames.whole("Paris"));
        dispatch.cancel();
        assertEquals(1, trial(1).cancels);
        assertEquals(1, trial(2).cancels);
        assertEquals(
                List.of("a ensemble heard", "b ensemble cancelled", "c ensemble cancelled"),
                DispatchFixture.verdicts(dispatch));
        assertEquals("cancelled", DispatchFixture.failure(dispatch).label());
        assertEquals(0, given.time.armed());
        assertEquals(0, given.inFlight());
    }

    @Test
    @Row("ensemble.judge")
    void aJudgeChoosesAmongThem() {
        Dispatch dispatch = begun(new Merge.Judge(given.model("d")));
        answer("Paris", "Lyon", "Paris");
        assertEquals("d", last().model);
        String shown =
                ((Inbound) last().call.request()).request().messages().getLast().text();
        assertTrue(shown.contains("Answer 1: \"Paris\"\nAnswer 2: \"Lyon\"\n"), shown);
        last().whole(Frames.whole("2"));
        assertEquals("Lyon", app.said());
        assertEquals("d judge heard", DispatchFixture.verdicts(dispatch).getLast());
        assertNothingIsLeft(dispatch);
    }

    @Test
    @Row("ensemble.judge")
    void whereTheJudgeSaysNothingTheVoteDecides() {
        begun(new Merge.Judge(given.model("d")));
        answer("Lyon", "Paris", "Paris");
        last().whole(Frames.whole("Both are fine"));
        assertEquals("Paris", app.said());
    }

    @Test
    void whereTheJudgeIsLateTheVoteDecides() {
        Dispatch dispatch = begun(new Merge.Judge(given.model("d")));
        answer("Lyon", "Paris", "Paris");
        given.time.pass(WITHIN);
        assertEquals("Paris", app.said());
        assertNothingIsLeft(dispatch);
    }

    @Test
    void whereTheJudgeIsLateAndLittleIsLeftTheVoteDecides() {
        Dispatch dispatch = begun(new Merge.Judge(given.model("d")), DispatchFixture.DEADLINE.multipliedBy(2));
        trial(0).whole(Frames.whole("Paris"));
        trial(1).whole(Frames.whole("Paris"));
        given.time.pass(DispatchFixture.DEADLINE.dividedBy(2));
        assertEquals("d", last().model);
        given.time.pass(DispatchFixture.DEADLINE.dividedBy(4));
        assertEquals("Paris", app.said());
        assertNothingIsLeft(dispatch);
    }

    @Test
    @Row("ensemble.compose")
    void aWriterMakesOneOfThem() {
        Dispatch dispatch = begun(new Merge.Compose(given.model("d")));
        answer("It is Paris", "Paris", "Paris, on the Seine");
        ChatRequest asked = ((Inbound) last().call.request()).request();
        assertTrue(asked.messages().getFirst().text().contains("Answer 3: \"Paris, on the Seine\"\n"));
        assertEquals(2, asked.messages().size());
        last().whole(Frames.whole("Paris, which lies on the Seine"));
        assertEquals("Paris, which lies on the Seine", app.said());
        assertEquals("d ensemble ok", DispatchFixture.verdicts(dispatch).getLast());
        assertEquals("d-there", dispatch.serving().orElseThrow().value());
        assertNothingIsLeft(dispatch);
    }

    @Test
    void aStreamThatIsWrittenTellsItsUsageOnlyWhereTheAppWantsIt() {
        for (boolean wanted : List.of(false, true)) {
            given = new DispatchFixture(5);
            given.more = ",\"stream\":true" + (wanted ? ",\"stream_options\":{\"include_usage\":true}" : "");
            begun(new Merge.Compose(given.model("d")));
            for (int i = 0; i < 3; i++) {
                trial(i).say("Paris");
                trial(i).end();
            }
            Inbound asked = (Inbound) last().call.request();
            assertEquals("d", last().model);
            assertTrue(asked.stream());
            assertEquals(wanted, asked.wantsUsage());
        }
    }

    @Test
    void whereTheWriterFailsTheVoteDecides() {
        Dispatch dispatch = begun(new Merge.Compose(given.model("d")));
        answer("Lyon", "Paris", "Paris");
        last().fail(Failures.OVERLOADED);
        assertEquals("Paris", app.said());
        assertNothingIsLeft(dispatch);
    }

    @Test
    void theAppLeavesWhileOneIsMadeOfThem() {
        Dispatch dispatch = begun(new Merge.Compose(given.model("d")));
        answer("Lyon", "Paris", "Paris");
        dispatch.cancel();
        assertEquals(1, last().cancels);
        assertEquals("d ensemble cancelled", DispatchFixture.verdicts(dispatch).getLast());
        assertEquals(0, given.inFlight());
    }
}
