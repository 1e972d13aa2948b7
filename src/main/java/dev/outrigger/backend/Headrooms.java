package dev.outrigger.backend;

import dev.outrigger.registry.Headroom;
import dev.outrigger.registry.ModelProfile;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * What a backend's answers to the operator's own key have said is left of its rate limits, by model. Thread-safe. Sources:
 * OpenAI, "Rate limits in headers" (https://platform.openai.com/docs/guides/rate-limits); Anthropic, "Rate limits: response
 * headers" (https://docs.claude.com/en/api/rate-limits). Many compatible servers send OpenAI's.
 */
final class Headrooms {
    /** Limits are by the minute with most: what was left longer ago says nothing. */
    static final Duration HOLDS = Duration.ofMinutes(1);

    /** Models that are remembered; no configuration has as many. */
    static final int MOST_MODELS = 1_024;

    private static final List<String> REQUESTS =
            List.of("x-ratelimit-remaining-requests", "anthropic-ratelimit-requests-remaining");
    private static final List<String> TOKENS = List.of(
            "x-ratelimit-remaining-tokens",
            "anthropic-ratelimit-tokens-remaining",
            "anthropic-ratelimit-input-tokens-remaining",
            "anthropic-ratelimit-output-tokens-remaining");

    private final LongSupplier nanos;
    private final Map<String, Said> byModel = new ConcurrentHashMap<>();

    Headrooms(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private record Said(Headroom headroom, long at) {}

    /** An answer has come, or a refusal. */
    void told(ModelProfile profile, MultiMap headers) {
        Headroom said = new Headroom(least(headers, REQUESTS), least(headers, TOKENS));
        if (said.equals(Headroom.UNKNOWN)) return;
        if (byModel.size() >= MOST_MODELS && !byModel.containsKey(profile.name())) return;
        byModel.put(profile.name(), new Said(said, nanos.getAsLong()));
    }

    Headroom of(ModelProfile profile) {
        Said said = byModel.get(profile.name());
        if (said == null || nanos.getAsLong() - said.at() > HOLDS.toNanos()) return Headroom.UNKNOWN;
        return said.headroom();
    }

    /** Of several limits the one that is reached first. */
    private static OptionalLong least(MultiMap headers, List<String> names) {
        return names.stream()
                .flatMap(name -> Stream.ofNullable(headers.get(name)))
                .filter(value -> value.matches("[0-9]{1,18}"))
                .mapToLong(Long::parseLong)
                .min();
    }
}
