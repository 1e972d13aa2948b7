package dev.outrigger.route;

import static dev.outrigger.route.Fixtures.BEST;
import static dev.outrigger.route.Fixtures.MINI;
import static dev.outrigger.route.Fixtures.SMOL;
import static dev.outrigger.route.Fixtures.prefer;
import static dev.outrigger.route.Fixtures.view;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.dialect.Instructions;
import dev.outrigger.registry.ModelState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChainStageTest {
    private static final ModelState[] MODELS = {SMOL, MINI, BEST};

    static ChainSettings.Destination to(String when, List<String> labels, String system, String... models) {
        return new ChainSettings.Destination(
                Optional.of(when).filter(text -> !text.isEmpty()),
                labels,
                List.of(models),
                Optional.of(system).filter(text -> !text.isEmpty()),
                OptionalDouble.empty(),
                OptionalInt.empty());
    }

    static ChainSettings chain(Optional<String> by, Optional<String> otherwise, Object... named) {
        SequencedMap<String, ChainSettings.Destination> destinations = new LinkedHashMap<>();
        for (int i = 0; i < named.length; i += 2)
            destinations.put((String) named[i], (ChainSettings.Destination) named[i + 1]);
        return new ChainSettings(by, destinations, otherwise);
    }

    private static final ChainSettings CONDITIONS = chain(
            Optional.empty(),
            Optional.of("rest"),
            "hard",
            to("analysis.complexity > 0.7", List.of(), "Think.", "best"),
            "code",
            to("analysis.domain == 'code'", List.of(), "You code.\n{{system}}", "mini", "best"),
            "rest",
            to("", List.of(), "", "smol"));

    private static Decision decide(Query query, StageSettings... stages) {
        return Fixtures.policy(view(MODELS), stages).decide(query);
    }

    private static Asking about(double complexity, String domain) {
        return new Asking().analysis(Fixtures.analysis(complexity, domain));
    }

    private static Optional<String> destination(Decision decision) {
        return decision.instructions().map(Instructions::destination);
    }

    @Test
    void theFirstDestinationWhoseConditionHoldsHasTheRequest() {
        Decision both = decide(about(0.9, "code").of(MODELS), CONDITIONS);
        Decision second = decide(about(0.2, "code").of(MODELS), CONDITIONS);

        assertEquals(Optional.of("hard"), destination(both));
        assertEquals("best", Fixtures.plan(both).getFirst());
        assertEquals(Decision.Reason.DESTINATION, both.reason());
        assertEquals(Optional.of("code"), destination(second));
        assertEquals(List.of("mini", "best", "smol"), Fixtures.plan(second));
    }

    @Test
    void aRequestThatNoneIsForGoesWhereTheOperatorSaysOrNowhere() {
        assertEquals(
                Optional.of("rest"), destination(decide(about(0.2, "factual").of(MODELS), CONDITIONS)));
        Decision nowhere = decide(
                about(0.2, "factual").of(MODELS),
                chain(
                        Optional.empty(),
                        Optional.empty(),
                        "hard",
                        to("analysis.complexity > 0.7", List.of(), "", "best")));
        assertEquals(Optional.empty(), destination(nowhere));
        assertEquals(List.of("smol", "mini", "best"), Fixtures.plan(nowhere));
    }

    @Test
    void withEveryScoreMissingItGoesWhereTheOthersGoAndSaysWhy() {
        Decision decision = decide(new Asking().of(MODELS), CONDITIONS);

        assertEquals(Optional.of("rest"), destination(decision));
        assertTrue(decision.notes().stream()
                .anyMatch(note -> note.because().startsWith("stage 1: not to hard: complexity is missing")));
    }

    @Test
    void aLabelChoosesTheDestinationThatHasIt() {
        ChainSettings labelled = chain(
                Optional.of("domain"),
                Optional.empty(),
                "code",
                to("", List.of(), "", "mini"),
                "numbers",
                to("", List.of("math", "reasoning"), "", "best"));

        assertEquals(Optional.of("code"), destination(decide(about(0.2, "code").of(MODELS), labelled)));
        assertEquals(
                Optional.of("numbers"),
                destination(decide(about(0.2, "reasoning").of(MODELS), labelled)));
        assertEquals(Optional.empty(), destination(decide(about(0.2, "factual").of(MODELS), labelled)));
        Decision missing = decide(new Asking().of(MODELS), labelled);
        assertEquals(Optional.empty(), destination(missing));
        assertTrue(missing.notes().getFirst().because().startsWith("stage 1: domain is missing"));
    }

    @Test
    void whoeverAnswersIsAskedAsTheDestinationHasIt() {
        Decision decision = decide(about(0.2, "code").of(MODELS), CONDITIONS);

        Instructions.Template template = new Instructions.Template("You code.\n", "");
        for (Step.Ask ask : decision.asks())
            assertEquals(Optional.of(template), ask.instructions().orElseThrow().system());
    }

    @Test
    void ofTwoChainsTheFirstThatSendsItAnywhereDecides() {
        ChainSettings other = chain(Optional.empty(), Optional.of("last"), "last", to("", List.of(), "Other.", "best"));

        Decision decision = decide(about(0.2, "code").of(MODELS), CONDITIONS, other);

        assertEquals(Optional.of("code"), destination(decision));
        assertEquals("mini", Fixtures.plan(decision).getFirst());
    }

    @Test
    void aModelThatAnEarlierStagePlacedKeepsItsPlaceAndTheRequestItsDestination() {
        Decision decision = decide(about(0.9, "code").of(MODELS), prefer("true", "smol"), CONDITIONS);

        assertEquals(List.of("smol", "best", "mini"), Fixtures.plan(decision));
        assertEquals(Optional.of("hard"), destination(decision));
    }

    @Test
    void readsWhatItsConditionsAndItsDimensionNeedAndNothingElse() {
        assertEquals(Set.of(Dimension.COMPLEXITY, Dimension.DOMAIN), new ChainStage(1, CONDITIONS).dimensions());
        assertEquals(
                Set.of(Dimension.TASK),
                new ChainStage(1, chain(Optional.of("task"), Optional.empty(), "code", to("", List.of(), "", "mini")))
                        .dimensions());
    }
}
