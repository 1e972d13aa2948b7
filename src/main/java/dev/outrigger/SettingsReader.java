package dev.outrigger;

import dev.outrigger.config.Binder;
import dev.outrigger.config.Bound;
import dev.outrigger.config.Document;
import dev.outrigger.config.Mistake;
import dev.outrigger.config.Node;
import dev.outrigger.config.Place;
import dev.outrigger.registry.ModelSettings;
import dev.outrigger.route.RouteChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads {@code outrigger.yaml}: binds it, then checks what no single section can see: names that nothing bears. */
public final class SettingsReader {
    private static final Pattern STEPS = Pattern.compile("[.\\[\\]]+");

    private SettingsReader() {}

    /** The settings, or every mistake with its line. */
    public static Bound<Settings> read(String file, byte[] content) {
        return Document.read(file, content).then(SettingsReader::bind);
    }

    private static Bound<Settings> bind(Node root) {
        Node tree = root instanceof Node.Nothing ? new Node.Mapping(root.place(), List.of()) : root;
        return Binder.bind(tree, Settings.class).then(settings -> checked(settings, tree));
    }

    private static Bound<Settings> checked(Settings settings, Node root) {
        List<Mistake> mistakes = new ArrayList<>();
        oneEngine(settings, root, mistakes);
        settings.models().forEach((name, model) -> check("models." + name, model, settings, root, mistakes));
        // Profiles can be made only of models whose backends are known.
        if (mistakes.isEmpty())
            RouteChecks.of(settings.routes(), settings.policies(), settings.profiles())
                    .forEach(problem ->
                            mistakes.add(mistake(root, problem.path(), problem.path() + " " + problem.message())));
        return mistakes.isEmpty() ? new Bound.Ok<>(settings) : new Bound.Wrong<>(mistakes);
    }

    /** There is one process, and one set of models in it: a second engine's settings would have nobody to hold for. */
    private static void oneEngine(Settings settings, Node root, List<Mistake> mistakes) {
        List<String> engines = settings.engines();
        for (String second : engines.stream().skip(1).toList()) {
            String path = "backends." + second;
            mistakes.add(mistake(
                    root,
                    path,
                    path + " must not be of kind engine: that is this process, which backends." + engines.getFirst()
                            + " is already"));
        }
    }

    private static void check(String path, ModelSettings model, Settings settings, Node root, List<Mistake> mistakes) {
        if (!settings.backends().containsKey(model.backend()))
            mistakes.add(
                    mistake(root, path + ".backend", path + ".backend must name a backend, was " + model.backend()));
        names(path + ".replicas", model.replicas(), settings.models(), root, mistakes);
        names(path + ".equivalents", model.equivalents(), settings.models(), root, mistakes);
    }

    private static void names(
            String path, List<String> names, Map<String, ModelSettings> models, Node root, List<Mistake> mistakes) {
        for (int i = 0; i < names.size(); i++) {
            String item = path + "[" + i + "]";
            if (!models.containsKey(names.get(i)))
                mistakes.add(mistake(root, item, item + " must name a model, was " + names.get(i)));
        }
    }

    private static Mistake mistake(Node root, String path, String message) {
        return new Mistake(path, place(root, path), message);
    }

    /** Where a path such as {@code policies.thrift.stages[0].rule} stands; its nearest parent when it is a default. */
    private static Place place(Node root, String path) {
        Node node = root;
        for (String step : STEPS.splitAsStream(path).toList()) {
            switch (node) {
                case Node.Mapping mapping
                when mapping.find(step).isPresent() ->
                    node = mapping.find(step).get().value();
                case Node.Sequence sequence
                when step.matches("\\d+")
                        && Integer.parseInt(step) < sequence.items().size() ->
                    node = sequence.items().get(Integer.parseInt(step));
                default -> {
                    return node.place();
                }
            }
        }
        return node.place();
    }
}
