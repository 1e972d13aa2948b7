package dev.outrigger.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.config.Hash;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.route.Policy;
import dev.outrigger.route.Query;
import dev.outrigger.route.Readers;
import dev.outrigger.route.Recipe;
import dev.outrigger.support.Known;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Policy DEAR = Policies.preferring("dear");
    private static final Policy CHEAP = Policies.preferring("cheap");

    private EntryLines lines = new EntryLines();

    private void feed(Replay replay, Exchange exchange, Entry.Names names) {
        Entry entry = Entry.of(exchange, names).orElseThrow();
        for (String body : lines.write(entry, exchange.basis().orElseThrow().recipe())) {
            try {
                replay.line("log:1", JSON.readTree(body));
            } catch (JsonProcessingException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    private ReplayReport replayed(Policy other, List<ModelProfile> models, Entry.Names names) {
        Replay replay = new Replay(Optional.of(other.recipe()), models, Optional.empty());
        lines = new EntryLines();
        for (int i = 0; i < 30; i++) feed(replay, Ended.by(DEAR, Ended.query(i)), names);
        return replay.report();
    }

    @Test
    void saysWhatTheOtherPolicyWouldHaveDoneCostAndRisked() {
        ReplayReport report = replayed(CHEAP, List.of(), Entry.Names.WRITTEN);

        assertEquals(30, report.check().reproduced());
        assertEquals(30, report.replayed());
        assertEquals(0, report.agreeing());
        assertEquals(Map.of("dear → cheap", 30L), report.moved());
        // 100,000 tokens either way at $10, and at $1, a million
        assertEquals(30 * 2.0, report.then().dollars().orElseThrow(), 1e-9);
        assertEquals(30 * 0.2, report.instead().dollars().orElseThrow(), 1e-9);
        assertEquals(0.9, report.then().quality().orElseThrow(), 1e-9);
        assertEquals(0.5, report.instead().quality().orElseThrow(), 1e-9);
        // What answers took is known of one; of the other what its profile says
        assertEquals(1, report.then().seconds().orElseThrow(), 1e-9);
        assertEquals(1, report.instead().seconds().orElseThrow(), 1e-9);
        assertEquals(new ReplayReport.Risks(0, 0, 30), report.risks());
        assertEquals(new ReplayReport.Compared(30, 60, 6), rounded(report.compared()));
    }

    private static ReplayReport.Compared rounded(ReplayReport.Compared compared) {
        return new ReplayReport.Compared(
                compared.decisions(),
                Math.rint(compared.then() * 1e6) / 1e6,
                Math.rint(compared.instead() * 1e6) / 1e6);
    }

    @Test
    void allWhomAnEnsembleAsksArePaidFor() {
        Policy both = Policies.named("thrift", "{ stages: [ ensemble: { of: [cheap, dear] } ] }");
        ReplayReport report = replayed(both, List.of(), Entry.Names.WRITTEN);

        assertEquals(0, report.agreeing());
        assertEquals(Map.of("dear → cheap + dear (vote)", 30L), report.moved());
        assertEquals(30 * 2.2, report.instead().dollars().orElseThrow(), 1e-9);
        assertEquals(0, report.instead().rated());
        // The slower of both; the dear one took a second
        assertEquals(1, report.instead().seconds().orElseThrow(), 1e-9);
    }

    @Test
    void whatHangsOnAModelsWordIsNotPriced() {
        Policy judged = Policies.named(
                "thrift", "{ stages: [ judge: { model: cheap, describe: { cheap: easy, dear: hard } } ] }");
        ReplayReport report = replayed(judged, List.of(), Entry.Names.WRITTEN);

        assertEquals(0, report.agreeing());
        assertEquals(
                Map.of("whom cheap chooses is not known before", 30L),
                report.instead().unknown());
        assertTrue(report.instead().dollars().isEmpty());
        assertEquals(0, report.compared().decisions());
        String text = report.text(Optional.of("thrift"));
        assertTrue(text.contains("30  whom cheap chooses is not known before"), text);

        Policy unsure = Policies.named("thrift", "{ stages: [ cascade: { from: [cheap], to: [dear] } ] }");
        assertEquals(
                Map.of("whether cheap is sure is not known before", 30L),
                replayed(unsure, List.of(), Entry.Names.WRITTEN).instead().unknown());
    }

    @Test
    void takesPricesFromTheModelsOfNow() {
        ModelProfile now = new Known("dear", "cloud", "vendor-dear")
                .price(20, 20)
                .quality(0.9)
                .profile();
        ReplayReport report = replayed(DEAR, List.of(Policies.CHEAP, now), Entry.Names.WRITTEN);
        assertEquals(30, report.agreeing());
        assertEquals(30 * 4.0, report.instead().dollars().orElseThrow(), 1e-9);
    }

    @Test
    void guessesNothingThatWasNotThere() {
        Policy reads =
                Policies.named("thrift", "{ stages: [ rule: { when: 'analysis.harm > 0.5', prefer: [dear] } ] }");
        assertEquals(
                Map.of("harm was not computed", 30L),
                replayed(reads, List.of(), Entry.Names.WRITTEN).cannot());

        ModelProfile fresh = new Known("fresh", "cloud", "vendor-fresh").profile();
        assertEquals(
                Map.of("there was no model fresh", 30L),
                replayed(CHEAP, List.of(Policies.CHEAP, fresh), Entry.Names.WRITTEN)
                        .cannot());

        Policy asks =
                Policies.named("thrift", "{ stages: [ rule: { when: \"user.name == 'ann'\", prefer: [dear] } ] }");
        assertEquals(
                Map.of("who asked was not written down", 30L),
                replayed(asks, List.of(), Entry.Names.WITHHELD).cannot());
        assertEquals(30, replayed(asks, List.of(), Entry.Names.WRITTEN).replayed());
        for (String who : List.of("users: { ann: { prefer: [dear] } }", "tenants: { acme: { only: [dear] } }")) {
            Policy heeds = Policies.named("thrift", "{ stages: [ context: { " + who + " } ] }");
            assertEquals(
                    Map.of("who asked was not written down", 30L),
                    replayed(heeds, List.of(), Entry.Names.WITHHELD).cannot());
        }
        Policy stays = Policies.named("thrift", "{ stages: [ context: {} ] }");
        assertEquals(30, replayed(stays, List.of(), Entry.Names.WITHHELD).replayed());
    }

    @Test
    void whatOtherHeadsReadIsNotDecidedBy() {
        Recipe recipe = Policies.recipe(
                "thrift", "{ stages: [ rule: { when: 'analysis.harm > 0.5', prefer: [dear] } ] }", Policies.MODELS);
        Query query = Ended.read(Map.of(Dimension.HARM, Score.estimated(0.9, 0.9)));
        Policy read = read(recipe, Policies.MODELS, "then");
        Policy same = read(recipe, List.of(Policies.DEAR, Policies.CHEAP), "then");
        Policy now = read(recipe, Policies.MODELS, "now");

        assertEquals(1, replayed(read, query, same).replayed());
        assertEquals(
                Map.of("harm was read with other heads, " + Hash.of("then") + "; here " + Hash.of("now"), 1L),
                replayed(read, query, now).cannot());
        // A policy that reads none of it does not mind
        Recipe blind = Policies.preferring("cheap").recipe();
        assertEquals(
                1, replayed(read, query, read(blind, Policies.MODELS, "now")).replayed());
    }

    private static Policy read(Recipe recipe, List<ModelProfile> models, String heads) {
        return new Recipe(recipe.name(), recipe.settings(), models, Readers.of(Hash.of(heads))).policy();
    }

    private ReplayReport replayed(Policy then, Query query, Policy other) {
        Replay replay = new Replay(Optional.of(other.recipe()), List.of(), Optional.empty());
        lines = new EntryLines();
        feed(replay, Ended.by(then, query), Entry.Names.WRITTEN);
        return replay.report();
    }

    @Test
    void severalLogsEachWithItsPolicyAreOneReport() {
        Replay first = new Replay(Optional.of(CHEAP.recipe()), List.of(), Optional.empty());
        feed(first, Ended.by(DEAR, Ended.query(1)), Entry.Names.WRITTEN);
        lines = new EntryLines();
        Replay second = first.and(Optional.of(DEAR.recipe()), List.of());
        feed(second, Ended.by(DEAR, Ended.query(2)), Entry.Names.WRITTEN);

        assertEquals(2, first.report().replayed());
        assertEquals(1, first.report().agreeing());
        assertEquals(Map.of("dear → cheap", 1L), second.report().moved());
    }

    @Test
    void decisionsAboutANamedModelAreNotAskedAbout() {
        Replay replay = new Replay(Optional.of(CHEAP.recipe()), List.of(), Optional.empty());
        feed(
                replay,
                Ended.by(dev.outrigger.route.Policies.contract(Policies.MODELS), Ended.query(1, "dear")),
                Entry.Names.WRITTEN);
        assertEquals(1, replay.report().check().reproduced());
        assertEquals(0, replay.report().replayed());
    }

    @Test
    void aPolicyThatDecidesOtherwiseThanWrittenIsTold() throws JsonProcessingException {
        Entry entry =
                Entry.of(Ended.by(DEAR, Ended.query(1)), Entry.Names.WRITTEN).orElseThrow();
        Entry changed = new Entry(
                entry.exchange(),
                1,
                1,
                false,
                Ended.query(1, "other"),
                CHEAP.decide(Ended.query(1)),
                Optional.empty(),
                entry.outcome());
        Replay replay = new Replay(Optional.empty(), List.of(), Optional.empty());
        // Its hash is one policy's, and its recipe another's
        for (String body : lines.write(changed, DEAR.recipe())) replay.line("log:7", JSON.readTree(body));
        assertEquals(
                List.of("log:7: its policy is another here"),
                replay.report().check().differences());
    }

    @Test
    void linesOfAnotherShapeAreCountedAndPassedOver() throws JsonProcessingException {
        Replay replay = new Replay(Optional.empty(), List.of(), Optional.empty());
        replay.line("log:1", JSON.readTree("{\"head\":{}}"));
        replay.line("log:2", JSON.readTree("{\"decision\":{\"exchange\":\"x\",\"future\":1}}"));
        replay.line("log:3", JSON.readTree("{\"profile\":{\"hash\":\"x\",\"is\":{}}}"));
        assertEquals(1, replay.report().check().unread());
    }

    @Test
    void whereVersionsWereDrawnItSaysWhatTheOtherWouldHaveGot() {
        Trial trial = new Trial(List.of(new Trial.Arm(CHEAP, 0.3), new Trial.Arm(DEAR, 0.7)), Optional.empty());
        Replay replay = new Replay(Optional.of(CHEAP.recipe()), List.of(), Optional.empty());
        for (int i = 0; i < 400; i++) {
            long session = i;
            feed(replay, Ended.by(trial.choose(() -> session), Ended.query(i)), Entry.Names.WRITTEN);
        }
        ReplayReport report = replay.report();
        ReplayReport.Estimate answered = report.estimated().answered().orElseThrow();
        assertEquals(1, answered.mean(), 1e-9);
        assertEquals((double) report.agreeing(), answered.decisions(), 1e-6);
        String text = report.text(Optional.of("thrift"));
        assertTrue(text.contains("by drawn versions, share answered: 1.0000"), text);
        assertTrue(report.json().contains("\"estimated\""), report.json());
    }

    @Test
    void whereNothingWasDrawnItEstimatesNothing() {
        assertTrue(replayed(CHEAP, List.of(), Entry.Names.WRITTEN)
                .estimated()
                .answered()
                .isEmpty());
    }
}
