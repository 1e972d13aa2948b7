package dev.outrigger.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.exchange.Basis;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.route.Policy;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrialTest {
    private static final Policy STABLE = Policies.preferring("dear");
    private static final Policy TRIED = Policies.preferring("cheap");
    private static final Policy LIKE_STABLE =
            Policies.named("thrift", "{ objective: { cost: 0 }, stages: [ score: {} ] }");
    private static final int MANY = 20_000;

    private static Trial split(double share) {
        return new Trial(List.of(new Trial.Arm(TRIED, share), new Trial.Arm(STABLE, 1 - share)), Optional.empty());
    }

    private static boolean isTried(Trial trial, long session) {
        return trial.choose(() -> session).policy().equals(TRIED);
    }

    @Test
    void conversationsFallToVersionsByTheirShares() {
        for (boolean counted : List.of(true, false)) {
            Random random = new Random(7);
            int tried = 0;
            for (int i = 0; i < MANY; i++) if (isTried(split(0.1), counted ? i : random.nextLong())) tried++;
            // Five standard deviations
            assertEquals(0.1 * MANY, tried, 5 * Math.sqrt(0.1 * 0.9 * MANY));
        }
    }

    @Test
    void aConversationStaysWhereItIsWhileAShareGrows() {
        for (long session = 0; session < 2_000; session++)
            if (isTried(split(0.1), session)) assertTrue(isTried(split(0.3), session));
    }

    @Test
    void anotherVersionOnTrialHasOtherConversations() {
        Trial other = new Trial(List.of(new Trial.Arm(LIKE_STABLE, 0.1), new Trial.Arm(STABLE, 0.9)), Optional.empty());
        int both = 0;
        for (long session = 0; session < MANY; session++) {
            long one = session;
            if (isTried(split(0.1), session) && other.choose(() -> one).policy().equals(LIKE_STABLE)) both++;
        }
        assertEquals(0.01 * MANY, both, 5 * Math.sqrt(0.01 * MANY));
    }

    @Test
    void oneVersionAloneNeedsNoConversation() {
        Choice choice = Trial.of(STABLE).choose(() -> {
            throw new AssertionError("nobody needs it");
        });
        assertEquals(STABLE, choice.policy());
    }

    @Test
    void aModelsChanceIsThatOfAllVersionsThatAskIt() {
        Trial trial = new Trial(
                List.of(new Trial.Arm(TRIED, 0.1), new Trial.Arm(LIKE_STABLE, 0.2), new Trial.Arm(STABLE, 0.7)),
                Optional.empty());
        for (long session = 0; session < 200; session++) {
            long one = session;
            Choice choice = trial.choose(() -> one);
            Exchange exchange = Ended.by(choice, Ended.query(session));
            Basis basis = exchange.basis().orElseThrow();
            assertEquals(choice.policy().equals(TRIED) ? 0.1 : 0.9, basis.propensity(), 1e-9);
        }
    }

    @Test
    void aShadowIsToldAndNeverActs() {
        Trial trial = new Trial(List.of(new Trial.Arm(STABLE, 1)), Optional.of(TRIED));
        Exchange exchange = Ended.by(trial.choose(() -> 1), Ended.query(1));

        assertEquals("dear", exchange.decision().orElseThrow().first().orElseThrow());
        Entry.Shadow shadow =
                Entry.of(exchange, Entry.Names.WRITTEN).orElseThrow().shadow().orElseThrow();
        assertEquals(new Entry.Shadow("thrift@" + TRIED.hash(), Optional.of("cheap"), false), shadow);
    }

    @Test
    void everythingIsReadThatAnyVersionReads() {
        Policy reads = Policies.named("thrift", "{ stages: [ local: {} ] }");
        Trial trial = new Trial(List.of(new Trial.Arm(TRIED, 0.5), new Trial.Arm(STABLE, 0.5)), Optional.of(reads));
        assertTrue(trial.choose(() -> 1).dimensions().containsAll(reads.dimensions()));
    }
}
