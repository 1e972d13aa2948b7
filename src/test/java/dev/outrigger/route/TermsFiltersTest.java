package dev.outrigger.route;

import static dev.outrigger.route.Fixtures.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.analyze.Score;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.Placement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Filters by what is said of a model's law, origin and languages. */
class TermsFiltersTest {
    private static final ModelState PARIS = Fixtures.ready(Fixtures.cloud("paris")
            .terms("eu", "gdpr", "hipaa")
            .provider("mistral")
            .family("mistral")
            .speaks("fr", "en")
            .profile());
    private static final ModelState OHIO = Fixtures.ready(Fixtures.cloud("ohio")
            .terms("us", "hipaa")
            .provider("openai")
            .family("gpt")
            .speaks("en")
            .profile());
    private static final ModelState SOMEWHERE =
            Fixtures.ready(Fixtures.cloud("somewhere").profile());
    private static final ModelState HERE =
            Fixtures.ready(Fixtures.cloud("here").placed(Placement.LOCAL).profile());
    private static final ModelState LENT = Fixtures.ready(
            Fixtures.cloud("lent").placed(Placement.LOCAL).terms("us").profile());
    private static final ModelState[] ALL = {PARIS, OHIO, SOMEWHERE, HERE, LENT};

    private static Decision decide(String language, StageSettings... stages) {
        Policy policy = Fixtures.policy(Fixtures.view(ALL), stages);
        return policy.decide(Fixtures.query(Fixtures.analysis(0.5, "factual", language), ALL));
    }

    private static Map<String, String> excluded(Decision decision) {
        return decision.excluded().stream()
                .collect(Collectors.toMap(Decision.Excluded::model, out -> out.stage() + ": " + out.because()));
    }

    @Test
    void onlyWhoIsKnownToAnswerThereMay() {
        Decision decision = decide("en", new RegionSettings(List.of("eu", "ch"), List.of()));

        assertEquals(List.of("paris", "here"), plan(decision));
        assertEquals(
                Map.of(
                        "ohio", "region: its jurisdiction is us",
                        "somewhere", "region: its jurisdiction is not known",
                        "lent", "region: its jurisdiction is us"),
                excluded(decision));
    }

    @Test
    void whoeverIsDemandedToKeepARuleHasToSaySoAlsoInThePod() {
        Decision decision = decide("en", new RegionSettings(List.of(), List.of("hipaa", "gdpr")));

        assertEquals(List.of("paris"), plan(decision));
        assertEquals("region: not known to keep gdpr", excluded(decision).get("ohio"));
        assertEquals("region: not known to keep hipaa, gdpr", excluded(decision).get("here"));
    }

    @Test
    void onlyTheseProvidersAndFamiliesMayAnswer() {
        Decision ofProvider = decide("en", new OriginSettings(List.of("mistral", "openai"), List.of()));
        Decision ofBoth = decide("en", new OriginSettings(List.of("mistral", "openai"), List.of("gpt")));

        assertEquals(List.of("paris", "ohio"), plan(ofProvider));
        assertEquals("origin: its provider is not known", excluded(ofProvider).get("somewhere"));
        assertEquals(List.of("ohio"), plan(ofBoth));
        assertEquals("origin: its family is mistral", excluded(ofBoth).get("paris"));
    }

    @Test
    void whoIsSaidToSpeakOtherLanguagesIsLeftOut() {
        Decision decision = decide("fr", new LanguageSettings());

        assertEquals(List.of("paris", "somewhere", "here", "lent"), plan(decision));
        assertEquals(Map.of("ohio", "language: speaks en, not fr"), excluded(decision));
    }

    @Test
    void aLanguageThatIsMissingLeavesNobodyOut() {
        Policy policy = Fixtures.policy(Fixtures.view(ALL), new LanguageSettings());

        assertEquals(
                ALL.length,
                policy.decide(Fixtures.query(Fixtures.missing(Score.Reason.LATE), ALL))
                        .plan()
                        .size());
    }

    @Test
    void anotherJurisdictionMakesAnotherPolicy() {
        Policy one = Fixtures.policy(Fixtures.view(PARIS), new StageSettings.Score());
        Policy other = Fixtures.policy(
                Fixtures.view(Fixtures.ready(Fixtures.cloud("paris")
                        .terms("us", "gdpr", "hipaa")
                        .provider("mistral")
                        .family("mistral")
                        .speaks("fr", "en")
                        .profile())),
                new StageSettings.Score());

        assertEquals(false, one.hash().equals(other.hash()));
    }
}
