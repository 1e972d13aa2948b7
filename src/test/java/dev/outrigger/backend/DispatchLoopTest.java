package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.route.Conduct;
import dev.outrigger.route.Decision;
import dev.outrigger.route.Step;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom an exchange goes on to while the app answers a model's calls, and what that one is told. */
class DispatchLoopTest {
    private static final String OPEN = """
            {"model":"auto","messages":[{"role":"user","content":"Hello"},
            {"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},
            {"role":"tool","tool_call_id":"c","content":"r"}]}""";

    private final DispatchFixture given = new DispatchFixture();

    @BeforeEach
    void aLoopIsOpen() {
        given.body = OPEN;
    }

    /** Each attempt's model, and what becomes of the reasoning. */
    private List<String> asked() {
        return given.backend.trials.stream()
                .map(trial -> trial.model + " " + trial.reasoning)
                .toList();
    }

    private void fails() {
        given.backend.last().fail(Failures.UNREACHABLE);
    }

    @Test
    @Row("elsewhere.tool-loop")
    void goesToReplicasFirstAndThenToAnotherModelWithoutTheReasoning() {
        given.dispatch("a", "b", "d");
        fails();
        fails();
        assertEquals(List.of("a KEPT", "d KEPT", "b LEFT_OUT"), asked());
    }

    @Test
    void keepsThePlansOrderAndTheReasoningWithoutALoop() {
        given.body = OPEN.replace("\"r\"}]}", "\"r\"},{\"role\":\"assistant\",\"content\":\"b\"}]}");
        given.dispatch("a", "b", "d");
        fails();
        fails();
        assertEquals(List.of("a KEPT", "b KEPT", "d KEPT"), asked());
    }

    @Test
    void keepsTheReasoningFromModelsThatAreReplicasOfEachOtherAndNotOfTheFirst() {
        given.dispatch("b", "a", "d");
        fails();
        fails();
        assertEquals(List.of("b KEPT", "a LEFT_OUT", "d LEFT_OUT"), asked());
    }

    @Test
    @Row("elsewhere.tool-loop")
    void passesOverAReplicaThatRests() {
        given.availability("d").coolDown().failed(Failures.throttled(Duration.ofMinutes(1)));
        given.dispatch("a", "b", "d");
        fails();
        assertEquals(List.of("a KEPT", "b LEFT_OUT"), asked());
    }

    @Test
    void asksAReplicaThatRestedWhenItWasDecidedBeforeAnotherModel() {
        given.resting(new Conduct(Duration.ZERO, true), List.of("a", "b"), "d");
        fails();
        assertEquals(List.of("a KEPT", "d KEPT"), asked());
    }

    /** However good another one is, it has not thought what the first has. */
    @Test
    void spendsItsPatienceAlsoBeforeAModelThatIsAsGood() {
        given.dispatch(new Conduct(Duration.ofSeconds(3), true), Step.Relation.PEER, "a", "b");
        fails();
        given.time.pass(Duration.ofSeconds(1));
        assertEquals(List.of("a KEPT", "a KEPT"), asked());
        fails();
        assertEquals(List.of("a KEPT", "a KEPT", "b LEFT_OUT"), asked());
    }

    @Test
    void spendsNoneBeforeAReplicaWhereverThatStands() {
        given.dispatch(new Conduct(Duration.ofSeconds(3), true), Step.Relation.OTHER, "a", "b", "d");
        fails();
        assertEquals(List.of("a KEPT", "d KEPT"), asked());
    }

    @Test
    @Row("elsewhere.tool-loop")
    void hedgesWithReplicasAlone() {
        given.knows("a", 20, 2);
        given.hedged("a", "b", "c");
        given.time.pass(Duration.ofSeconds(30));
        assertEquals(List.of("a KEPT"), asked());
        given.hedged("a", "b", "d");
        given.time.pass(Duration.ofSeconds(2));
        assertEquals(List.of("a KEPT", "a KEPT", "d KEPT"), asked());
    }

    @Test
    void takesTheModelThatTheAppNamedForTheOneThatMadeTheCallsThoughItRests() {
        given.body = OPEN.replace("auto", "a");
        given.reason = Decision.Reason.NAMED;
        given.resting(new Conduct(Duration.ZERO, true), List.of("b"), "a");
        fails();
        assertEquals(List.of("b LEFT_OUT", "a KEPT"), asked());
    }

    @Test
    @Row("elsewhere.tool-loop")
    void goesOnWithAnAnswerThatBrokeByTheSameRule() {
        given.body = OPEN.replace("{\"model\"", "{\"stream\":true,\"model\"");
        given.dispatch("a", "b", "d")
                .answer()
                .onSuccess(answer -> answer.frames().subscribe(Reader.greedy()));
        given.backend.last().tell();
        given.backend.last().frames.fail(Failures.CUT);
        fails();
        assertEquals(List.of("a KEPT", "a KEPT", "d KEPT"), asked());
    }
}
