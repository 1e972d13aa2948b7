package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.Usage;
import dev.outrigger.route.Acceptance;
import dev.outrigger.route.HoldSettings;
import dev.outrigger.route.Step;
import java.time.Duration;
import java.util.List;

/** Plans whose first candidate is handed on only if it is sure, and what it says. */
class HeldAnswers {
    static final HoldSettings HOLD = new HoldSettings(64, Duration.ofSeconds(3));

    DispatchFixture given = new DispatchFixture();
    final Reader app = Reader.steady();

    Dispatch begun(String... others) {
        return begun(new Acceptance(0.7), others);
    }

    /** The first is asked on this condition, the others follow. */
    Dispatch begun(Acceptance acceptance, String... others) {
        Dispatch dispatch =
                given.steps(List.of(new Step.TryIf(given.model("a"), Step.Relation.FIRST, HOLD, acceptance)), others);
        dispatch.answer().onSuccess(answer -> answer.frames().subscribe(app));
        return dispatch;
    }

    ScriptedBackend.Trial last() {
        return given.backend.last();
    }

    static Frame used() {
        return new Frame(Bytes.of("u"), List.of(new Event.Used(Usage.of(5, 1))));
    }

    /** A whole stream of one token that is so probable. */
    void says(String text, double probability) {
        whole(Frames.sure(text, probability), Frames.finish(0), used(), Frames.ended());
    }

    void answers(String text) {
        whole(Frames.text(text), Frames.finish(0), Frames.ended());
    }

    void whole(Frame... frames) {
        ScriptedBackend.Trial trial = last();
        trial.held(frames);
        trial.frames.complete();
    }

    static String unsure(Dispatch dispatch) {
        return String.valueOf(dispatch.answer().result().headers().get(Answer.UNSURE));
    }

    void assertNothingIsLeft() {
        assertEquals(0, given.time.armed());
        assertEquals(0, given.inFlight());
    }
}
