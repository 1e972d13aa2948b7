package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.chat.Failure;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Profiles;
import dev.outrigger.route.Step;
import dev.outrigger.support.Known;
import dev.outrigger.support.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RemainingTest {
    private static final ModelProfile A = Profiles.of("a", "there", "gpt-a");
    private static final ModelProfile B = Profiles.of("b", "there", "gpt-b");
    private static final ModelProfile C = Profiles.of("c", "there", "gpt-c");

    private static ModelProfile sized(String name, int window) {
        return new Known(name, "there", name).window(window).profile();
    }

    private static Remaining of(Optional<ModelProfile> asked, ModelProfile... plan) {
        return new Remaining(
                Stream.of(plan)
                        .<Step.Ask>map(profile -> new Step.Try(profile, Step.Relation.OTHER))
                        .toList(),
                asked,
                ModelProfile::window);
    }

    private static List<String> names(Remaining remaining) {
        return remaining.candidates().stream().map(ModelProfile::name).toList();
    }

    private static ModelProfile next(Remaining remaining) {
        ModelProfile next = remaining.candidates().getFirst();
        remaining.remove(next);
        return next;
    }

    @Test
    void keepsThePlansOrderWhateverElseFails() {
        List<Failure> counted = new ArrayList<>(Failures.COUNTED);
        counted.remove(Failures.TIMED_OUT);
        for (Failure failure : counted) {
            Remaining remaining = of(Optional.of(C), A, B, C);
            remaining.failed(next(remaining), failure);
            assertEquals(List.of("b", "c"), names(remaining), failure.label());
        }
    }

    @Test
    @Row({"clock.first-token-elsewhere", "before.timed-out", "before.401-ours"})
    void leavesOutWhatIsBesideAModelThatKeptItWaitingOrRefusedTheKey() {
        ModelProfile elsewhere = Profiles.of("d", "elsewhere", "gpt-d");
        for (Failure failure : List.of(Failures.TIMED_OUT, Failures.UNAUTHORIZED)) {
            Remaining remaining = of(Optional.of(C), A, B, elsewhere, C);
            remaining.failed(next(remaining), failure);
            assertEquals(List.of("d"), names(remaining), failure.label());
        }
    }

    @Test
    void tellsWhatACandidateIsToAnotherByTheLeastOfTheStepsBetween() {
        List<Step.Ask> plan = List.of(
                new Step.Try(A, Step.Relation.FIRST),
                new Step.Try(B, Step.Relation.REPLICA),
                new Step.Try(C, Step.Relation.PEER),
                new Step.Try(Profiles.of("d", "there", "gpt-d"), Step.Relation.OTHER));
        Remaining remaining = new Remaining(plan, Optional.empty(), ModelProfile::window);
        assertEquals(Step.Relation.REPLICA, remaining.relation(A, B));
        assertEquals(Step.Relation.PEER, remaining.relation(A, C));
        assertEquals(Step.Relation.PEER, remaining.relation(B, C));
        assertEquals(Step.Relation.OTHER, remaining.relation(A, plan.getLast().candidate()));
        assertEquals(Step.Relation.OTHER, remaining.relation(C, A), "it stands before it");
    }

    @Test
    @Row("before.untranslatable")
    void asksTheModelThatTheAppMeantAfterOneThatDidNotUnderstand() {
        Remaining remaining = of(Optional.of(C), A, B, C);
        remaining.failed(next(remaining), Failures.UNTRANSLATABLE);
        assertEquals(List.of("c", "b"), names(remaining));
    }

    @Test
    void asksNobodyTwiceAndNobodyWhomThePlanLeftOut() {
        Remaining met = of(Optional.of(A), A, B, C);
        met.failed(next(met), Failures.UNTRANSLATABLE);
        assertEquals(List.of("b", "c"), names(met));
        Remaining leftOut = of(Optional.of(C), A, B);
        leftOut.failed(next(leftOut), Failures.UNTRANSLATABLE);
        assertEquals(List.of("b"), names(leftOut));
    }

    @Test
    @Row("before.too-long")
    void asksOnlyWhoMayHaveMoreRoomAfterOneThatHadTooLittle() {
        ModelProfile full = sized("full", 8_000);
        Remaining remaining =
                of(Optional.empty(), full, sized("small", 4_000), sized("same", 8_000), B, sized("big", 9_000));
        remaining.failed(next(remaining), Failures.TOO_LONG);
        assertEquals(List.of("b", "big"), names(remaining));
    }

    @Test
    @Row("before.too-long")
    void asksEverybodyAfterOneWhoseRoomNobodyKnows() {
        Remaining remaining = of(Optional.empty(), A, sized("small", 4_000), B);
        remaining.failed(next(remaining), Failures.TOO_LONG);
        assertEquals(List.of("small", "b"), names(remaining));
    }
}
