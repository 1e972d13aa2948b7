package dev.outrigger;

import dev.outrigger.rollout.Version;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code promote}: lets a version of a policy serve, in the running sidecar. */
@Command(name = "promote", description = "Let a version of a policy serve, share or be watched, without a restart.")
final class PromoteCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Parameters(paramLabel = "NAME@HASH", description = "A version that the store holds, or the configuration's.")
    @SuppressWarnings("NullAway.Init")
    private String version;

    @Option(names = "--percent", paramLabel = "P", description = "Only so many of a hundred conversations.")
    private @Nullable Double percent;

    @Option(names = "--shadow", description = "It only decides along, and nobody acts by it.")
    private boolean shadow;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    PromoteCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException {
        Version named = Version.of(version);
        OptionalDouble share =
                Optional.ofNullable(percent).map(OptionalDouble::of).orElse(OptionalDouble.empty());
        String body = "{\"version\":\"" + named.hash() + "\""
                + (share.isPresent() ? String.format(Locale.ROOT, ",\"percent\":%s", share.getAsDouble()) : "")
                + (shadow ? ",\"shadow\":true" : "") + "}";
        AdminPort admin = new AdminPort(config.read(environment).listen().admin());
        return admin.post("/policies/" + named.name() + "/promote", body, spec.commandLine());
    }
}
