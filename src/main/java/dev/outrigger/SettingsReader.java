package dev.outrigger;

import dev.outrigger.analyze.AnalyzerSettings;
import dev.outrigger.config.Binder;
import dev.outrigger.config.Bound;
import dev.outrigger.config.Document;
import dev.outrigger.config.Mistake;
import dev.outrigger.config.Node;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code outrigger.yaml}: binds it, and checks what no single section can see: names that nothing bears. */
public final class SettingsReader {
    private SettingsReader() {}

    /** The settings, or every mistake with its line; of local models nothing is known. */
    public static Bound<Settings> read(String file, byte[] content) {
        return read(file, content, StoredModels.UNKNOWN);
    }

    /** The same, where local models lie. */
    static Bound<Settings> read(String file, byte[] content, StoredModels stored) {
        return Document.read(file, content).then(root -> bind(root, stored));
    }

    private static Bound<Settings> bind(Node root, StoredModels stored) {
        Node tree = root instanceof Node.Nothing ? new Node.Mapping(root.place(), List.of()) : root;
        List<Mistake> mistakes = new ArrayList<>(References.of(tree, stored));
        mistakes.addAll(StageLabels.of(tree, stored.labels(heads(tree))));
        return switch (Binder.bind(tree, Settings.class)) {
            case Bound.Ok<Settings>(Settings settings) ->
                mistakes.isEmpty() ? new Bound.Ok<>(settings.knowing(stored)) : new Bound.Wrong<>(mistakes);
            case Bound.Wrong<Settings>(List<Mistake> more) -> {
                mistakes.addAll(more);
                yield new Bound.Wrong<>(mistakes);
            }
        };
    }

    private static String heads(Node tree) {
        return tree.at("analyzer").at("heads") instanceof Node.Scalar said ? said.text() : AnalyzerSettings.HEADS;
    }
}
