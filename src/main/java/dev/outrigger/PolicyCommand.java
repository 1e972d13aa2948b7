package dev.outrigger;

import dev.outrigger.rollout.PolicyStore;
import dev.outrigger.rollout.PolicyVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code policy export|import|diff|history}: versions of policies as files, without a server. */
@Command(
        name = "policy",
        description = "Export, import and compare versions of policies.",
        synopsisSubcommandLabel = "VERB")
final class PolicyCommand implements Runnable {
    /** Acts that are told. */
    private static final int MOST_ACTS = 200;

    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    PolicyCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing a verb: export, import, diff or history");
    }

    @Command(name = "export", description = "Print a version as a file.")
    int export(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "POLICY", description = PolicySource.WORDS) String policy)
            throws IOException {
        say(new String(found(config, policy).getFirst().write(), StandardCharsets.UTF_8));
        return 0;
    }

    @Command(name = "import", description = "Take a version into the store; prints its name.")
    int take(@Mixin ConfigOption config, @Parameters(paramLabel = "FILE") Path file) throws IOException {
        Settings settings = config.read(environment);
        try (Offline offline = Offline.unread(settings, environment)) {
            PolicySource source = new PolicySource(settings, offline.rollout());
            PolicyVersion version = source.find(file.toString());
            source.stored().add(version);
            say(version.version() + "\n");
        }
        return 0;
    }

    @Command(description = "Show what differs between two versions, line by line.")
    int diff(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "POLICY", description = PolicySource.WORDS) String one,
            @Parameters(paramLabel = "POLICY", description = PolicySource.WORDS) String other)
            throws IOException {
        List<PolicyVersion> both = found(config, one, other);
        List<String> before = lines(both.getFirst());
        List<String> after = lines(both.getLast());
        before.stream().filter(line -> !after.contains(line)).forEach(line -> say("- " + line + "\n"));
        after.stream().filter(line -> !before.contains(line)).forEach(line -> say("+ " + line + "\n"));
        return 0;
    }

    @Command(description = "Show what was done with the store, newest first, one JSON a line.")
    int history(@Mixin ConfigOption config) throws IOException {
        Settings settings = config.read(environment);
        var store = settings.policyStore(java.time.InstantSource.system())
                .orElseThrow(() -> new IllegalArgumentException("rollout.store is not configured"));
        PolicyStore.History history = store.history(MOST_ACTS);
        history.acts().forEach(act -> say(act + "\n"));
        PrintWriter errors = spec.commandLine().getErr();
        history.problems().forEach(problem -> errors.println(problem));
        errors.flush();
        return history.problems().isEmpty() ? 0 : 1;
    }

    private List<PolicyVersion> found(ConfigOption config, String... policies) throws IOException {
        Settings settings = config.read(environment);
        try (Offline offline = Offline.unread(settings, environment)) {
            PolicySource source = new PolicySource(settings, offline.rollout());
            List<PolicyVersion> versions = new ArrayList<>();
            for (String policy : policies) versions.add(source.find(policy));
            return versions;
        }
    }

    private static List<String> lines(PolicyVersion version) {
        return new String(version.write(), StandardCharsets.UTF_8).lines().toList();
    }

    private void say(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }
}
