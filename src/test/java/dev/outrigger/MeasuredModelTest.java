package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ModelName;
import dev.outrigger.engine.Manifests;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Registry;
import dev.outrigger.registry.Skills;
import dev.outrigger.route.Decision;
import dev.outrigger.route.Policies;
import dev.outrigger.route.Query;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was measured of the local model that is shipped, in the configuration that there is without a file. */
class MeasuredModelTest {
    private static final List<ModelProfile> DEFAULT =
            profiles(DefaultConfig.yaml(Map.of("OPENAI_API_KEY", "k")), MeasuredModelTest::shipped);

    @ParameterizedTest
    @ValueSource(strings = {"code", "math", "reasoning", "factual", "creative", "language"})
    void sendsElsewhereWhatSmolMostlyFailsAtHoweverSimple(String domain) {
        // Given
        Skills.Skill skill = DEFAULT.getFirst().skills().in(domain).orElseThrow();

        // When
        Decision decision = decide(domain);

        // Then
        assertTrue(skill.share() < 0.5, skill.toString());
        assertEquals("mini", decision.asks().getFirst().candidate().name());
        assertEquals("smol", decision.asks().getLast().candidate().name());
    }

    @Test
    void answersSmallTalkInThePod() {
        Decision decision = decide("conversation");

        assertEquals("smol", decision.asks().getFirst().candidate().name());
        assertEquals(Decision.Reason.SIMPLE, decision.reason());
    }

    @Test
    void takesTheMeanForTheQualityThatNobodySaid() {
        assertEquals(DEFAULT.getFirst().skills().mean(), DEFAULT.getFirst().quality());
        assertEquals(OptionalDouble.of(0.85), DEFAULT.getLast().quality());
    }

    @Test
    void isOfTheEnginesModelsAlone() {
        List<ModelProfile> profiles = profiles("""
                backends: { here: { kind: engine }, there: { kind: openai } }
                models:
                  one: { backend: here, model: tiny }
                  two: { backend: there, model: tiny }
                """, model -> new Skills(Map.of("code", new Skills.Skill(100, 40))));

        assertEquals(OptionalDouble.of(0.4), profiles.getFirst().quality());
        assertEquals(Skills.NONE, profiles.getLast().skills());
        assertEquals(OptionalDouble.empty(), profiles.getLast().quality());
    }

    private static List<ModelProfile> profiles(String yaml, Function<String, Skills> skills) {
        return SettingsReader.read("a.yaml", Bytes.of(yaml).array())
                .orElseThrow()
                .profiles(skills);
    }

    private static Skills shipped(String model) {
        return Skills.in(Manifests.folder(Map.of()).resolve(model));
    }

    private static Decision decide(String domain) {
        Analysis analysis = Analysis.of(Map.of(
                Dimension.COMPLEXITY, Score.estimated(0, 0.9),
                Dimension.DOMAIN, Score.labelled(domain, 0.9),
                Dimension.LANGUAGE, Score.labelled("en", 0.9)));
        ChatRequest request = ChatRequest.of(new ModelName("auto"), "?");
        return Policies.compile("default", Policies.defaults(DEFAULT), DEFAULT)
                .decide(new Query(request, analysis, new Registry(DEFAULT).view(), Clearance.OPEN));
    }
}
