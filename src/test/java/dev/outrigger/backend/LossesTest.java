package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Feature;
import dev.outrigger.dialect.gemini.Gemini;
import dev.outrigger.engine.Generator;
import dev.outrigger.support.OpenAiText;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LossesTest {
    private static final String WISHES =
            ",\"seed\":1,\"user\":\"u\",\"presence_penalty\":1,\"stop\":\"x\",\"reasoning_effort\":\"low\",\"max_tokens\":3";

    private TranslationSettings settings = TranslationSettings.DEFAULT;

    /** Of a model that tells no probabilities, has no penalties, and no such tokens. */
    private static final Set<Feature> KEPT = Generator.KEPT.stream()
            .filter(feature -> !Set.of(Feature.LOG_PROBS, Feature.PRESENCE_PENALTY, Feature.LOGIT_BIAS)
                    .contains(feature))
            .collect(Collectors.toUnmodifiableSet());

    private List<String> dropped(String more, Set<Feature> kept) {
        ChatRequest request =
                HttpFixture.inbound(OpenAiText.request("auto", more)).request();
        Set<Feature> lost = Feature.of(request);
        lost.removeAll(kept);
        return List.copyOf(new Losses(settings).judge("smol", request.vendorFields(), HttpFixture.DIALECT, lost));
    }

    private String refusal(String more, Set<Feature> kept) {
        Failure failure =
                assertThrows(FailureException.class, () -> dropped(more, kept)).failure();
        return assertInstanceOf(Failure.Untranslatable.class, failure).message();
    }

    @Test
    void namesWhatTheModelIsNotTold() {
        assertEquals(List.of("presence_penalty", "reasoning_effort", "user"), dropped(WISHES, KEPT));
    }

    /** In no dialect, for every answer is another one without it. */
    @Test
    void asksNoModelWithoutTheAdapterThatWasAskedFor() {
        FailureException refused = assertThrows(
                FailureException.class,
                () -> new Losses(settings).judge("mini", Set.of("adapter_id"), new Gemini(), Set.of()));
        assertTrue(refused.failure().message().startsWith("the model mini cannot be told adapter_id"));
    }

    @Test
    void namesNothingOfARequestThatIsKeptWhole() {
        assertEquals(List.of(), dropped(",\"seed\":1,\"logprobs\":true", EnumSet.allOf(Feature.class)));
    }

    @Test
    void asksNoModelWithoutWhatTheAnswerMeans() {
        assertTrue(refusal(",\"logprobs\":true,\"user\":\"u\"", KEPT).contains("told logprobs,"));
        assertTrue(refusal(",\"logit_bias\":{\"1\":2}", KEPT).contains("told logit_bias,"));
    }

    @Test
    void saysWhichModelAndWhichSettingWouldAllowIt() {
        assertEquals(
                "the model smol cannot be told logit_bias, logprobs, and is not asked without: "
                        + "the setting translation.drop: [logit_bias, logprobs] would allow it",
                refusal(",\"logprobs\":true,\"logit_bias\":{\"1\":2}", KEPT));
        settings = new TranslationSettings(List.of("user"), List.of());
        assertEquals(
                "the model smol cannot be told logprobs, user, and is not asked without: "
                        + "the setting translation.refuse has user",
                refusal(",\"logprobs\":true,\"user\":\"u\"", KEPT));
    }

    @Test
    void leavesOutWhatTheOperatorAllows() {
        settings = new TranslationSettings(List.of(), List.of("logprobs"));

        assertEquals(List.of("logprobs"), dropped(",\"logprobs\":true", KEPT));
    }

    @Test
    void refusesWhatTheOperatorForbids() {
        settings = new TranslationSettings(List.of("user", "presence_penalty"), List.of());

        assertTrue(refusal(WISHES, KEPT).contains("told presence_penalty, user,"));
    }

    @Test
    void refusesAFieldThatIsBothAllowedAndForbidden() {
        assertThrows(
                IllegalArgumentException.class, () -> new TranslationSettings(List.of("user"), List.of("user", "n")));
    }

    @Test
    void everyFeatureHasAFieldOfItsOwnDialect() {
        for (Feature feature : Feature.values())
            assertFalse(HttpFixture.DIALECT.field(feature).isBlank(), feature.name());
    }
}
