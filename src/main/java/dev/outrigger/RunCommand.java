package dev.outrigger;

import dev.outrigger.config.Bound;
import dev.outrigger.config.Mistake;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run}: makes sure of all that can be known before anything starts, then starts the server around it. */
@Command(name = "run", description = "Start the sidecar; Ctrl-C stops it.")
final class RunCommand implements Callable<Integer> {
    /** System property that tells the server which file the command line named. */
    static final String CONFIG_PROPERTY = "outrigger.config";

    private static final int WRONG_CONFIGURATION = 2;
    private static final int CANNOT_START = 1;

    private final Map<String, String> environment;
    private final Models models;
    private final Start start;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The configuration; else $$OUTRIGGER_CONFIG, else outrigger.yaml of this folder, else a built-in default.")
    private @Nullable Path config;

    @Option(names = "--pull", description = "First fetch the local models that are configured and not there.")
    private boolean pull;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** Fetches the models of these names that are missing; returns what cannot be had, in words. */
    interface Models {
        List<String> fetch(Collection<String> names, Consumer<String> say);
    }

    /** Starts the server with these system properties; returns when it has ended. */
    interface Start {
        void with(Map<String, String> properties);
    }

    RunCommand(Map<String, String> environment, Models models, Start start) {
        this.environment = environment;
        this.models = models;
        this.start = start;
    }

    @Override
    public Integer call() {
        SettingsSource source = SettingsSource.of(Optional.ofNullable(config), environment);
        return switch (source.read(source.look())) {
            case Bound.Wrong<Settings>(List<Mistake> mistakes) -> refuse(source, mistakes);
            case Bound.Ok<Settings>(Settings settings) -> run(settings);
        };
    }

    private int run(Settings settings) {
        // Before the download: nobody waits a minute to read that a port is taken.
        List<String> problems = PortCheck.problems(settings.listen());
        if (!problems.isEmpty()) return refuse(problems);
        if (pull) pull(settings);
        start.with(properties(settings));
        return 0;
    }

    private void pull(Settings settings) {
        List<String> failures = models.fetch(settings.localModels(), this::say);
        failures.forEach(this::say);
        if (!failures.isEmpty())
            say(
                    "starting without the models above; what they would answer or read goes to remote models, if there are any");
    }

    /** What Quarkus, and the server in it, must know before it starts. */
    private Map<String, String> properties(Settings settings) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(
                "quarkus.management.port", Integer.toString(settings.listen().health()));
        Optional.ofNullable(config).ifPresent(file -> properties.put(CONFIG_PROPERTY, file.toString()));
        return properties;
    }

    private int refuse(SettingsSource source, List<Mistake> mistakes) {
        say(source.name() + " has " + (mistakes.size() == 1 ? "a mistake:" : mistakes.size() + " mistakes:"));
        mistakes.forEach(mistake -> spec.commandLine().getErr().println("  " + mistake));
        return WRONG_CONFIGURATION;
    }

    private int refuse(List<String> problems) {
        problems.forEach(this::say);
        say("end what listens there (another Outrigger?), or choose other ports in outrigger.yaml:");
        spec.commandLine().getErr().println("  listen: { data: 7170, health: 7171, admin: 7172 }");
        return CANNOT_START;
    }

    private void say(String line) {
        spec.commandLine().getErr().println("outrigger: " + line);
    }
}
