package dev.outrigger.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Usage;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.route.Policy;
import dev.outrigger.route.Recipe;
import dev.outrigger.support.Known;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PlannedTest {
    /** At $1 a million tokens for the cheap one, and $10 for the dear. */
    private static final Usage USAGE = Usage.of(1_000_000, 100_000);

    private static Planned planned(String yaml, Usage usage) {
        return Planned.of(Policies.named("thrift", yaml).decide(Ended.query(1)), usage);
    }

    private static Planned ensemble(String merge) {
        return planned("{ stages: [ ensemble: { of: [cheap, dear], merge: " + merge + " } ] }", USAGE);
    }

    private static Optional<String> unknown(String yaml) {
        return planned(yaml, USAGE).unknown();
    }

    @Test
    void oneModelCostsItsAnswer() {
        Planned planned = planned("{ stages: [ rule: { when: 'true', prefer: [dear] } ] }", USAGE);
        assertEquals(11, planned.dollars().orElseThrow(), 1e-9);
        assertEquals(0.9, planned.quality().orElseThrow(), 1e-9);
        assertEquals(OptionalDouble.of(7), planned.seconds(model -> OptionalDouble.of(7)));
    }

    @Test
    void anEnsembleCostsAllItsCalls() {
        assertEquals(12.1, ensemble("{ vote: {} }").dollars().orElseThrow(), 1e-9);
        // The judge reads both answers and says a word: eight tokens
        assertEquals(
                12.1 + 12 + 8e-5,
                ensemble("{ judge: { model: dear } }").dollars().orElseThrow(),
                1e-9);
        assertEquals(
                12.1 + 12 + 1,
                ensemble("{ compose: { model: dear } }").dollars().orElseThrow(),
                1e-9);
        assertTrue(ensemble("{ vote: {} }").quality().isEmpty());
    }

    @Test
    void anEnsembleTakesAsLongAsTheSlowestAndWhoeverWrites() {
        Map<String, OptionalDouble> took = Map.of("cheap", OptionalDouble.of(1), "dear", OptionalDouble.of(3));
        assertEquals(OptionalDouble.of(3), ensemble("{ vote: {} }").seconds(took::get));
        assertEquals(
                OptionalDouble.of(6), ensemble("{ compose: { model: dear } }").seconds(took::get));
        assertEquals(OptionalDouble.empty(), ensemble("{ vote: {} }").seconds(model -> OptionalDouble.empty()));
    }

    @Test
    void whatCannotBeKnownBeforeSaysWhy() {
        assertEquals(
                Optional.of("whether cheap is sure is not known before"),
                unknown("{ stages: [ cascade: { from: [cheap], to: [dear] } ] }"));
        assertEquals(
                Optional.of("whom dear chooses is not known before"),
                unknown("{ stages: [ judge: { model: dear, describe: { cheap: easy, dear: hard } } ] }"));
        assertEquals(
                Optional.of("the tokens of the recorded answer were not counted"),
                planned("{}", Usage.ABSENT).unknown());
    }

    @Test
    void ofAMemberWithoutAPriceNothingIsAddedUp() {
        ModelProfile gift = new Known("gift", "cloud", "vendor-gift").profile();
        List<ModelProfile> models = List.of(Policies.DEAR, gift);
        Policy both = new Recipe(
                        "thrift",
                        Optional.of(Policies.settings("{ stages: [ ensemble: { of: [dear, gift] } ] }")),
                        models,
                        dev.outrigger.route.Readers.NONE)
                .policy();
        Planned planned = Planned.of(
                both.decide(new dev.outrigger.route.Query(
                        Ended.outline("auto"),
                        dev.outrigger.analyze.Analysis.NONE,
                        Ended.view(models),
                        dev.outrigger.admit.Clearance.OPEN,
                        Ended.occasion(1))),
                USAGE);
        assertEquals(Optional.of("the price of gift is not known"), planned.unknown());
        assertTrue(planned.dollars().isEmpty());
        assertFalse(planned.isHere());
    }
}
