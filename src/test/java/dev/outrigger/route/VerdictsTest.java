package dev.outrigger.route;

import static dev.outrigger.route.Fixtures.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.config.Binder;
import dev.outrigger.config.Bound;
import dev.outrigger.config.Mistake;
import dev.outrigger.registry.Cell;
import dev.outrigger.registry.Figures;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.RegistryView;
import dev.outrigger.registry.Strengths;
import dev.outrigger.registry.TrackRecord;
import dev.outrigger.registry.Verdicts;
import dev.outrigger.support.Known;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What verdicts on a model's answers make of what the score expects of it. */
class VerdictsTest {
    private static final Analysis AVERAGE = Fixtures.analysis(0.5, "factual");

    record File(List<StageSettings> stages) {}

    private static Bound<File> bind(String stage) {
        return Binder.bind("outrigger.yaml", ("stages:\n  - " + stage).getBytes(StandardCharsets.UTF_8), File.class);
    }

    private static StageSettings.Score score(String stage) {
        return (StageSettings.Score) bind(stage).orElseThrow().stages().getFirst();
    }

    private static Known model(String name, double quality) {
        return new Known(name, "cloud", "any").quality(quality).latency(1).price(1, 1);
    }

    private static ModelState judged(ModelProfile profile, TrackRecord given) {
        return new ModelState(
                profile,
                new Health.Ready(),
                0,
                OptionalDouble.empty(),
                profile.window(),
                Figures.UNKNOWN.judged(given));
    }

    private static ModelState judged(ModelProfile profile, double good, double bad) {
        return judged(profile, new TrackRecord(new Verdicts(good, bad), Map.of()));
    }

    private static Decision decide(StageSettings stage, ModelState... models) {
        RegistryView view = Fixtures.view(models);
        return Fixtures.policy(view, stage).decide(Fixtures.query(AVERAGE, models));
    }

