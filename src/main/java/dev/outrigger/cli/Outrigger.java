package dev.outrigger.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The top command: it does nothing itself, its verbs do. Exit status 0 is success, 1 a failure, 2 wrong usage. */
@Command(
        name = "outrigger",
        description = "The LLM router that rides in the application's own pod.",
        synopsisSubcommandLabel = "VERB")
public final class Outrigger implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    @SuppressWarnings("unused")
    private boolean help;

    private Outrigger() {}

    /** Runs the verb that the arguments name, among the built-in ones; returns the exit status. */
    public static int run(String[] args) {
        return run(args, builtIn(System.getenv()));
    }

    /** Runs the verb that the arguments name, among these picocli command objects; returns the exit status. */
    public static int run(String[] args, List<Object> verbs) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return commandLine(verbs).setOut(out).setErr(err).execute(args);
    }

    /** The verbs that need nothing but this machine's environment. */
    public static List<Object> builtIn(Map<String, String> environment) {
        return List.of(new ModelsCommand(() -> LocalModels.of(environment)));
    }

    static CommandLine commandLine(List<Object> verbs) {
        var line = new CommandLine(new Outrigger());
        verbs.forEach(line::addSubcommand);
        line.addSubcommand(new CommandLine.HelpCommand());
        // A failure is said in its own words: a stack helps nobody at a shell.
        line.setExecutionExceptionHandler((failure, at, parsed) -> {
            at.getErr().println("outrigger: " + failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing a verb");
    }
}
