package dev.outrigger;

import dev.outrigger.config.Bound;
import dev.outrigger.config.Mistake;
import dev.outrigger.config.SchemaWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code config check|schema|default}: what stands in a configuration file, and what could. */
@Command(name = "config", description = "Check a configuration, or show its schema.", synopsisSubcommandLabel = "VERB")
final class ConfigCommand implements Runnable {
    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    ConfigCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing a verb: check, schema or default");
    }

    @Command(description = "Read a file and tell every mistake.")
    int check(@Parameters(paramLabel = "FILE") Path file) {
        SettingsSource source = SettingsSource.of(Optional.of(file), environment);
        return switch (source.read(source.look())) {
            case Bound.Ok<Settings>(Settings settings) -> {
                spec.commandLine().getOut().println(file + ": ok, hash " + settings.hash());
                yield 0;
            }
            case Bound.Wrong<Settings>(List<Mistake> mistakes) -> {
                mistakes.forEach(mistake -> spec.commandLine().getErr().println(mistake));
                yield 1;
            }
        };
    }

    @Command(description = "Print the JSON Schema of outrigger.yaml.")
    int schema() {
        spec.commandLine().getOut().print(SchemaWriter.write("outrigger.yaml", Settings.class));
        spec.commandLine().getOut().flush();
        return 0;
    }

    @Command(name = "default", description = "Print the configuration there is without a file.")
    int builtIn() {
        spec.commandLine().getOut().print(DefaultConfig.yaml(environment));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
