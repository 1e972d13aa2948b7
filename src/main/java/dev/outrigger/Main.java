package dev.outrigger;

import dev.outrigger.cli.ModelFetch;
import dev.outrigger.cli.Outrigger;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.Console;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Where the process begins: {@code run} starts the server, every other verb works without one. */
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        int status = Outrigger.run(args, wanted(args, verbs(System.getenv())));
        if (status != 0) System.exit(status);
    }

    static Map<String, Supplier<Object>> verbs(Map<String, String> environment) {
        Map<String, Supplier<Object>> verbs = new LinkedHashMap<>(Outrigger.builtIn(environment));
        verbs.put(
                "run",
                () -> new RunCommand(
                        environment, (names, say) -> ModelFetch.of(environment).fetch(names, say), Main::serve));
        verbs.put("config", () -> new ConfigCommand(environment));
        verbs.put("explain", () -> new ExplainCommand(environment, System.in, Main::isTerminal));
        verbs.put("report", () -> new ReportCommand(environment));
        verbs.put("replay", () -> new ReplayCommand(environment));
        verbs.put("verify", VerifyCommand::new);
        verbs.put("policy", () -> new PolicyCommand(environment));
        verbs.put("promote", () -> new PromoteCommand(environment));
        verbs.put("rollback", () -> new RollbackCommand(environment));
        verbs.put("engine", () -> new EngineCommand(environment, Runtime.getRuntime()::halt));
        verbs.put("inject", InjectCommand::new);
        return verbs;
    }

    /** The verb that the arguments begin with, alone: to read what each takes is a tenth of a start. Else all there are. */
    static List<Object> wanted(String[] args, Map<String, Supplier<Object>> verbs) {
        Supplier<Object> one = args.length == 0 ? null : verbs.get(args[0]);
        return one != null
                ? List.of(one.get())
                : verbs.values().stream().map(Supplier::get).toList();
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
