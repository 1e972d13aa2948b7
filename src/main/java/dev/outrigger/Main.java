package dev.outrigger;

import dev.outrigger.cli.Outrigger;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.ArrayList;
import java.util.List;

/** Where the process begins: {@code run} starts the server, every other verb works without one. */
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        List<Object> verbs = new ArrayList<>(Outrigger.builtIn(System.getenv()));
        verbs.add(new RunCommand(Quarkus::run));
        verbs.add(new ConfigCommand(System.getenv()));
        verbs.add(new ExplainCommand(System.getenv()));
        int status = Outrigger.run(args, verbs);
        if (status != 0) System.exit(status);
    }
}
