package dev.outrigger.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.Known;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BeliefTest {
    private static Belief in(Beliefs beliefs, String domain) {
        return java.util.Objects.requireNonNull(beliefs.byDomain().get(domain));
    }

    @Property
    void aVerdictMovesTheMeanItsWayAndNeverToTheEnd(@ForAll @Size(max = 300) List<Boolean> verdicts) {
        Belief belief = Belief.NONE;
        Verdicts given = Verdicts.NONE;
        for (boolean good : verdicts) {
            given = given.judged(good);
            Belief next = Belief.NONE.after(given);
            assertTrue(good ? next.mean() > belief.mean() : next.mean() < belief.mean());
            assertTrue(next.mean() > 0 && next.mean() < 1);
            belief = next;
        }
    }

    @Test
    void growsSureAndNeverTooSureToChange() {
        Beliefs beliefs = new Beliefs(new Known("mini", "there", "x").profile());
        for (int i = 0; i < 100_000; i++) beliefs.judged("code", true);
        double sure = in(beliefs, "code").standardError();
        for (int i = 0; i < Verdicts.MOST; i++) beliefs.judged("code", false);

        Belief belief = in(beliefs, "code");
        assertTrue(sure < Belief.NONE.standardError() / 10);
        assertTrue(belief.good() + belief.bad() <= Verdicts.MOST + 2 + 1e-6, belief.toString());
        assertTrue(belief.mean() < 0.5, "a model that has changed is still thought to be good");
    }

    @Test
    void beginsWithWhatWasMeasuredElseWithWhatIsSaid() {
        ModelProfile profile = new Known("mini", "there", "x")
                .quality(0.5)
                .measured(new Skills(Map.of("code", new Skills.Skill(1_000, 100))))
                .strengths(new Strengths(Map.of("math", 0.9, "code", 0.9), Map.of(), List.of()))
                .profile();
        Beliefs beliefs = new Beliefs(profile);
        beliefs.judged("factual", true);

        assertEquals(Belief.of(0.1, Beliefs.MEASURED), in(beliefs, "code"));
        assertEquals(Belief.of(0.9, Beliefs.SAID), in(beliefs, "math"));
        assertEquals(Belief.of(0.5, Beliefs.SAID_OF_ALL).after(new Verdicts(1, 0)), in(beliefs, "factual"));
    }

    @Test
    void remembersSoManyDomainsAndNoMore() {
        Beliefs beliefs = new Beliefs(new Known("mini", "there", "x").profile());
        for (int i = 0; i < 2 * Beliefs.MOST_DOMAINS; i++) beliefs.judged("d" + i, true);
        beliefs.judged("d0", true);

        assertEquals(Beliefs.MOST_DOMAINS, beliefs.byDomain().size());
        assertEquals(Belief.NONE.after(new Verdicts(2, 0)), in(beliefs, "d0"));
    }

    @Test
    void keepsTheVerdictsApartFromWhatWasThoughtBefore() {
        Beliefs beliefs =
                new Beliefs(new Known("mini", "there", "x").quality(0.9).profile());
        beliefs.judged("code", true);
        beliefs.judged("code", false);
        beliefs.judged(true);

        assertEquals(new Verdicts(2, 1), beliefs.given().orElseThrow().all());
        assertEquals(
                Map.of("code", new Verdicts(1, 1)),
                beliefs.given().orElseThrow().domains());
        assertEquals(
                new TrackRecord.Split(new Verdicts(1, 1), new Verdicts(1, 0)),
                beliefs.given().orElseThrow().in(Optional.of("code")));
        assertEquals(
                new TrackRecord.Split(Verdicts.NONE, new Verdicts(2, 1)),
                beliefs.given().orElseThrow().in(Optional.of("math")));
        assertEquals(
                new TrackRecord.Split(new Verdicts(2, 1), Verdicts.NONE),
                beliefs.given().orElseThrow().in(Optional.empty()));
    }

    @Test
    void verdictsOfADomainFadeAsAllDoAndStayAPartOfThem() {
        Beliefs beliefs = new Beliefs(new Known("mini", "there", "x").profile());
        for (int i = 0; i < 50; i++) beliefs.judged("math", false);
        for (int i = 0; i < 5 * Verdicts.MOST; i++) beliefs.judged("code", true);

        TrackRecord.Split math = beliefs.given().orElseThrow().in(Optional.of("math"));
        assertTrue(math.here().bad() > 0 && math.here().bad() < 1, math.toString());
        assertEquals(0, math.elsewhere().bad(), 1e-9);
        assertEquals(
                beliefs.given().orElseThrow().all().count(),
                math.here().count() + math.elsewhere().count(),
                1e-6);
    }

    @Test
    void verdictsCountEverLess() {
        Verdicts given = Verdicts.NONE;
        for (int i = 0; i < 10_000; i++) given = given.judged(true);
        for (int i = 0; i < Verdicts.MOST; i++) given = given.judged(false);

        assertTrue(given.count() <= Verdicts.MOST + 1e-6);
        assertTrue(given.good() < given.bad());
    }

    @Test
    void hasNoSideOfNothing() {
        assertThrows(IllegalArgumentException.class, () -> new Belief(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Belief(1, Double.NaN));
    }
}
