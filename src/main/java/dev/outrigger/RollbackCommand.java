package dev.outrigger;

import dev.outrigger.rollout.Version;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rollback}: ends a policy's trial, or lets what served before serve again, in the running sidecar. */
@Command(name = "rollback", description = "End a policy's trial; without one, let what served before serve again.")
final class RollbackCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Parameters(paramLabel = "NAME", description = "A policy.")
    @SuppressWarnings("NullAway.Init")
    private String policy;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    RollbackCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException {
        AdminPort admin = new AdminPort(config.read(environment).listen().admin());
        return admin.post("/policies/" + Version.checkName(policy) + "/rollback", "", spec.commandLine());
    }
}
