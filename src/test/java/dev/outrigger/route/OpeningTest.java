package dev.outrigger.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.dialect.Instructions;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.support.Known;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OpeningTest {
    private static final ModelProfile A = new Known("a", "cloud", "a").profile();
    private static final ModelProfile B = new Known("b", "cloud", "b").profile();
    private static final Step ASK_A = new Step.Try(A, Step.Relation.FIRST);
    private static final Step ASK_B = new Step.Try(B, Step.Relation.OTHER);

    private static Opening of(Step... plan) {
        return Opening.of(List.of(plan));
    }

    private static Step fan(Merge merge) {
        return new Step.FanOut(List.of(A, B), merge, Duration.ofSeconds(9));
    }

    private static Step judge(int chars) {
        return new Step.AskJudge(
                B,
                new Brief(
                        List.of(new Brief.Choice("a", "good"), new Brief.Choice("b", "cheap")),
                        Duration.ofSeconds(1),
                        chars,
                        9));
    }

    private static Step sure(double confidence) {
        return new Step.TryIf(A, Step.Relation.FIRST, HoldSettings.NONE, new Acceptance(confidence));
    }

    @Test
    void whatFollowsACertainAnswerMakesNoDifference() {
        assertEquals(of(ASK_A), of(ASK_A, ASK_B));
        assertEquals(Optional.of("a"), of(ASK_A, ASK_B).plain());
        assertNotEquals(of(ASK_A), of(ASK_B));
        assertEquals("nobody", of().words());
    }

    @Test
    void factsOfAModelMakeNoDifference() {
        ModelProfile dearer = new Known("a", "cloud", "a").price(9, 9).profile();
        assertEquals(of(ASK_A), of(new Step.Try(dearer, Step.Relation.PEER)));
    }

    @Test
    void whoIsJudgedComparedOrUnsureIsNotAskedAlone() {
        for (Opening other :
                List.of(of(judge(9), ASK_A), of(fan(new Merge.Vote()), ASK_A), of(sure(0.7), ASK_B), of(sure(0.7)))) {
            assertNotEquals(of(ASK_A), other);
            assertTrue(other.plain().isEmpty(), other.words());
        }
        assertNotEquals(of(judge(9), ASK_A), of(judge(10), ASK_A));
        assertNotEquals(of(fan(new Merge.Vote()), ASK_A), of(fan(new Merge.Compose(B)), ASK_A));
        assertNotEquals(of(sure(0.7), ASK_B), of(sure(0.8), ASK_B));
        assertNotEquals(of(sure(0.7), ASK_B), of(sure(0.7), ASK_A));
        assertEquals("whom b chooses, then a", of(judge(9), ASK_A, ASK_B).words());
        assertEquals(
                "a + b (composed by b)", of(fan(new Merge.Compose(B)), ASK_A).words());
        assertEquals("a if sure, then b", of(sure(0.7), ASK_B).words());
    }

    @Test
    void anotherPromptIsAnotherRequest() {
        Instructions said = new Instructions(
                "legal",
                Optional.of(Instructions.Template.of("Be exact.")),
                OptionalDouble.empty(),
                OptionalInt.empty());
        Opening prepared = of(new Step.Try(A, Step.Relation.FIRST, Optional.of(said)));
        assertNotEquals(of(ASK_A), prepared);
        assertTrue(prepared.plain().isEmpty());
        assertEquals("a at legal", prepared.words());
        // A destination that leaves the request as it is makes no difference
        assertEquals(of(ASK_A), of(new Step.Try(A, Step.Relation.FIRST, Optional.of(Instructions.none("legal")))));
    }
}
