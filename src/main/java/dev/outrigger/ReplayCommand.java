package dev.outrigger;

import dev.outrigger.registry.ModelProfile;
import dev.outrigger.rollout.ChainCheck;
import dev.outrigger.rollout.DecisionLog;
import dev.outrigger.rollout.PolicyVersion;
import dev.outrigger.rollout.Replay;
import dev.outrigger.rollout.ReplayReport;
import dev.outrigger.route.Recipe;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code replay}: what a policy would have done with recorded decisions; without one, whether they can be made again. */
@Command(name = "replay", description = "Try a policy on recorded decisions, without a server.")
final class ReplayCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Option(names = "--policy", paramLabel = "NEW", description = "The policy to try: " + PolicySource.WORDS + ".")
    private @Nullable String policy;

    @Option(names = "--from", required = true, paramLabel = "DECISIONS", description = "A file, or the log's folder.")
    @SuppressWarnings("NullAway.Init")
    private Path from;

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
        Optional<Asked> asked = asked();
        Replay replay = new Replay(
                asked.map(Asked::recipe), asked.map(Asked::models).orElse(List.of()), Optional.ofNullable(of));
        ChainCheck.Result chain = ChainCheck.read(from, DecisionLog.STEM, replay::line);
        ReplayReport report = replay.report();
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? report.json() : report.text(Optional.ofNullable(policy)));
        out.flush();
        return switch (chain) {
            case ChainCheck.Result.Broken(String at, String because) -> {
                spec.commandLine()
                        .getErr()
                        .println("outrigger: the log is not as it was written at " + at + ": " + because);
                yield 1;
            }
            case ChainCheck.Result.Whole whole ->
                asked.isEmpty() && report.check().differing() > 0 ? 1 : 0;
        };
    }

    private Optional<Asked> asked() throws IOException {
        if (policy == null) return Optional.empty();
        Settings settings = config.read(environment);
        try (Offline offline = Offline.unread(settings, environment)) {
            PolicyVersion version = new PolicySource(settings, offline.rollout()).find(policy);
            // Without a file there is nothing of the operator's to take prices from.
            boolean isSaid = config.source(environment).file().isPresent();
            return Optional.of(new Asked(version.recipe(), isSaid ? offline.profiles() : List.of()));
        }
    }
}
