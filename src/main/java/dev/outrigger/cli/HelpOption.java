package dev.outrigger.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The option that shows a verb's usage instead of running it. */
@Command
final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    @SuppressWarnings("unused")
    private boolean help;
}
