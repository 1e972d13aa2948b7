package dev.outrigger;

import dev.outrigger.cli.Outrigger;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** A command line in this JVM, with what it wrote. */
final class Shell {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Runs one of these verbs; returns the exit status. */
    int run(Object verb, String... arguments) {
        return Outrigger.run(arguments, List.of(verb), new PrintWriter(out, true), new PrintWriter(err, true));
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
