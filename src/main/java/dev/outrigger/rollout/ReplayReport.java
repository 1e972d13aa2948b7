package dev.outrigger.rollout;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/**
 * What a {@link Replay} came to.
 *
 * @param decisions that were read
 * @param check whether the policies that decided then come to the same again
 * @param replayed decisions that the other policy made
 * @param cannot those it could not make, by why
 * @param agreeing of the replayed, those that begin alike
 * @param moved the others, by {@code from → to}
 * @param then what the recorded decisions are expected to come to, at the prices of now
 * @param instead the other policy's
 * @param compared their costs, where both are known
 * @param risks of the other policy, in decisions
 * @param estimated what the other policy would have got, as far as versions were drawn
 * @param judged both by what somebody found out of each model; absent where nobody did
 */
public record ReplayReport(
        long decisions,
        Check check,
        long replayed,
        Map<String, Long> cannot,
        long agreeing,
        Map<String, Long> moved,
        Expected then,
        Expected instead,
        Compared compared,
        Risks risks,
        OffPolicyEstimates estimated,
        Optional<Judgement> judged) {
    public ReplayReport {
        cannot = Map.copyOf(cannot);
        moved = Map.copyOf(moved);
    }

    /**
     * Whether the log can be trusted to say what decided.
     *
     * @param unread lines that another version of the product wrote
     */
    public record Check(long reproduced, long differing, long unread, List<String> differences) {
        public Check {
            differences = List.copyOf(differences);
        }
    }

    /**
     * By all calls up to the first answer.
     *
     * @param dollars of those of which they are known
     * @param priced how many those are
     * @param quality mean chance of a good answer
     * @param rated how many decisions that is the mean of
     * @param seconds mean to a whole answer
     * @param asked decisions, by what they begin with
     * @param unknown decisions whose cost is not known, by why
     */
    public record Expected(
            OptionalDouble dollars,
            long priced,
            OptionalDouble quality,
            long rated,
            OptionalDouble seconds,
            Map<String, Long> asked,
            Map<String, Long> unknown) {
        public Expected {
            asked = Map.copyOf(asked);
            unknown = Map.copyOf(unknown);
        }
    }

    /** Dollars of the decisions of which both costs are known. */
    public record Compared(long decisions, double then, double instead) {}

    /**
     * What would have been worse.
     *
     * @param nobody nobody would have answered any more
     * @param leaving would have left the pod, and did not
     * @param weaker would have asked a model of less quality
     */
    public record Risks(long nobody, long leaving, long weaker) {}

    /**
     * A mean with half the width of its 95 % interval.
     *
     * @param decisions how many equal ones it is worth
     */
    public record Estimate(double mean, double plusMinus, double decisions) {}

    /** Of those decisions for which a version was drawn. */
    public record OffPolicyEstimates(
            Optional<Estimate> answered, Optional<Estimate> dollars, Optional<Estimate> seconds) {}

    /** For programs. */
    public String json() {
        try {
            return new ObjectMapper()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(new RecordCodec().encode(this, ReplayReport.class))
                    + "\n";
        } catch (com.fasterxml.jackson.core.JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** For people; of the other policy only where one was asked about. */
    public String text(Optional<String> policy) {
        StringBuilder text = new StringBuilder();
        text.append("%d decisions; decided again as recorded: %d the same, %d not, %d unread%n"
                .formatted(decisions, check.reproduced(), check.differing(), check.unread()));
        check.differences().forEach(line -> text.append("  ").append(line).append('\n'));
        policy.ifPresent(name -> other(name, text));
        return text.toString();
    }

    private void other(String policy, StringBuilder text) {
        long cannotBe = count(cannot);
        text.append("%n%s: %d replayed, %d cannot be%n".formatted(policy, replayed, cannotBe));
        most(cannot).forEach((why, count) -> text.append("  %6d  %s%n".formatted(count, why)));
        text.append("begins alike in %d of %d (%s)%n"
                .formatted(agreeing, replayed, replayed == 0 ? "-" : percent((double) agreeing / replayed)));
        most(moved).forEach((way, count) -> text.append("  %6d  %s%n".formatted(count, way)));
        text.append("%n                       recorded      this policy%n".formatted());
        row(text, "cost, $", cost(compared.then()), cost(compared.instead()));
        row(text, "quality, mean", then.quality(), instead.quality());
        row(text, "latency, mean s", then.seconds(), instead.seconds());
        text.append("cost of %d decisions, of which both are known; recorded unknown of %d, this policy's of %d%n"
                .formatted(compared.decisions(), count(then.unknown()), count(instead.unknown())));
        most(instead.unknown()).forEach((why, count) -> text.append("  %6d  %s%n".formatted(count, why)));
        text.append("risks: %d nobody answers, %d leave the pod, %d ask a weaker model%n"
                .formatted(risks.nobody(), risks.leaving(), risks.weaker()));
        estimate(text, "share answered", estimated.answered());
        estimate(text, "cost, $ each", estimated.dollars());
        estimate(text, "latency, s", estimated.seconds());
        judged.ifPresent(found -> text.append('\n').append(found.text()));
    }

    private OptionalDouble cost(double dollars) {
        return compared.decisions() == 0 ? OptionalDouble.empty() : OptionalDouble.of(dollars);
    }

    private static long count(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void estimate(StringBuilder text, String what, Optional<Estimate> estimate) {
        text.append("by drawn versions, ").append(what).append(": ");
        text.append(estimate.map(one -> String.format(
                        Locale.ROOT, "%.5g ± %.2g, worth %.0f decisions", one.mean(), one.plusMinus(), one.decisions()))
                .orElse("too few were drawn"));
        text.append('\n');
    }

    private static void row(StringBuilder text, String what, OptionalDouble before, OptionalDouble after) {
        text.append(String.format("%-20s %12s  %15s%n", what, number(before), number(after)));
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : "unknown";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    static SequencedMap<String, Long> most(Map<String, Long> counts) {
        SequencedMap<String, Long> sorted = new java.util.LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }
}
