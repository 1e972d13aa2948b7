package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Role;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.route.Conduct;
import dev.outrigger.route.HoldSettings;
import dev.outrigger.route.OnRefusal;
import dev.outrigger.route.Step;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a stream of text that broke off where a model, here {@code d}, can go on with what was said. */
class DispatchPrefillTest {
    private static final Conduct PREFILLS =
            new Conduct(Duration.ZERO, true, true, false, HoldSettings.NONE, OnRefusal.STOP);

    private final DispatchFixture given = new DispatchFixture();
    private final Reader app = Reader.steady();

    private Dispatch begun(Conduct conduct, String... plan) {
        Dispatch dispatch = given.dispatch(conduct, Step.Relation.OTHER, plan);
        dispatch.answer().onSuccess(answer -> answer.frames().subscribe(app));
        return dispatch;
    }

    private void say(String... texts) {
        given.backend.last().say(texts);
    }

    private void breakOff() {
        given.backend.last().frames.fail(new Failure.Cut("the connection broke"));
    }

    private List<Message> askedLast() {
        return ((Inbound) given.backend.last().call.request()).request().messages();
    }

    @Test
    @Row("resume.prefill")
    void itIsGivenTheTextAndWritesOn() {
        Dispatch dispatch = begun(PREFILLS, "d");
        say("The capital ", "of Fra");
        breakOff();
        assertEquals(Role.ASSISTANT, askedLast().getLast().role());
        assertEquals("The capital of Fra", askedLast().getLast().text());
        say("nce is", " Paris");
        given.backend.last().end();
        assertEquals("The capital of France is Paris", app.said());
        assertTrue(app.isComplete());
        assertEquals(1, dispatch.answer().result().resumable().resumptions());
        assertEquals("resume", dispatch.attempts().getLast().cause().label());
    }

    @Test
    @Row("resume.prefill")
    void whatItSaysAgainIsNotDoubled() {
        begun(PREFILLS, "d");
        say("one two thr");
        breakOff();
        say("one", " two three");
        given.backend.last().end();
        assertEquals("one two three", app.said());
        assertTrue(app.isComplete());
    }

    @Test
    @Row("resume.prefill")
    void whoeverBeginsAnewWithOtherWordsIsLeft() {
        Dispatch dispatch = begun(PREFILLS, "d");
        say("The capital of France is");
        breakOff();
        say("The capital city of France");
        assertEquals("The capital of France is", app.said());
        assertEquals("diverged", dispatch.attempts().getLast().verdict().label());
    }

    /** Vendors refuse a beginning that ends with a space. */
    @Test
    @Row("resume.prefill")
    void theSpaceAtItsEndIsSaidAgain() {
        begun(PREFILLS, "d");
        say("The capital of ");
        breakOff();
        assertEquals("The capital of", askedLast().getLast().text());
        say(" Fra", "nce");
        given.backend.last().end();
        assertEquals("The capital of France", app.said());
    }

    @Test
    void whoeverSaysNoSpaceThereIsLeft() {
        Dispatch dispatch = begun(PREFILLS, "d");
        say("The capital of ");
        breakOff();
        say("France");
        assertEquals("The capital of ", app.said());
        assertEquals("diverged", dispatch.attempts().getLast().verdict().label());
    }

    @Test
    void itIsGivenAllThatTwoHaveSaid() {
        begun(PREFILLS, "a", "d");
        say("one ");
        breakOff();
        say("one two");
        breakOff();
        assertEquals(List.of("a", "a", "d"), given.backend.asked());
        assertEquals("one two", askedLast().getLast().text());
        say(" three");
        given.backend.last().end();
        assertEquals("one two three", app.said());
    }

    @Test
    @Row("resume.prefill")
    void oneThatCannotIsAskedToSayItAgain() {
        begun(PREFILLS, "a", "b");
        say("Hello");
        breakOff();
        assertEquals(Role.USER, askedLast().getLast().role());
        say("Hello there");
        given.backend.last().end();
        assertEquals("Hello there", app.said());
    }

    @Test
    @Row("resume.prefill")
    void nobodyIsGivenItWhereThePolicyDoesNotSaySo() {
        begun(Conduct.DEFAULT, "d");
        say("Hello");
        breakOff();
        assertEquals(Role.USER, askedLast().getLast().role());
    }

    @Test
    void whereNothingWasShownItBeginsAnew() {
        begun(PREFILLS, "d");
        say();
        breakOff();
        assertEquals(Role.USER, askedLast().getLast().role());
    }

    @Test
    @Row("resume.prefill")
    void withACallOpenNobodyGoesOn() {
        begun(PREFILLS, "d");
        say("Hello");
        given.backend.last().frames.offer(List.of(Frame.of(List.of(new Event.ToolCallStarted(0, 0, "c", "f")))));
        breakOff();
        assertEquals(List.of("d"), given.backend.asked());
        assertEquals("cut", app.failure().label());
    }
}
