package dev.outrigger;

import dev.outrigger.config.Bound;
import dev.outrigger.config.Mistake;
import dev.outrigger.console.ExplainLines;
import dev.outrigger.console.Explainer;
import dev.outrigger.console.Explanation;
import dev.outrigger.console.ExplanationJson;
import dev.outrigger.console.ExplanationTable;
import dev.outrigger.console.Question;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code explain}: how requests would be decided, without a server. A prompt is answered with a table where a person reads;
 * one JSON a line in gives one a line out, in order.
 */
@Command(name = "explain", description = "Show how requests would be decided, without a server.")
final class ExplainCommand implements Callable<Integer> {
    /** One request at a time, so that its timings are its own; and the longest line. */
    private static final ExplainLines.Bounds BOUNDS = new ExplainLines.Bounds(1, 8 * 1024 * 1024);

    private final Map<String, String> environment;
    private final InputStream standardInput;
    private final BooleanSupplier isTerminal;

    @Parameters(arity = "0..1", paramLabel = "PROMPT", description = "What would be asked, of the model auto.")
    private @Nullable String prompt;

    @Option(
            names = "--jsonl",
            paramLabel = "FILE|-",
            description = "Requests: {\"prompt\": ...} or a chat request's body; - is standard input.")
    private @Nullable String jsonl;

    @Option(names = "--table", description = "For people; so it is anyway for a PROMPT on a terminal.")
    private boolean table;

    @Option(names = "--all", description = "Compute every dimension, not only those the policy reads.")
    private boolean all;

    @Option(
            names = "--record",
            paramLabel = "DIR",
            description =
                    "Of --jsonl: write the decisions down there as well, for replay; each line says its id, exchange.")
    private @Nullable Path record;

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration, as for run.")
    private @Nullable Path config;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /** @param isTerminal whether a person reads what is printed */
    ExplainCommand(Map<String, String> environment, InputStream standardInput, BooleanSupplier isTerminal) {
        this.environment = environment;
        this.standardInput = standardInput;
        this.isTerminal = isTerminal;
    }

    @Override
    public Integer call() throws IOException {
        if ((prompt == null) == (jsonl == null))
            throw new ParameterException(spec.commandLine(), "There must be a PROMPT, or --jsonl with a file or -");
        if (record != null && (jsonl == null || table))
            throw new ParameterException(spec.commandLine(), "--record needs --jsonl, and no --table");
        SettingsSource source = SettingsSource.of(Optional.ofNullable(config), environment);
        return switch (source.read(source.look())) {
            case Bound.Ok<Settings>(Settings settings) ->
                record == null ? explain(settings, encoding()) : record(settings, Recording.into(record));
            case Bound.Wrong<Settings>(List<Mistake> mistakes) -> {
                mistakes.forEach(mistake -> spec.commandLine().getErr().println(mistake));
                yield 2;
            }
        };
    }

    private int record(Settings settings, Recording recording) throws IOException {
        try (recording) {
            explain(settings, recording::encode);
        }
        Optional<String> loss = recording.loss();
        loss.ifPresent(words -> spec.commandLine().getErr().println("outrigger: " + words));
        return loss.isPresent() ? 1 : 0;
    }

    private int explain(Settings settings, Function<Explanation, String> encoding) throws IOException {
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
                                    .map(encoding))
                    .run(in, out);
            out.flush();
        }
        return 0;
    }

    private Function<Explanation, String> encoding() {
        boolean isRead = table || (prompt != null && isTerminal.getAsBoolean());
        return isRead ? ExplanationTable::of : ExplanationJson::encode;
    }

    private Reader reader() throws IOException {
        if (prompt != null) return new StringReader(Question.of(prompt));
        return reader(Optional.ofNullable(jsonl).orElse("-"));
    }

    private Reader reader(String jsonl) throws IOException {
        if (jsonl.equals("-")) return new InputStreamReader(standardInput, StandardCharsets.UTF_8);
        Path file = Path.of(jsonl);
        if (Files.isDirectory(file)) throw new FileSystemException(jsonl, null, "is a folder");
        // Bytes that are no UTF-8 spoil their line, not the run.
        return new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8);
    }
}
