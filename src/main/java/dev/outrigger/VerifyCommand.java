package dev.outrigger;

import dev.outrigger.rollout.ChainCheck;
import dev.outrigger.rollout.DecisionLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
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
                    "A link, noted elsewhere when it was the last: the log must hold it, so nothing before was changed.")
    private @Nullable String ends;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Optional<String> noted = Optional.ofNullable(ends);
        AtomicBoolean isHeld = new AtomicBoolean(noted.isEmpty());
        ChainCheck.Result result = ChainCheck.read(from, DecisionLog.STEM, (at, body) -> {}, link -> {
            if (noted.filter(link::equals).isPresent()) isHeld.set(true);
        });
        return switch (result) {
            case ChainCheck.Result.Broken(String at, String because) -> refuse(at + ": " + because);
            case ChainCheck.Result.Whole whole ->
                isHeld.get() ? accept(whole) : refuse("it does not hold that link, and ends with " + whole.ends());
        };
    }

    private int accept(ChainCheck.Result.Whole whole) {
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
