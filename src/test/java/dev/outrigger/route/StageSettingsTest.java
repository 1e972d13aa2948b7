package dev.outrigger.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.config.Binder;
import dev.outrigger.config.Bound;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stages {@code context}, {@code balance} and {@code chain}, as an operator writes them. */
class StageSettingsTest {
    record File(List<StageSettings> stages) {}

    private static Bound<File> bind(String stage) {
        return Binder.bind("outrigger.yaml", ("stages:\n  - " + stage).getBytes(StandardCharsets.UTF_8), File.class);
    }

    private static StageSettings stage(String stage) {
        return bind(stage).orElseThrow().stages().getFirst();
    }

    @Test
    void defaultsKeepEveryConversationAndLetItEscalate() {
        assertEquals(
                new ContextSettings(ContextSettings.Stay.ALWAYS, true, 0, Duration.ofMinutes(30), Map.of(), Map.of()),
                stage("context: {}"));
    }

    @Test
    void defaultsBalanceByThePrefixOrByTheWeightsThatAreGiven() {
        assertEquals(new BalanceSettings(Optional.empty(), 1.25, Map.of()), stage("balance: {}"));
        assertEquals(BalanceSettings.By.PREFIX, ((BalanceSettings) stage("balance: {}")).chosenBy());
        assertEquals(
                BalanceSettings.By.WEIGHTS, ((BalanceSettings) stage("balance: { weights: { a: 3 } }")).chosenBy());
    }

    @Test
    void defaultsSendARequestOnAsItIs() {
        ChainSettings chain = (ChainSettings)
                stage("chain: { destinations: { human: { when: 'request.tools == 0', models: [desk] } } }");

        assertEquals(
                new ChainSettings.Destination(
                        Optional.of("request.tools == 0"),
                        List.of(),
                        List.of("desk"),
                        Optional.empty(),
                        OptionalDouble.empty(),
                        OptionalInt.empty()),
                chain.destinations().get("human"));
        assertEquals(Optional.empty(), chain.by());
        assertEquals(Optional.empty(), chain.otherwise());
    }

    @Test
    void bindsEveryKeyOfAContext() {
        assertEquals(
                new ContextSettings(
                        ContextSettings.Stay.LOOP,
                        false,
                        5,
                        Duration.ofHours(2),
                        Map.of("ann", new ContextSettings.Lists(List.of("a"), List.of("b"), List.of("a", "b"))),
                        Map.of("acme", new ContextSettings.Lists(List.of(), List.of("b"), List.of()))),
                stage("context: { stay: loop, escalate: false, turns: 5, idle: 2h,"
                        + " users: { ann: { prefer: [a], avoid: [b], only: [a, b] } },"
                        + " tenants: { acme: { avoid: [b] } } }"));
    }

    @Test
    void bindsEveryKeyOfABalance() {
        assertEquals(
                new BalanceSettings(Optional.of(BalanceSettings.By.P2C), 2, Map.of()),
                stage("balance: { by: p2c, capacity: 2 }"));
        assertEquals(
                new BalanceSettings(Optional.of(BalanceSettings.By.WEIGHTS), 1.25, Map.of("a", 3, "b", 0)),
                stage("balance: { by: weights, weights: { a: 3, b: 0 } }"));
        assertEquals(
                BalanceSettings.By.LEAST_BUSY, ((BalanceSettings) stage("balance: { by: least-busy }")).chosenBy());
    }

    @Test
    void bindsEveryKeyOfAChain() {
        ChainSettings chain = (ChainSettings) stage("chain: { by: domain, otherwise: rest, destinations: {"
                + " code: { labels: [code], models: [a, b], system: 'You code. {{system}}', temperature: 0.2, maxTokens: 500 },"
                + " rest: { models: [b] } } }");

        assertEquals(Optional.of("domain"), chain.by());
        assertEquals(Optional.of("rest"), chain.otherwise());
        assertEquals(
                new ChainSettings.Destination(
                        Optional.empty(),
                        List.of("code"),
                        List.of("a", "b"),
                        Optional.of("You code. {{system}}"),
                        OptionalDouble.of(0.2),
                        OptionalInt.of(500)),
                chain.destinations().get("code"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "context: { turns: -1 }|0–100000",
                "context: { idle: 0s }|1s–24h",
                "context: { stay: sometimes }|always",
                "context: { stays: always }|unknown",
                "context: { users: { ann: {} } }|needs prefer, avoid or only",
                "balance: { capacity: 0.5 }|1–100",
                "balance: { weights: { a: -1 } }|0 to 1000000",
                "balance: { by: weights }|must be given",
                "balance: { by: prefix, weights: { a: 1 } }|heeded by: weights",
                "balance: { by: random }|prefix",
                "balance: { weigths: {} }|unknown",
                "chain: { destinations: {} }|must not be empty",
                "chain: { destinations: { a: { models: [] } } }|must not be empty",
                "chain: { destinations: { a: { models: [m] } } }|needs when",
                "chain: { destinations: { a: { labels: [x], models: [m] } } }|need by",
                "chain: { by: complexity, destinations: { a: { models: [m] } } }|dimension of labels",
                "chain: { otherwise: b, destinations: { a: { models: [m], when: 'true' } } }|must name a destination",
                "chain: { destinations: { a: { when: 'nothing > 1', models: [m] } } }|unknown name",
                "chain: { destinations: { a: { when: 'true', models: [m], temperature: 3 } } }|0–2",
                "chain: { destinations: { a: { when: 'true', models: [m], maxTokens: 0 } } }|1–100000000",
                "chain: { destinations: { a: { when: 'true', models: [m], system: '{{user}}' } } }|no other",
                "chain: { destinations: { a: { when: 'true', model: [m] } } }|unknown"
            })
    void refusesWhatIsOutOfBoundsOrUnknown(String stage, String words) {
        Bound<File> bound = bind(stage.replace("''", "'"));

        if (!(bound instanceof Bound.Wrong<File> wrong)) throw new AssertionError("bound: " + stage);
        assertTrue(
                wrong.mistakes().stream().anyMatch(mistake -> mistake.message().contains(words)),
                wrong.mistakes().toString());
    }

    @Test
    void aChainHasSoManyDestinationsAndNoMore() {
        String most = destinations(ChainSettings.MAX_DESTINATIONS);

        assertEquals(
                ChainSettings.MAX_DESTINATIONS,
                ((ChainSettings) stage(most)).destinations().size());
        assertTrue(bind(destinations(ChainSettings.MAX_DESTINATIONS + 1)) instanceof Bound.Wrong<File>);
    }

    private static String destinations(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "d" + i + ": { models: [m] }")
                .collect(Collectors.joining(", ", "chain: { by: domain, destinations: { ", " } }"));
    }

    @Test
    void aSystemTextIsNoLongerThanItMayBe() {
        String chain = "chain: { by: domain, destinations: { a: { models: [m], system: '%s' } } }";

        stage(chain.formatted("x".repeat(ChainSettings.MAX_SYSTEM_CHARS)));
        assertTrue(bind(chain.formatted("x".repeat(ChainSettings.MAX_SYSTEM_CHARS + 1))) instanceof Bound.Wrong<File>);
    }
}
