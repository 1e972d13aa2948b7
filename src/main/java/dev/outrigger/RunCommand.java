package dev.outrigger;

import dev.outrigger.config.Bound;
import dev.outrigger.config.Mistake;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run}: reads the configuration before anything else starts, then starts the server around it. */
@Command(name = "run", description = "Start the sidecar; Ctrl-C stops it.")
final class RunCommand implements Callable<Integer> {
    /** System property that tells the server which file the command line named. */
    static final String CONFIG_PROPERTY = "outrigger.config";

    private static final int WRONG_CONFIGURATION = 2;

    private final Runnable server;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration; else $OUTRIGGER_CONFIG, else ./outrigger.yaml, else a built-in default.")
    private @Nullable Path config;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    RunCommand(Runnable server) {
        this.server = server;
    }

    @Override
    public Integer call() {
        Optional<Path> named = Optional.ofNullable(config);
        SettingsSource source = SettingsSource.of(named, System.getenv());
        return switch (source.read(source.look())) {
            case Bound.Wrong<Settings>(List<Mistake> mistakes) -> refuse(source, mistakes);
            case Bound.Ok<Settings>(Settings settings) -> {
                named.ifPresent(file -> System.setProperty(CONFIG_PROPERTY, file.toString()));
                properties(settings).forEach(System::setProperty);
                server.run();
                yield 0;
            }
        };
    }

    /** What Quarkus must know before it starts. */
    private static Map<String, String> properties(Settings settings) {
        return Map.of(
                "quarkus.management.port", Integer.toString(settings.listen().health()));
    }

    private int refuse(SettingsSource source, List<Mistake> mistakes) {
        var err = spec.commandLine().getErr();
        err.println("outrigger: " + source.name() + " has "
                + (mistakes.size() == 1 ? "a mistake:" : mistakes.size() + " mistakes:"));
        mistakes.forEach(mistake -> err.println("  " + mistake));
        return WRONG_CONFIGURATION;
    }
}
