package dev.outrigger.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.Profiles;
import dev.outrigger.registry.RegistryView;
import dev.outrigger.support.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static Candidate candidate(String name, OptionalDouble quality) {
        ModelProfile profile = Profiles.of(name, "there", name);
        return Candidate.of(new ModelState(profile, new Health.Ready(), 0, OptionalDouble.empty()))
                .estimated(new Estimate(quality, OptionalDouble.empty(), OptionalDouble.empty()));
    }

    private static List<Step.Relation> relations(OptionalDouble... qualities) {
        List<Candidate> candidates = new ArrayList<>();
        for (OptionalDouble quality : qualities) candidates.add(candidate("m" + candidates.size(), quality));
        RegistryView view =
                new RegistryView(candidates.stream().map(Candidate::state).toList());
        return Plan.of(candidates, view).stream().map(Step.Ask::relation).toList();
    }

    @Test
    @Row("elsewhere.peer")
    void callsAModelThatIsAsGoodByItsScoreAPeer() {
        assertEquals(
                List.of(Step.Relation.FIRST, Step.Relation.PEER, Step.Relation.PEER, Step.Relation.OTHER),
                relations(
                        OptionalDouble.of(0.7),
                        OptionalDouble.of(0.7),
                        OptionalDouble.of(0.9),
                        OptionalDouble.of(0.8)));
    }

    @Test
    @Row("elsewhere.peer")
    void callsNobodyAPeerWhoseQualityIsOnlyPresumed() {
        assertEquals(
                List.of(Step.Relation.FIRST, Step.Relation.OTHER, Step.Relation.OTHER),
                relations(OptionalDouble.of(0.1), OptionalDouble.empty(), OptionalDouble.of(0.9)));
    }
}
