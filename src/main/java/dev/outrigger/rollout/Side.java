package dev.outrigger.rollout;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What one of two policies is expected to come to. Not thread-safe. */
final class Side {
    /** Answers of a model, from which on what they took is believed rather than its profile. */
    static final int ENOUGH = 20;

    private final Mean dollars = new Mean();
    private final Mean quality = new Mean();
    private final Map<String, Long> asked = new TreeMap<>();
    private final Map<String, Planned> plans = new LinkedHashMap<>();
    private final Map<String, OptionalDouble> latencies = new TreeMap<>();
    private final Map<String, Long> unknown = new TreeMap<>();

    void add(Planned planned) {
        planned.unknown().ifPresent(why -> unknown.merge(why, 1L, Long::sum));
        if (planned.first().isEmpty()) return;
        String words = planned.opening().words();
        asked.merge(words, 1L, Long::sum);
        plans.putIfAbsent(words, planned);
        planned.asked().forEach(model -> latencies.put(model.name(), model.latency()));
        dollars.add(planned.dollars());
        quality.add(planned.quality());
    }

    /** @param took what answers took, by model */
    ReplayReport.Expected expected(Map<String, Mean> took) {
        Mean latency = new Mean();
        asked.forEach((words, times) -> Optional.ofNullable(plans.get(words))
                .map(planned -> planned.seconds(model -> seconds(model, took)))
                .orElse(OptionalDouble.empty())
                .ifPresent(value -> latency.add(value, times)));
        return new ReplayReport.Expected(
                dollars.sum(), dollars.count(), quality.value(), quality.count(), latency.value(), asked, unknown);
    }

    /** What answers took, where enough did; what profiles say where not. */
    private OptionalDouble seconds(String model, Map<String, Mean> took) {
        Mean measured = took.getOrDefault(model, new Mean());
        return measured.count() >= ENOUGH ? measured.value() : latencies.getOrDefault(model, OptionalDouble.empty());
    }
}
