package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Instructions;
import dev.outrigger.route.Acceptance;
import dev.outrigger.route.Merge;
import dev.outrigger.route.Occasion;
import dev.outrigger.route.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever makes an answer is asked as its destination has it, not the first of the plan alone. */
class DispatchDestinationTest extends HeldAnswers {
    @BeforeEach
    void isSentToBilling() {
        given = new DispatchFixture(5);
        given.instructions = Optional.of(new Instructions(
                "billing",
                Optional.of(Instructions.Template.of("You bill.")),
                OptionalDouble.empty(),
                OptionalInt.of(500)));
    }

    private Dispatch ensemble(Merge merge) {
        return given.steps(
                List.of(new Step.FanOut(List.of(given.model("a"), given.model("b")), merge, Duration.ofSeconds(10))),
                "a",
                "b",
                "c");
    }

    private ChatRequest asked(int trial) {
        return ((Inbound) given.backend.trials.get(trial).call.request()).request();
    }

    private String system(int trial) {
        return asked(trial).messages().getFirst().text();
    }

    private void answer(String... texts) {
        for (int i = 0; i < texts.length; i++) given.backend.trials.get(i).whole(Frames.whole(texts[i]));
    }

    @Test
    void soAreTheMembersOfAnEnsembleAndItsWriter() {
        ensemble(new Merge.Compose(given.model("d")));
        assertEquals("You bill.", system(0));
        assertEquals("You bill.", system(1));
        answer("one", "two");
        assertEquals("You bill.", system(2).lines().findFirst().orElseThrow());
        assertEquals(500, asked(2).sampling().maxTokens().orElseThrow());
    }

    @Test
    void aJudgesQuestionIsItsOwn() {
        ensemble(new Merge.Judge(given.model("d")));
        answer("one", "two");
        assertFalse(system(2).startsWith("You bill."), system(2));
        assertEquals(Question.ANSWER_TOKENS, asked(2).sampling().maxTokens().orElseThrow());
    }

    @Test
    void whoAsksAndWhenIsToldToEveryCall() {
        given.occasion = Occasion.at(Instant.EPOCH.plusSeconds(7), 0.5, OptionalDouble.empty());
        ensemble(new Merge.Judge(given.model("d")));
        answer("one", "two");
        begun("b");
        for (ScriptedBackend.Trial trial : given.backend.trials) assertEquals(given.occasion, trial.call.occasion());
        assertEquals(4, given.backend.trials.size());
    }

    @Test
    void soAreSamples() {
        given.backend.isLocal();
        begun(new Acceptance(0.7, 0, 3, 0.6), "b");
        says("Paris, of course", 0.9);
        assertEquals("You bill.", system(1));
        assertEquals(3, asked(1).sampling().choices());
    }

    @Test
    void anAnswerThatItsBoundCutsShortIsNotLessSure() {
        Dispatch dispatch = begun("b");
        Frame cut = new Frame(Bytes.of("|"), List.of(new Event.Finished(0, FinishReason.LENGTH)));
        whole(Frames.sure("Paris", 0.9), cut, used(), Frames.ended());
        assertEquals(List.of("a initial ok"), DispatchFixture.verdicts(dispatch));
    }
}