    private static Decision.Considered of(Decision decision, String model) {
        return decision.considered().stream()
                .filter(one -> one.model().equals(model))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void changeNothingBeforeTheFirst() {
        ModelState plain = Fixtures.ready(model("a", 0.8).profile());

        Decision decision = decide(Fixtures.score(), plain);

        assertEquals(0.8, of(decision, "a").quality().orElseThrow(), 1e-9);
        assertTrue(
                of(decision, "a").because().contains("quality 0.80, cheapness"),
                of(decision, "a").because());
    }

    @Test
    void moveWhatIsExpectedAsIfThatWereTwentyOfThem() {
        Decision decision = decide(Fixtures.score(), judged(model("a", 0.8).profile(), 5, 15));

        assertEquals((20 * 0.8 + 5) / 40, of(decision, "a").quality().orElseThrow(), 1e-9);
        assertTrue(
                of(decision, "a")
                        .because()
                        .contains("quality 0.53 (0.80 expected before 20 verdicts, ± 0.08), cheapness"),
                of(decision, "a").because());
    }

    @Test
    void turnTheOrderWhereTheySayOtherwiseThanTheProfiles() {
        ModelState praised = judged(model("praised", 0.6).profile(), 95, 5);
        ModelState blamed = judged(model("blamed", 0.9).profile(), 5, 95);

        assertEquals(List.of("praised", "blamed"), plan(decide(Fixtures.score(), blamed, praised)));
        assertEquals(List.of("blamed", "praised"), plan(decide(score("score: { prior: 10000 }"), blamed, praised)));
    }

    @Test
    void ofTheDomainCountForThemselvesAndOthersAsAnExpectation() {
        ModelProfile byDomain = model("a", 0.5)
                .strengths(new Strengths(Map.of("math", 0.5), Map.of(), List.of()))
                .profile();
        TrackRecord given = new TrackRecord(new Verdicts(20, 80), Map.of("factual", new Verdicts(20, 0)));
        TrackRecord elsewhere = new TrackRecord(new Verdicts(0, 20), Map.of("code", new Verdicts(0, 20)));

        assertEquals(
                (20 * 0.1 + 20) / 40,
                of(decide(Fixtures.score(), judged(byDomain, given)), "a")
                        .quality()
                        .orElseThrow(),
                1e-9);
        assertEquals(
                0.25,
                of(decide(Fixtures.score(), judged(byDomain, elsewhere)), "a")
                        .quality()
                        .orElseThrow(),
                1e-9);
    }

    @Test
    void ofADomainAreNotLookedAtWhereTheStageDoesNotReadIt() {
        TrackRecord given = new TrackRecord(new Verdicts(0, 20), Map.of("factual", new Verdicts(20, 0)));

        assertEquals(
                0.25,
                of(decide(Fixtures.score(), judged(model("a", 0.5).profile(), given)), "a")
                        .quality()
                        .orElseThrow(),
                1e-9);
    }

    @Test
    void whatNobodySaysStaysAbsentUntilTheyOutweighThePresumption() {
        ModelProfile unknown = new Known("a", "cloud", "any").profile();

        assertTrue(of(decide(Fixtures.score(), judged(unknown, 10, 9)), "a")
                .quality()
                .isEmpty());
        assertTrue(of(decide(Fixtures.score(), judged(unknown, 10, 10)), "a")
                .quality()
                .isPresent());
    }

    @Test
    void cautionTakesOffWhatIsNotKnownSurelyAndLeavesTheEstimate() {
        ModelState known = judged(model("known", 0.8).profile(), 800, 200);
        ModelState fresh = Fixtures.ready(model("fresh", 0.81).profile());

        assertEquals(List.of("fresh", "known"), plan(decide(Fixtures.score(), known, fresh)));
        Decision careful = decide(score("score: { caution: 1 }"), fresh, known);
        assertEquals(List.of("known", "fresh"), plan(careful));
        assertEquals(0.81, of(careful, "fresh").quality().orElseThrow(), 1e-9);
        assertTrue(
                of(careful, "fresh").because().contains("quality 0.81 with caution 0.72, "),
                of(careful, "fresh").because());
    }

    @Test
    void areNotCountedTwiceByASecondScore() {
        ModelState state = judged(model("a", 0.8).profile(), 0, 20);
        RegistryView view = Fixtures.view(state);

        Decision twice =
                Fixtures.policy(view, Fixtures.score(), Fixtures.score()).decide(Fixtures.query(AVERAGE, state));

        assertEquals(0.4, of(twice, "a").quality().orElseThrow(), 1e-9);
    }

    @Property(tries = 200)
    void aGoodOneNeverLowersWhatIsExpectedAndABadOneNeverRaisesIt(
            @ForAll @DoubleRange(min = 0, max = 1) double expected,
            @ForAll @IntRange(max = 500) int good,
            @ForAll @IntRange(max = 500) int bad,
            @ForAll @DoubleRange(min = 1, max = 1_000) double prior) {
        Trust trust = new Trust(prior, 1);
        Trust.Quality now = trust.of(expected, here(good, bad));

        assertTrue(trust.of(expected, here(good + 1, bad)).mean() >= now.mean() - 1e-12);
        assertTrue(trust.of(expected, here(good, bad + 1)).mean() <= now.mean() + 1e-12);
        assertTrue(now.mean() >= 0 && now.mean() <= 1 + 1e-12 && now.worth() >= 0 && now.worth() <= now.mean());
        assertTrue(trust.of(expected, here(good * 10, bad * 10)).standardError() <= 1);
    }

    private static TrackRecord.Split here(double good, double bad) {
        return new TrackRecord.Split(new Verdicts(good, bad), Verdicts.NONE);
    }

    @Property(tries = 500)
    void theNextOneInADomainMovesWhatIsExpectedThereItsWayWhateverThoseElsewhereSay(
            @ForAll @DoubleRange(min = 0, max = 1) double expected,
            @ForAll @Size(max = 40) List<Boolean> here,
            @ForAll @Size(max = 40) List<Boolean> elsewhere,
            @ForAll @IntRange(max = 60) int times,
            @ForAll @DoubleRange(min = 1, max = 1_000) double prior) {
        Trust trust = new Trust(prior, 1);
        Cell cell = new Cell(model("a", 0.5).profile());
        for (int i = 0; i < times; i++) elsewhere.forEach(good -> cell.judged("code", good));
        here.forEach(good -> cell.judged("math", good));
        for (boolean good : List.of(false, true, true, false)) {
            double before = trust.of(expected, in(cell, "math")).mean();
            cell.judged("math", good);
            double after = trust.of(expected, in(cell, "math")).mean();
            assertTrue(good ? after >= before - 1e-12 : after <= before + 1e-12, before + " " + after);
        }
    }

    private static TrackRecord.Split in(Cell cell, String domain) {
        return cell.state().figures().verdicts().orElse(TrackRecord.NONE).in(Optional.of(domain));
    }

    @Test
    void defaultsSayNothing() {
        assertEquals(new StageSettings.Score(), score("score: {}"));
        assertEquals(new Trust(20, 0), Trust.of(score("score: {}")));
    }

    @Test
    void bindsItsKeys() {
        assertEquals(
                new StageSettings.Score(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(50.0), Optional.of(1.5)),
                score("score: { prior: 50, caution: 1.5 }"));
    }

    @Test
    void boundsAndKnowsItsKeys() {
        for (String wrong : List.of("prior: 0", "prior: 10001", "caution: -1", "caution: 6", "cautoin: 1"))
            assertTrue(
                    bind("score: { " + wrong + " }") instanceof Bound.Wrong<File>(List<Mistake> mistakes)
                            && mistakes.toString().contains("score"),
                    wrong);
    }
}
