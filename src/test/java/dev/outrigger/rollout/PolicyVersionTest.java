package dev.outrigger.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.analyze.Abilities;
import dev.outrigger.config.Hash;
import dev.outrigger.route.Policy;
import dev.outrigger.route.PolicySettings;
import dev.outrigger.route.Readers;
import dev.outrigger.route.Recipe;
import dev.outrigger.support.Known;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file of a version, as it is written and read. */
class PolicyVersionTest {
    private static final Recipe RECIPE = new Recipe(
            "thrift",
            Optional.of(Policies.settings(
                    "{ stages: [ rule: { when: \"analysis.domain == 'code'\", prefer: [dear] }, score: {} ] }")),
            Policies.MODELS,
            new Readers(
                    Optional.of(new Hash("0123456789ab")),
                    Optional.of(new Hash("123456789abc")),
                    Optional.of(new Hash("23456789abcd"))));
    private static final PolicyVersion VERSION = PolicyVersion.of(RECIPE.policy());

    private static String text() {
        return new String(VERSION.write(), StandardCharsets.UTF_8);
    }

    private static PolicyVersion read(String text) {
        return PolicyVersion.read("v.yaml", text.getBytes(StandardCharsets.UTF_8), RECIPE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "chain: { destinations: { %s: { when: 'true', models: [cheap] }, %s: { when: 'true', models: [cheap] } } }",
                "semantic: { prefer: { %s: [cheap], %s: [cheap] } }",
                "classifier: { by: field, experts: { %s: [dear], %s: [dear] } }"
            },
            quoteCharacter = '`')
    void theOrderOfNamesDecidesAndIsKept(String stage) {
        Recipe one = Policies.recipe(
                "thrift", "{ stages: [ " + stage.formatted("law", "business") + " ] }", Policies.MODELS);
        Recipe other = Policies.recipe(
                "thrift", "{ stages: [ " + stage.formatted("business", "law") + " ] }", Policies.MODELS);
        assertNotEquals(one.policy().hash(), other.policy().hash());
        RecordCodec codec = new RecordCodec();
        var settings = one.settings().orElseThrow();
        var again = codec.decode(codec.encode(settings, PolicySettings.class), PolicySettings.class);
        assertEquals(
                one.policy().hash(),
                new Recipe("thrift", Optional.of(again), Policies.MODELS, Readers.NONE)
                        .policy()
                        .hash());
    }

    @Test
    void saysThePolicyAsAConfigurationDoes() {
        String text = text();
        assertTrue(
                text.startsWith(
                        "format: 1\nname: thrift\nhash: " + VERSION.version().hash() + "\nheads: 0123456789ab\n"),
                text);
        assertTrue(text.contains("when: analysis.domain == 'code'"), text);
        assertEquals(VERSION, read(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hedge: false|hedge: true|was changed",
                "\"output\":10.0|\"output\":1.0|was changed",
                "0123456789ab|0123456789ac|was changed",
                "name: thrift|name: other|was changed",
                "name: thrift|name: ../thrift|name in a store",
                "format: 1|format: 2|format must be 1",
                "hedge: false|hegde: false|hegde",
                "\"quality\":0.5|\"qualty\":0.5|has no qualty"
            })
    void refusesWhatItsHashDoesNotSay(String from, String to, String because) {
        String changed = text().replace(from, to);
        assertNotEquals(text(), changed);
        var refused = assertThrows(IllegalArgumentException.class, () -> read(changed));
        assertTrue(String.valueOf(refused.getMessage()).contains(because), refused.getMessage());
    }

    @Test
    void oneWrittenByHandIsCompiledOverTheModelsOfNow() {
        PolicyVersion version = read("format: 1\nname: thrift\npolicy: { stages: [ score: {} ] }\n");
        Policy same =
                new Recipe("thrift", Optional.of(Policies.settings("{}")), Policies.MODELS, RECIPE.readers()).policy();
        assertEquals(same.hash(), version.version().hash());
    }

    @Test
    void keepsWhatAnOwnRouterLearned() {
        Abilities own = new Abilities(
                new TreeMap<>(Map.of("ours/cheap", List.of(0.5, 1.0))), List.of(0.0, 0.1), List.of(0.0, 1.0));
        Recipe recipe = new Recipe(
                "thrift",
                Optional.of(Policies.settings("{ stages: [ learned: { as: { cheap: ours/cheap } } ] }")),
                Policies.MODELS,
                RECIPE.readers(),
                Optional.of(own));
        PolicyVersion version = PolicyVersion.of(recipe.policy());
        PolicyVersion again = PolicyVersion.read("v.yaml", version.write(), RECIPE);

        assertEquals(version, again);
        assertEquals(Optional.of(own), again.recipe().abilities());
    }

    @Test
    void overModelsOfOtherFactsItIsAnother() {
        var cheaper = new Known("dear", "cloud", "vendor-dear")
                .price(1, 1)
                .quality(0.9)
                .latency(2)
                .profile();
        Policy there = VERSION.recipe().over(List.of(Policies.CHEAP, cheaper)).policy();
        assertNotEquals(VERSION.version().hash(), there.hash());
    }
}
