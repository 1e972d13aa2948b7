package dev.outrigger;

import dev.outrigger.rollout.ChainCheck;
import dev.outrigger.rollout.DecisionLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code verify}: whether a decision log is as it was written. */
@Command(name = "verify", description = "Look for the first place where a decision log was changed.")
final class VerifyCommand implements Callable<Integer> {
    @Option(names = "--from", required = true, paramLabel = "DECISIONS", description = "A file, or the log's folder.")
    @SuppressWarnings("NullAway.Init")
    private Path from;

    @Option(
            names = "--ends",
            paramLabel = "LINK",
            description =
                    "The last link, noted elsewhere: the log must hold it, so nothing was cut off or written anew.")
    private @Nullable String ends;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        return switch (ChainCheck.read(from, DecisionLog.STEM, (at, body) -> {})) {
            case ChainCheck.Result.Broken(String at, String because) -> refuse(at + ": " + because);
            case ChainCheck.Result.Whole whole -> accept(whole);
        };
    }

    private int accept(ChainCheck.Result.Whole whole) {
        if (Optional.ofNullable(ends).filter(link -> !whole.ends().equals(link)).isPresent())
            return refuse("it ends with the link " + whole.ends());
        spec.commandLine()
                .getOut()
                .printf("%d lines in %d files are as they were written%n", whole.lines(), whole.files())
                .printf("first link %s%nlast link  %s%n", whole.begins(), whole.ends())
                .flush();
        return 0;
    }

    private int refuse(String why) {
        spec.commandLine().getErr().println("outrigger: not as it was written: " + why);
        return 1;
    }
}
