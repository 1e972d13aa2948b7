package dev.outrigger;

import dev.outrigger.cli.ModelFetch;
import dev.outrigger.cli.Outrigger;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the process begins: {@code run} starts the server, every other verb works without one. */
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        List<Object> verbs = new ArrayList<>(Outrigger.builtIn(environment));
        verbs.add(new RunCommand(
                environment, (names, say) -> ModelFetch.of(environment).fetch(names, say), Main::serve));
        verbs.add(new ConfigCommand(environment));
        verbs.add(new ExplainCommand(environment, System.in, Main::isTerminal));
        verbs.add(new ReportCommand(environment));
        verbs.add(new ReplayCommand(environment));
        verbs.add(new VerifyCommand());
        verbs.add(new PolicyCommand(environment));
        verbs.add(new PromoteCommand(environment));
        verbs.add(new RollbackCommand(environment));
        verbs.add(new EngineCommand(environment, Runtime.getRuntime()::halt));
        verbs.add(new InjectCommand());
        int status = Outrigger.run(args, verbs);
        if (status != 0) System.exit(status);
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    private static void serve(Map<String, String> properties) {
        properties.forEach(System::setProperty);
        // Quarkus switches WebSockets off for every server of the process, the data port's too, unless it is told not
        // to.
        System.setProperty("vertx.disableWebsockets", "false");
        Endings.ofProcess(Main::drain).listen();
        Quarkus.run();
    }

    /** Quarkus would close the health port first: then nobody could see that this process drains. */
    private static void drain() {
        ArcContainer beans = Arc.container();
        if (beans != null && beans.isRunning())
            beans.instance(ServerBean.class).get().drain();
    }
}
