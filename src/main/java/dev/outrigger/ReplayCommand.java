package dev.outrigger;

import dev.outrigger.registry.ModelProfile;
import dev.outrigger.rollout.ChainCheck;
import dev.outrigger.rollout.DecisionLog;
import dev.outrigger.rollout.Mix;
import dev.outrigger.rollout.Outcomes;
import dev.outrigger.rollout.Replay;
import dev.outrigger.rollout.ReplayReport;
import dev.outrigger.route.Recipe;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code replay}: what a policy would have done with recorded decisions; without one, whether they can be made again. */
@Command(name = "replay", description = "Try a policy on recorded decisions, without a server.")
final class ReplayCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Option(
            names = "--policy",
            paramLabel = "NEW",
            description = "The policy to try: " + PolicySource.WORDS + "; one for all logs, or one for each.")
    private List<String> policies = List.of();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DECISIONS",
            description = "A file, or the log's folder; may be said again.")
    private List<Path> logs = List.of();

    @Option(
            names = "--outcomes",
            paramLabel = "FILE",
            description = "What each model made of the requests, one JSON a line, to judge both policies by.")
    private @Nullable Path outcomes;

    @Option(
            names = "--mix",
            paramLabel = "TASK=SHARE,...",
            description = "Of --outcomes: which share of the work each task is taken to be; may be said again.")
    private List<String> mixes = List.of();

    @Option(
            names = "--of",
            paramLabel = "NAME",
            description = "Only decisions of the policy of this name; else all but those about a named model.")
    private @Nullable String of;

    @Option(names = "--json", description = "The report as JSON.")
    private boolean json;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    ReplayCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    /** A policy, and the models as they are now. */
    private record Asked(Recipe recipe, List<ModelProfile> models) {}

    @Override
    public Integer call() throws IOException {
        if (policies.size() > 1 && policies.size() != logs.size())
            throw new ParameterException(
                    spec.commandLine(), "There must be one --policy for all --from, or one for each, in their order");
        if (outcomes == null ? !mixes.isEmpty() : policies.isEmpty())
            throw new ParameterException(spec.commandLine(), "--mix needs --outcomes, and that --policy");
        List<Mix> weighed = mixes.stream().map(Mix::parse).toList();
        List<Asked> asked = asked();
        Replay replay = replay(asked).judgedBy(outcomes == null ? Outcomes.NONE : Outcomes.read(outcomes));
        Optional<ChainCheck.Result.Broken> broken = Optional.empty();
        for (int i = 0; i < logs.size() && broken.isEmpty(); i++) {
            Optional<Asked> own = asked.isEmpty() ? Optional.empty() : Optional.of(asked.get(i % asked.size()));
            Replay next =
                    replay.and(own.map(Asked::recipe), own.map(Asked::models).orElse(List.of()));
            if (ChainCheck.read(logs.get(i), DecisionLog.STEM, next::line) instanceof ChainCheck.Result.Broken found)
                broken = Optional.of(found);
        }
        ReplayReport report = replay.report(weighed);
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? report.json() : report.text(words()));
        out.flush();
        if (broken.isPresent()) {
            spec.commandLine()
                    .getErr()
                    .println("outrigger: the log is not as it was written at "
                            + broken.get().at() + ": " + broken.get().because());
            return 1;
        }
        return asked.isEmpty() && report.check().differing() > 0 ? 1 : 0;
    }

    private Replay replay(List<Asked> asked) {
        return new Replay(asked.stream().findFirst().map(Asked::recipe), List.of(), Optional.ofNullable(of));
    }

    private Optional<String> words() {
        return policies.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", policies));
    }

    private List<Asked> asked() throws IOException {
        if (policies.isEmpty()) return List.of();
        Settings settings = config.read(environment);
        List<Asked> asked = new ArrayList<>();
        try (Offline offline = Offline.unread(settings, environment)) {
            PolicySource source = new PolicySource(settings, offline.rollout());
            // Without a file there is nothing of the operator's to take prices from.
            boolean isSaid = config.source(environment).file().isPresent();
            for (String policy : policies)
                asked.add(new Asked(source.find(policy).recipe(), isSaid ? offline.profiles() : List.of()));
        }
        return asked;
    }
}
