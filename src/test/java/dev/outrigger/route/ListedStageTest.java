package dev.outrigger.route;

import static dev.outrigger.route.Fixtures.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Clearance;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Tool;
import dev.outrigger.registry.Capability;
import dev.outrigger.registry.Listed;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.Price;
import dev.outrigger.support.Asked;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ListedStageTest {
    private static final ModelState PLAIN = listed("plain", 4_000, 1_000, List.of(Capability.DOCUMENTS));
    private static final ModelState ABLE = listed("able", 100_000, 50_000, List.of(Capability.TOOLS));
    private static final ModelState UNLISTED =
            Fixtures.ready(Fixtures.cloud("unlisted").profile());

    private static ModelState listed(String name, int reads, int writes, List<Capability> can) {
        return Fixtures.ready(new dev.outrigger.support.Known(name, "cloud", "vendor-" + name)
                .can(java.util.EnumSet.allOf(Capability.class))
                .listed(new Listed(new Price(1, 1), OptionalInt.of(reads), OptionalInt.of(writes), can))
                .profile());
    }

    private static Decision decide(ChatRequest request, ModelState... models) {
        Policy policy = Fixtures.policy(
                Fixtures.view(models), new StageSettings.Rule("true", List.of("plain"), List.of(), List.of()));
        return policy.decide(
                new Query(request, Fixtures.analysis(0.5, "factual"), Fixtures.view(models), Clearance.OPEN));
    }

    private static ChatRequest tools() {
        return Asked.of("What time is it?")
                .tools(List.of(new Tool("now", "The time.", "{}")))
                .request();
    }

    @Test
    void oneOfWhichTheListDoesNotSayWhatItCanIsNotPutLast() {
        Decision decision = decide(tools(), listed("plain", 100_000, 10_000, List.of()), ABLE);

        assertEquals(List.of("plain", "able"), plan(decision));
    }

    @Test
    void putsLastWhoIsListedAsUnableThoughARulePrefersIt() {
        Decision decision = decide(tools(), PLAIN, ABLE, UNLISTED);

        assertEquals(List.of("able", "unlisted", "plain"), plan(decision));
        assertEquals(
                "by the price list no tools", decision.considered().getLast().because());
    }

    @Test
    void stillAsksItWhereNobodyElseAnswers() {
        assertEquals(List.of("plain"), plan(decide(tools(), PLAIN)));
    }

    @Test
    void changesNothingWhereItIsAble() {
        assertEquals(
                List.of("plain", "able", "unlisted"), plan(decide(Fixtures.request("auto"), PLAIN, ABLE, UNLISTED)));
    }

    @Test
    void putsLastWhoseListedWindowOrAnswerIsTooSmall() {
        assertEquals(
                List.of("able", "plain"),
                plan(decide(Asked.of("word ".repeat(9_000)).request(), PLAIN, ABLE)));
        Decision longAnswer = decide(
                Asked.of("Hi").sampling(Sampling.UNSAID.withMaxTokens(2_000)).request(), PLAIN, ABLE);
        assertEquals(List.of("able", "plain"), plan(longAnswer));
        assertTrue(longAnswer.considered().getLast().because().contains("gives at most 1000 tokens"));
    }

    @Test
    void aNamedModelIsAskedWhateverTheListSays() {
        Decision decision = Policies.contract(Fixtures.profiles(Fixtures.view(PLAIN, ABLE)))
                .decide(new Query(
                        Asked.of("What time is it?")
                                .model("plain")
                                .tools(List.of(new Tool("now", "The time.", "{}")))
                                .request(),
                        Fixtures.analysis(0.5, "factual"),
                        Fixtures.view(PLAIN, ABLE),
                        Clearance.OPEN));

        assertEquals(List.of("plain"), plan(decision));
    }
}
