package dev.outrigger.rollout;

import dev.outrigger.chat.Usage;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Placement;
import dev.outrigger.route.Decision;
import dev.outrigger.route.Merge;
import dev.outrigger.route.Opening;
import dev.outrigger.route.Step;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a decision is expected to come to, for all calls up to its first answer: an ensemble pays each of its members, and
 * whoever makes one answer of theirs. Where that hangs on what a model will say, a judge's choice or how sure one is, it is
 * not known, and {@code unknown} says why.
 *
 * @param dollars if each answer has the tokens that the recorded one had
 * @param unknown why the dollars are not; absent where they are
 * @param quality chance of a good answer
 * @param first that is asked for an answer; absent for nobody
 * @param asked all that are, whatever for
 */
record Planned(
        Opening opening,
        OptionalDouble dollars,
        Optional<String> unknown,
        OptionalDouble quality,
        Optional<ModelProfile> first,
        List<ModelProfile> asked) {
    /** Tokens of a judge's word. */
    private static final int WORD_TOKENS = 8;

    static Planned of(Decision decision, Usage usage) {
        Opening opening = decision.opening();
        List<Step> steps = decision.plan().subList(0, opening.calls().size());
        Optional<String> unknown = opening.calls().stream()
                .flatMap(call -> why(call).stream())
                .findFirst()
                .or(() -> uncounted(steps, usage));
        return new Planned(
                opening,
                unknown.isPresent()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(steps.stream()
                                .mapToDouble(step -> dollars(step, usage))
                                .sum()),
                unknown,
                quality(decision, opening),
                decision.asks().stream().findFirst().map(Step.Ask::candidate),
                steps.stream().flatMap(Planned::asked).toList());
    }

    /** Why nobody knows before what this call leads to. */
    private static Optional<String> why(Opening.Call call) {
        return switch (call) {
            case Opening.Call.Asked asked -> Optional.empty();
            case Opening.Call.AskedAtOnce all -> Optional.empty();
            case Opening.Call.AskedIf(String model, var hold, var acceptance, var instructions) ->
                Optional.of("whether " + model + " is sure is not known before");
            case Opening.Call.Chosen(String judge, var brief) ->
                Optional.of("whom " + judge + " chooses is not known before");
        };
    }

    private static Optional<String> uncounted(List<Step> steps, Usage usage) {
        if (steps.isEmpty()) return Optional.of("nobody is asked");
        if (usage.input().isEmpty() || usage.output().isEmpty())
            return Optional.of("the tokens of the recorded answer were not counted");
        return steps.stream()
                .flatMap(Planned::asked)
                .filter(model -> model.price().isEmpty())
                .findFirst()
                .map(model -> "the price of " + model.name() + " is not known");
    }

    /** Every model that a step asks. */
    private static Stream<ModelProfile> asked(Step step) {
        return switch (step) {
            case Step.Ask ask -> Stream.of(ask.candidate());
            case Step.AskJudge judge -> Stream.of(judge.judge());
            case Step.FanOut all -> Stream.concat(all.members().stream(), all.merge().model().stream());
        };
    }

    private static double dollars(Step step, Usage usage) {
        long read = usage.input().orElse(0);
        long said = usage.output().orElse(0);
        return switch (step) {
            case Step.Ask ask -> dollars(ask.candidate(), read, said);
            case Step.AskJudge judge -> 0;
            case Step.FanOut all ->
                all.members().stream()
                                .mapToDouble(member -> dollars(member, read, said))
                                .sum()
                        + merging(all.merge(), read + all.members().size() * said, said);
        };
    }

    /** Whoever makes one answer of several reads them all. */
    private static double merging(Merge merge, long read, long said) {
        return switch (merge) {
            case Merge.Vote vote -> 0;
            case Merge.Judge(ModelProfile judge) -> dollars(judge, read, WORD_TOKENS);
            case Merge.Compose(ModelProfile writer) -> dollars(writer, read, said);
        };
    }

    private static double dollars(ModelProfile model, long read, long said) {
        return model.price().map(price -> price.of(read, said)).orElse(0.0);
    }

    /** Of one model's answer: what several make of theirs nobody has said. */
    private static OptionalDouble quality(Decision decision, Opening opening) {
        Optional<ModelProfile> alone = alone(decision, opening);
        if (alone.isEmpty()) return OptionalDouble.empty();
        OptionalDouble expected = decision.considered().stream()
                .filter(one -> one.model().equals(alone.get().name()))
                .findFirst()
                .map(Decision.Considered::quality)
                .orElse(OptionalDouble.empty());
        return expected.isPresent() ? expected : alone.get().quality();
    }

    private static Optional<ModelProfile> alone(Decision decision, Opening opening) {
        boolean isOne = opening.calls().size() == 1 && opening.calls().getFirst() instanceof Opening.Call.Asked;
        return isOne ? decision.asks().stream().findFirst().map(Step.Ask::candidate) : Optional.empty();
    }

    /**
     * Seconds to the first answer.
     *
     * @param took of each model; absent where it is not known
     */
    OptionalDouble seconds(Function<String, OptionalDouble> took) {
        if (opening.calls().size() != 1) return OptionalDouble.empty();
        return switch (opening.calls().getFirst()) {
            case Opening.Call.Asked(String model, var instructions) -> took.apply(model);
            case Opening.Call.AskedAtOnce(List<String> members, var merge, Optional<String> by, var within) ->
                sum(slowest(members, took), by.map(took).orElse(OptionalDouble.of(0)));
            case Opening.Call.AskedIf sure -> OptionalDouble.empty();
            case Opening.Call.Chosen chosen -> OptionalDouble.empty();
        };
    }

    private static OptionalDouble slowest(List<String> members, Function<String, OptionalDouble> took) {
        List<OptionalDouble> all = members.stream().map(took).toList();
        return all.stream().anyMatch(OptionalDouble::isEmpty)
                ? OptionalDouble.empty()
                : all.stream().mapToDouble(OptionalDouble::getAsDouble).max();
    }

    private static OptionalDouble sum(OptionalDouble one, OptionalDouble other) {
        return one.isPresent() && other.isPresent()
                ? OptionalDouble.of(one.getAsDouble() + other.getAsDouble())
                : OptionalDouble.empty();
    }

    /** Whether all that are asked run in the pod. */
    boolean isHere() {
        return asked.stream().allMatch(model -> model.placement() == Placement.LOCAL);
    }
}
