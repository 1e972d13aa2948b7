package dev.outrigger.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.config.Binder;
import dev.outrigger.config.Bound;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a model beside what it can be asked. */
class ModelSettingsTest {
    private static final Optional<String> OPENAI = Optional.of("openai");

    private static Bound<ModelSettings> bind(String more) {
        return Binder.bind(
                "outrigger.yaml",
                ("{ backend: there, model: gpt-5-mini" + more + " }").getBytes(StandardCharsets.UTF_8),
                ModelSettings.class);
    }

    private static ModelProfile profile(String more, Optional<String> provider) {
        return bind(more).orElseThrow().profile("mini", Placement.REMOTE, provider, PriceList::shipped);
    }

    @Test
    void defaultsSayNothingThatNobodyKnows() {
        ModelProfile profile = profile("", Optional.empty());

        assertEquals(
                new Facts(
                        Optional.empty(),
                        Optional.of("gpt"),
                        Terms.UNKNOWN,
                        Strengths.UNSAID,
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.empty()),
                profile.facts());
        assertEquals(Optional.empty(), profile.price());
        assertTrue(profile.capabilities().contains(Capability.JSON_SCHEMA));
    }

    @Test
    void bindsEveryKey() {
        ModelProfile profile = profile(
                ", output: 4096, provider: acme, family: house, terms: { jurisdiction: eu, compliance: [gdpr, hipaa] },"
                        + " strengths: { domains: { code: 0.9 }, fields: { law: 0.8 }, languages: [de, en] },"
                        + " price: { input: 3, output: 4, cachedInput: 1, cacheWrite: 5, reasoning: 6,"
                        + " above: { tokens: 1000, input: 30, output: 40, cachedInput: 10, cacheWrite: 50 } }",
                OPENAI);

        assertEquals(
                new Facts(
                        Optional.of("acme"),
                        Optional.of("house"),
                        new Terms(Optional.of("eu"), List.of("gdpr", "hipaa")),
                        new Strengths(Map.of("code", 0.9), Map.of("law", 0.8), List.of("de", "en")),
                        OptionalInt.of(4096),
                        Optional.of("config"),
                        Optional.empty()),
                profile.facts());
        assertEquals(
                Optional.of(new Price(
                        3,
                        4,
                        OptionalDouble.of(1),
                        OptionalDouble.of(5),
                        OptionalDouble.of(6),
                        Optional.of(new Price.Above(1000, 30, 40, OptionalDouble.of(10), OptionalDouble.of(50))))),
                profile.price());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ", output: 0|1–100000000",
                ", terms: { jurisdiction: EU }|jurisdiction must be a tag in lower case such as eu, was EU",
                ", terms: { compliance: ['a b'] }|compliance must be a tag in lower case",
                ", strengths: { domains: { code: 1.1 } }|0–1",
                ", strengths: { fields: { law: -0.1 } }|0–1",
                ", price: { input: 1, output: 1, cachedInput: -1 }|0–100000",
                ", price: { input: 1, output: 1, cacheWrite: -1 }|0–100000",
                ", price: { input: 1, output: 1, reasoning: 100001 }|0–100000",
                ", price: { input: 1, output: 1, above: { tokens: 0, input: 1, output: 1 } }|1–100000000",
            })
    void refusesWhatIsOutOfBounds(String more, String words) {
        assertTrue(mistake(more).contains(words), mistake(more));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ", terms: { jurisdicton: eu }|did you mean 'jurisdiction'",
                ", strengths: { domain: {} }|did you mean 'domains'",
                ", price: { input: 1, output: 1, cached: 1 }|unknown key 'cached'",
                ", jurisdiction: eu|unknown key 'jurisdiction'",
                ", languages: [en]|unknown key 'languages'",
            })
    void refusesUnknownKeys(String more, String words) {
        assertTrue(mistake(more).contains(words), mistake(more));
    }

    private static String mistake(String more) {
        return bind(more) instanceof Bound.Wrong<ModelSettings>(var mistakes) ? mistakes.toString() : "none";
    }

    @Test
    void looksIntoNoListWhereNobodyIsKnownToRunIt() {
        assertEquals(
                Optional.empty(),
                bind("").orElseThrow()
                        .profile("mini", Placement.REMOTE, Optional.empty(), () -> {
                            throw new AssertionError("the list was read");
                        })
                        .price());
    }

    @Test
    void takesFromTheListWhatTheOperatorDoesNotSay() {
        ModelProfile profile = profile("", OPENAI);
        Listed listed = profile.facts().listed().orElseThrow();

        assertEquals(Optional.of(listed.price()), profile.price());
        assertEquals(
                Optional.of("list " + PriceList.shipped().date()),
                profile.facts().priced());
        assertTrue(listed.reads().isPresent() && listed.lacks(Capability.AUDIO));
        // Which stay presumptions
        assertEquals(OptionalInt.empty(), profile.window());
        assertTrue(profile.capabilities().contains(Capability.AUDIO));
    }

    @Test
    void theOperatorsWordIsBeforeTheLists() {
        ModelProfile profile =
                profile(", price: { input: 0, output: 0 }, window: 1000, output: 10, capabilities: [audio]", OPENAI);
        Listed listed = profile.facts().listed().orElseThrow();

        assertEquals(Optional.of(new Price(0, 0)), profile.price());
        assertEquals(Optional.of("config"), profile.facts().priced());
        assertEquals(OptionalInt.empty(), listed.window());
        assertEquals(OptionalInt.empty(), listed.writes());
        assertTrue(Set.of(Capability.values()).stream().noneMatch(listed::lacks));
    }

    @Test
    void aListedEncoderChatsWithNobody() {
        var settings = Binder.bind(
                        "outrigger.yaml",
                        "{ backend: there, model: text-embedding-3-small }".getBytes(StandardCharsets.UTF_8),
                        ModelSettings.class)
                .orElseThrow();

        assertTrue(settings.profile("e", Placement.REMOTE, OPENAI, PriceList::shipped)
                .embedsAlone());
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-5-mini, gpt",
        "o3-mini, gpt",
        "openai/gpt-oss-20b, gpt",
        "us.anthropic.claude-haiku-4-5-20251001-v1:0, claude",
        "meta-llama/Llama-3.3-70B-Instruct-Turbo, llama",
        "ministral-8b-latest, mistral",
        "mistral-large-latest, mistral",
        "gemini-2.5-flash, gemini",
        "gemma3:4b, gemma",
        "command-r-plus, command",
        "smollm2-135m-instruct, smollm",
        "my-deployment, ''",
        "dolphin-mixtral, mistral",
        "phi-4, phi",
        "amazon.nova-pro-v1:0, nova",
        "photo3, ''"
    })
    void tellsTheFamilyByTheName(String model, String family) {
        assertEquals(family, Family.of(new dev.outrigger.chat.ModelName(model)).orElse(""));
    }
}
