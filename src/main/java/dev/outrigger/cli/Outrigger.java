package dev.outrigger.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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

    private Outrigger() {}

    /** Runs the verb that the arguments name, among these picocli command objects; returns the exit status. */
    public static int run(String[] args, List<Object> verbs) {
        return run(
                args,
                verbs,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    }

    /** The same, writing there. */
    public static int run(String[] args, List<Object> verbs, PrintWriter out, PrintWriter err) {
        return commandLine(verbs).setOut(out).setErr(err).execute(args);
    }

    /** The verbs that need nothing but this machine's environment, by name. */
    public static Map<String, Supplier<Object>> builtIn(Map<String, String> environment) {
        return Map.of("models", () -> new ModelsCommand(() -> LocalModels.of(environment)));
    }

    static CommandLine commandLine(List<Object> verbs) {
        var line = new CommandLine(new Outrigger());
        verbs.forEach(line::addSubcommand);
        explained(line.getCommandSpec());
        line.addSubcommand(new CommandLine.HelpCommand());
        // A failure is said in its own words: a stack helps nobody at a shell.
        line.setExecutionExceptionHandler((failure, at, parsed) -> {
            at.getErr().println("outrigger: " + words(failure));
            return CommandLine.ExitCode.SOFTWARE;
        });
        return line;
    }

    /** Each verb explains itself, and so do the verbs below it. */
    private static void explained(CommandSpec verb) {
        verb.addMixin("help", CommandSpec.forAnnotatedObject(new HelpOption()));
        verb.subcommands().values().forEach(below -> explained(below.getCommandSpec()));
    }

    /** The JDK's messages of file errors are often the bare file name. */
    private static String words(Exception failure) {
        return switch (failure) {
            case NoSuchFileException gone -> gone.getFile() + " is not there";
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            default ->
                Optional.ofNullable(failure.getMessage())
                        .orElse(failure.getClass().getSimpleName());
        };
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing a verb");
    }
}
