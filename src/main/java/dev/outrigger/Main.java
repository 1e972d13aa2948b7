package dev.outrigger;

import dev.outrigger.cli.ModelFetch;
import dev.outrigger.cli.Outrigger;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        verbs.add(new ExplainCommand(environment, System.in));
        int status = Outrigger.run(args, verbs);
        if (status != 0) System.exit(status);
    }

    private static void serve(Map<String, String> properties) {
        properties.forEach(System::setProperty);
        Endings.ofProcess().listen();
        Quarkus.run();
    }
}
