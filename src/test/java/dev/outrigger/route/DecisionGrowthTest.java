package dev.outrigger.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.RegistryView;
import dev.outrigger.support.Allocated;
import java.util.AbstractList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A decision over ten times the models, or by ten times the rules, does ten times the work and not a hundred times. */
class DecisionGrowthTest {
    private static final int FEW = 100;
    private static final int MANY = 1_000;
    /** Ten, and what is larger with longer names and greater tables. */
    private static final double LINEAR = 11.5;

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "m" + i).toList();
    }

    private static ModelState[] models(int count) {
        return names(count).stream()
                .map(name -> Fixtures.ready(
                        Fixtures.remote(name, 1 + name.hashCode() % 17, 5, 0.3 + name.hashCode() % 61 / 100.0)))
                .toArray(ModelState[]::new);
    }

    private static long decided(int models, StageSettings... stages) {
        RegistryView view = Fixtures.view(models(models));
        Policy policy = Fixtures.policy(view, stages);
        Query query =
                Fixtures.query(Fixtures.analysis(0.5, "code"), view.models().toArray(ModelState[]::new));
        return Allocated.by(() -> policy.decide(query));
    }

    private static void growsAtMostLinearly(long few, long many) {
        assertTrue(many <= LINEAR * few, few + " bytes became " + many);
    }

    @Test
    void aScoreOverTenTimesTheModels() {
        growsAtMostLinearly(decided(FEW, Fixtures.score()), decided(MANY, Fixtures.score()));
    }

    @Test
    void aScoreKeepsToItsBytesForEachModel() {
        // 750 when this was written; of what is thrown away on the way to a text nothing may come back.
        long bytes = decided(MANY, Fixtures.score());
        assertTrue(bytes <= 1_000 * MANY, bytes + " bytes");
    }

    @Test
    void aRuleThatLeavesOutHalfOfTenTimesTheModels() {
        growsAtMostLinearly(decided(FEW, only(FEW / 2)), decided(MANY, only(MANY / 2)));
    }

    private static StageSettings only(int count) {
        return new StageSettings.Rule("request.tools >= 0", List.of(), List.of(), names(count));
    }

    @Test
    void tenTimesTheRulesOfWhichEachApplies() {
        growsAtMostLinearly(decided(4, rules(FEW)), decided(4, rules(MANY)));
    }

    private static StageSettings[] rules(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Fixtures.prefer("request.tools < " + (100 + i), "m" + i % 4))
                .toArray(StageSettings[]::new);
    }

    @Test
    void aListIsReadOnceHoweverManyCandidatesAreLookedUpInIt() {
        // Given
        CountedList list = new CountedList(names(MANY));
        Shortlist shortlist = Shortlist.of(Fixtures.view(models(MANY)));

        // When
        Shortlist first = new Listing(list).first(shortlist, Decision.Reason.RULE, "wanted");

        // Then
        assertEquals(
                names(MANY), first.candidates().stream().map(Candidate::model).toList());
        assertTrue(list.read <= 2 * MANY, list.read + " reads");
    }

    @Test
    void aStageThatChangesNobodyLeavesTheSameList() {
        Shortlist shortlist = Shortlist.of(Fixtures.view(models(FEW)));

        Shortlist same = new Wishes(List.of("gone"), List.of("gone"), List.of())
                .fulfilled(shortlist, new Wishes.Wisher("rule", "stage 1", Decision.Reason.RULE, "true"));

        assertTrue(same.holdsWhat(shortlist));
    }

    /** Counts how often one of it is looked at. */
    private static final class CountedList extends AbstractList<String> {
        private final List<String> all;
        private int read;

        CountedList(List<String> all) {
            this.all = all;
        }

        @Override
        public String get(int place) {
            read++;
            return all.get(place);
        }

        @Override
        public int size() {
            return all.size();
        }
    }
}
