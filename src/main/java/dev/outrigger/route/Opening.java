package dev.outrigger.route;

import dev.outrigger.dialect.Instructions;
import dev.outrigger.registry.ModelProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a plan does up to the first answer that is handed on whatever it says. Two plans that open alike come to the same as
 * long as nobody fails; models go by their names, whose facts may have changed.
 */
public record Opening(List<Call> calls) {
    private static final String THEN = ", then ";

    public Opening {
        calls = List.copyOf(calls);
    }

    /** A step without its models' facts. */
    public sealed interface Call {
        /** A model is asked, and what it says is handed on. */
        record Asked(String model, Optional<Instructions> instructions) implements Call {}

        /** A model is asked, and what it says is handed on if it is sure enough of it. */
        record AskedIf(String model, HoldSettings hold, Acceptance acceptance, Optional<Instructions> instructions)
                implements Call {}

        /** A model chooses who is asked. */
        record Chosen(String judge, Brief brief) implements Call {}

        /** Several are asked at once. */
        record AskedAtOnce(List<String> members, String merge, Optional<String> by, Duration within) implements Call {
            public AskedAtOnce {
                members = List.copyOf(members);
            }
        }
    }

    static Opening of(List<Step> plan) {
        List<Call> calls = new ArrayList<>();
        for (Step step : plan) {
            calls.add(call(step));
            if (step instanceof Step.Try || step instanceof Step.FanOut) break;
        }
        return new Opening(calls);
    }

    private static Call call(Step step) {
        return switch (step) {
            case Step.Try ask -> new Call.Asked(ask.candidate().name(), changing(ask.instructions()));
            case Step.TryIf ask ->
                new Call.AskedIf(ask.candidate().name(), ask.hold(), ask.acceptance(), changing(ask.instructions()));
            case Step.AskJudge(ModelProfile judge, Brief brief) -> new Call.Chosen(judge.name(), brief);
            case Step.FanOut(List<ModelProfile> members, Merge merge, Duration within) ->
                new Call.AskedAtOnce(
                        members.stream().map(ModelProfile::name).toList(),
                        word(merge),
                        merge.model().map(ModelProfile::name),
                        within);
        };
    }

    /** A destination that leaves a request as it is makes no difference. */
    private static Optional<Instructions> changing(Optional<Instructions> instructions) {
        return instructions.filter(Instructions::changes);
    }

    private static String word(Merge merge) {
        return switch (merge) {
            case Merge.Vote vote -> "vote";
            case Merge.Judge judge -> "judged";
            case Merge.Compose compose -> "composed";
        };
    }

    /** The model that is asked the app's own request, if that is all there is to it. */
    public Optional<String> plain() {
        return calls.size() == 1 && calls.getFirst() instanceof Call.Asked(String model, var instructions)
                ? Optional.of(model).filter(name -> instructions.isEmpty())
                : Optional.empty();
    }

    /** For people: a model's name, where it is all. */
    public String words() {
        return calls.isEmpty() ? "nobody" : calls.stream().map(Opening::words).collect(Collectors.joining(THEN));
    }

    private static String words(Call call) {
        return switch (call) {
            case Call.Asked(String model, var instructions) -> at(model, instructions);
            case Call.AskedIf(String model, var hold, var acceptance, var instructions) ->
                at(model, instructions) + " if sure";
            case Call.Chosen(String judge, var brief) -> "whom " + judge + " chooses";
            case Call.AskedAtOnce(List<String> members, String merge, Optional<String> by, var within) ->
                String.join(" + ", members) + " (" + merge
                        + by.map(name -> " by " + name).orElse("") + ")";
        };
    }

    private static String at(String model, Optional<Instructions> instructions) {
        return model + instructions.map(asked -> " at " + asked.destination()).orElse("");
    }
}
