package dev.outrigger.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.route.Decision;
import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseHeadTest {
    private final Account account = Drafts.account();
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    @Test
    void namesTheExchangeEvenWhenNothingWasDecided() {
        ResponseHead.write(headers, account, 0);

        assertEquals(Set.of("x-outrigger-exchange", "server-timing"), headers.names());
        assertEquals(Drafts.ID.value(), headers.get("x-outrigger-exchange"));
        assertEquals("analyze;dur=0.000, route;dur=0.000, ttft;dur=0.000", headers.get("server-timing"));
    }

    @Test
    void saysWhatWasDecidedAndHowLongItTook() {
        account.analyzed(new Analysis(new LinkedHashMap<>(), List.of(), 1_500_000));
        account.decided(decision(), Optional.empty(), 250_000);

        ResponseHead.write(headers, account, 42_000_000);

        assertEquals("thrift@3f9a", headers.get("x-outrigger-policy"));
        assertEquals("only-one", headers.get("x-outrigger-reason"));
        assertEquals("analyze;dur=1.500, route;dur=0.250, ttft;dur=42.000", headers.get("server-timing"));
    }

    @Test
    void saysWhatTheDecisionHadToDoWithout() {
        LinkedHashMap<Dimension, Score> scores = new LinkedHashMap<>();
        scores.put(Dimension.TOKENS, Score.counted(3));
        scores.put(Dimension.COMPLEXITY, Score.missing(Score.Reason.LATE));
        scores.put(Dimension.DOMAIN, Score.missing(Score.Reason.LOADING));
        account.analyzed(new Analysis(scores, List.of(), 0));

        ResponseHead.write(headers, account, 0);

        assertEquals("complexity=late, domain=loading", headers.get("x-outrigger-missing"));
    }

    @Test
    void namesWhatTheModelWasNotTold() {
        account.dropped(new TreeSet<>(Set.of("seed", "logit_bias")));

        ResponseHead.write(headers, account, 0);

        assertEquals("logit_bias, seed", headers.get("x-outrigger-dropped"));
    }

    @Test
    void namesOnlySoMuchOfItAsAHeadMayHold() {
        account.dropped(IntStream.range(0, ResponseHead.MAX_DROPPED + 1)
                .mapToObj("field_%03d"::formatted)
                .collect(Collectors.toCollection(TreeSet::new)));

        ResponseHead.write(headers, account, 0);

        String told = headers.get("x-outrigger-dropped");
        assertEquals(ResponseHead.MAX_DROPPED + 1, told.split(", ", -1).length);
        assertTrue(told.startsWith("field_000, field_001, ") && told.endsWith("field_031, more"), told);
    }

    @Test
    void overridesWhatUpstreamSaysOfItself() {
        headers.add("server-timing", "db;dur=1").add("x-outrigger-exchange", "forged");

        ResponseHead.write(headers, account, 0);

        assertEquals(List.of(Drafts.ID.value()), headers.getAll("x-outrigger-exchange"));
        assertEquals(1, headers.getAll("server-timing").size());
    }

    @ParameterizedTest
    @CsvSource({
        "0,0.000",
        "499,0.000",
        "500,0.001",
        "42000,0.042",
        "1000000,1.000",
        "1234567,1.235",
        "600000000000,600000.000"
    })
    void tellsMillisecondsWithThreeDecimals(long nanos, String millis) {
        assertEquals(millis, ResponseHead.millis(nanos));
    }

    @Test
    void tellsThemAsAFormatterWould() {
        Random random = new Random(5);

        for (int i = 0; i < 1000; i++) {
            // No halves: of those a formatter makes what the binary fraction says.
            long nanos = random.nextLong(10_000_000) * 1000 + random.nextInt(1, 499);
            assertEquals(String.format(Locale.ROOT, "%.3f", nanos / 1e6), ResponseHead.millis(nanos));
        }
    }

    private static Decision decision() {
        return new Decision("thrift", "3f9a", Decision.Reason.ONLY_ONE, List.of(), List.of(), List.of());
    }
}
