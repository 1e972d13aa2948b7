package dev.outrigger;

import dev.outrigger.config.Bound;
import dev.outrigger.config.Mistake;
import dev.outrigger.console.ExplainLines;
import dev.outrigger.console.Explainer;
import dev.outrigger.console.ExplanationJson;
import dev.outrigger.console.Question;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code explain}: how requests would be decided, one JSON a line in, one a line out, in order, without a server. */
@Command(name = "explain", description = "Show how requests would be decided, without a server.")
final class ExplainCommand implements Callable<Integer> {
    /** One request at a time, so that its timings are its own; and the longest line. */
    private static final ExplainLines.Bounds BOUNDS = new ExplainLines.Bounds(1, 8 * 1024 * 1024);

    private final Map<String, String> environment;
    private final InputStream standardInput;

    @Option(
            names = "--jsonl",
            required = true,
            paramLabel = "FILE|-",
            description = "Requests: {\"prompt\": ...} or a chat request's body; - is standard input.")
    @SuppressWarnings("NullAway.Init")
    private String jsonl;

    @Option(names = "--all", description = "Compute every dimension, not only those the policy reads.")
    private boolean all;

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration, as for run.")
    private @Nullable Path config;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    ExplainCommand(Map<String, String> environment, InputStream standardInput) {
        this.environment = environment;
        this.standardInput = standardInput;
    }

    @Override
    public Integer call() throws IOException {
        SettingsSource source = SettingsSource.of(Optional.ofNullable(config), environment);
        return switch (source.read(source.look())) {
            case Bound.Ok<Settings>(Settings settings) -> explain(settings);
            case Bound.Wrong<Settings>(List<Mistake> mistakes) -> {
                mistakes.forEach(mistake -> spec.commandLine().getErr().println(mistake));
                yield 2;
            }
        };
    }

    private int explain(Settings settings) throws IOException {
        Explainer.Scope scope = all ? Explainer.Scope.EVERYTHING : Explainer.Scope.POLICY;
        // The file first: nobody waits for models to read that it is not there.
        try (Reader in = reader();
                Offline offline = Offline.of(settings, environment)) {
            offline.warnings().forEach(spec.commandLine().getErr()::println);
            Explainer explainer = offline.explainer();
            Question question = new Question(offline.dialects());
            PrintWriter out = spec.commandLine().getOut();
            new ExplainLines(
                            BOUNDS,
                            line -> explainer
                                    .explain(question.read(line), scope)
                                    .map(ExplanationJson::encode))
                    .run(in, out);
            out.flush();
        }
        return 0;
    }

    private Reader reader() throws IOException {
        if (jsonl.equals("-")) return new InputStreamReader(standardInput, StandardCharsets.UTF_8);
        Path file = Path.of(jsonl);
        if (Files.isDirectory(file)) throw new FileSystemException(jsonl, null, "is a folder");
        // Bytes that are no UTF-8 spoil their line, not the run.
        return new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8);
    }
}
