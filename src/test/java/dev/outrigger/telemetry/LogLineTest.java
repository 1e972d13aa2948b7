package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.chat.ModelName;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.Origin;
import dev.outrigger.exchange.Times;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.support.Golden;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LogLineTest {
    private static final Origin ORIGIN =
            new Origin("openai", "POST", "/v1/chat/completions", Optional.empty(), false, Optional.empty(), 9);

    private final Recorded recorded = new Recorded();

    @Test
    void tellsEachStoryInOneLine() {
        Stories.all().values().forEach(recorded::spans);

        Golden.matches("log.txt", recorded.log.lines.stream().collect(Collectors.joining("\n", "", "\n")));
    }

    @Test
    void hasTheSameKeysInTheSameOrderAlways() throws Exception {
        for (Exchange exchange : Stories.all().values()) {
            String line = LogLine.of(exchange, Optional.empty());

            List<String> keys = new ObjectMapper()
                    .readTree(line).properties().stream()
                            .map(java.util.Map.Entry::getKey)
                            .toList();

            assertEquals(
                    List.of(
                            "exchange",
                            "backend",
                            "model",
                            "policy",
                            "reason",
                            "failure",
                            "status",
                            "attempts",
                            "ms",
                            "ttft_ms",
                            "cost_usd",
                            "cost_estimated",
                            "trace"),
                    keys);
        }
    }

    @Test
    void cannotBeForgedByAModelsName() throws Exception {
        String forged = "auto\",\"status\":200}\nINFO {\"exchange\":\"\u001b[2J\u202e" + "x".repeat(1000);
        Origin origin = new Origin(
                "openai",
                "POST",
                "/v1/chat/completions",
                Optional.of(new ModelName(forged)),
                false,
                Optional.empty(),
                9);
        Exchange exchange = Stories.exchange(
                        origin, Optional.empty(), Optional.empty(), List.of(), new Verdict.Cancelled())
                .build();

        String line = LogLine.of(exchange, Optional.empty());

        assertTrue(line.chars().allMatch(c -> c >= ' ' && c <= '~'), line);
        assertEquals(
                Bounds.text(forged),
                new ObjectMapper().readTree(line).get("model").asText());
    }

    @Test
    void roundsTimesToATenthOfAMillisecond() {
        Map<Long, String> told = Map.of(
                0L, "0.0",
                49_999L, "0.0",
                50_000L, "0.1",
                12_349_999L, "12.3",
                9_999_999_949_999L, "9999999.9",
                10_000_000_000_000L, "1.0E7");

        told.forEach((nanos, millis) -> {
            Times times = new Times(0, 0, OptionalLong.of(nanos), OptionalLong.empty(), nanos);
            Exchange exchange = Stories.exchange(
                            ORIGIN, Optional.empty(), Optional.empty(), List.of(), new Verdict.Cancelled())
                    .times(times)
                    .build();

            String line = LogLine.of(exchange, Optional.empty());

            assertTrue(line.contains("\"ms\":" + millis + ",\"ttft_ms\":" + millis + ","), line);
        });
    }

    @Test
    void holdsNothingThatUpstreamWroteIntoAnError() {
        recorded.spans(Stories.rejected());

        assertFalse(recorded.log.lines.getFirst().contains("sk-live"));
    }
}
