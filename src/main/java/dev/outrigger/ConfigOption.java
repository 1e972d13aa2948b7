package dev.outrigger;

import dev.outrigger.config.Bound;
import dev.outrigger.config.Mistake;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --config}, as several verbs have it. */
final class ConfigOption {
    @Option(names = "--config", paramLabel = "FILE", description = "The configuration, as for run.")
    private @Nullable Path config;

    /** Where the configuration comes from. */
    SettingsSource source(Map<String, String> environment) {
        return SettingsSource.of(Optional.ofNullable(config), environment);
    }

    /**
     * The configuration.
     *
     * @throws IllegalArgumentException with everything that is wrong with it
     */
    Settings read(Map<String, String> environment) {
        SettingsSource source = source(environment);
        return switch (source.read(source.look())) {
            case Bound.Ok<Settings>(Settings settings) -> settings;
            case Bound.Wrong<Settings>(List<Mistake> mistakes) ->
                throw new IllegalArgumentException(
                        mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
        };
    }
}
