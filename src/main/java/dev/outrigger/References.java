package dev.outrigger;

import dev.outrigger.config.Mistake;
import dev.outrigger.config.Node;
import dev.outrigger.config.Place;
import dev.outrigger.engine.ModelKind;
import dev.outrigger.route.Policy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks in the file itself for names that nothing bears: of backends, models, local models and policies. It needs nothing to be bound,
 * so that these mistakes are told together with all others. What is not of the shape that a name can stand in is the
 * binder's to tell.
 */
final class References {
    private static final String ENGINE = "engine";

    private final Node root;
    private final StoredModels stored;
    private final Set<String> backends;
    private final Set<String> models;
    private final Set<String> policies;
    private final List<Mistake> mistakes = new ArrayList<>();

    private References(Node root, StoredModels stored) {
        this.root = root;
        this.stored = stored;
        this.backends = keys("backends");
        this.models = keys("models");
        this.policies = keys("policies");
    }

    /** Every name that nothing bears, or that is taken. */
    static List<Mistake> of(Node root, StoredModels stored) {
        References references = new References(root, stored);
        references.oneEngine();
        references.analyzer();
        references.models();
        references.routes();
        references.policies();
        return references.mistakes;
    }

    private Set<String> keys(String section) {
        Set<String> names = new HashSet<>();
        for (Node.Entry entry : root.at(section).entries()) names.add(entry.key());
        return names;
    }

    /** There is one process, and one set of models in it: a second engine's settings would have nobody to hold for. */
    private void oneEngine() {
        String first = null;
        for (Node.Entry entry : root.at("backends").entries()) {
            if (!(entry.value().at("kind") instanceof Node.Scalar kind
                    && kind.text().equals(ENGINE))) continue;
            String path = "backends." + entry.key();
            if (first != null)
                mistakes.add(new Mistake(
                        path,
                        entry.value().place(),
                        path + " must not be of kind engine: that is this process, which " + first + " is already"));
            else first = path;
        }
    }

    private void analyzer() {
        Node section = root.at("analyzer");
        stored(section.at("encoder"), "analyzer.encoder", ModelKind.ENCODER);
        stored(section.at("heads"), "analyzer.heads", ModelKind.HEADS);
    }

    private void models() {
        for (Node.Entry model : root.at("models").entries()) {
            String path = "models." + model.key();
            name(model.value().at("backend"), path + ".backend", "a backend", backends);
            if (isOfEngine(model.value())) {
                stored(model.value().at("model"), path + ".model", ModelKind.GENERATOR);
                prefill(model);
            } else {
                remote(model, "unloadAfter");
                remote(model, "wakeAt");
            }
            others(model, "replicas");
            others(model, "equivalents");
        }
    }

    private boolean isOfEngine(Node model) {
        return model.at("backend") instanceof Node.Scalar backend
                && root.at("backends").at(backend.text()).at("kind") instanceof Node.Scalar kind
                && kind.text().equals(ENGINE);
    }

    /** A local model begins its answer anew. */
    private void prefill(Node.Entry model) {
        List<Node> items = model.value().at("capabilities").items();
        for (int i = 0; i < items.size(); i++)
            if (items.get(i) instanceof Node.Scalar item && item.text().equals("prefill"))
                mistake(
                        item.place(),
                        "models." + model.key() + ".capabilities[" + i + "]",
                        "must not be prefill: local models go on with what they said themselves, and with nothing else");
    }

    /** Nothing here keeps a model in memory that runs elsewhere. */
    private void remote(Node.Entry model, String key) {
        Node said = model.value().at(key);
        if (!(said instanceof Node.Nothing))
            mistake(said.place(), "models." + model.key() + "." + key, "is of local models alone: this one is not");
    }

    private void others(Node.Entry model, String list) {
        String path = "models." + model.key() + "." + list;
        List<Node> items = model.value().at(list).items();
        for (int i = 0; i < items.size(); i++) {
            String item = path + "[" + i + "]";
            if (items.get(i) instanceof Node.Scalar same && same.text().equals(model.key()))
                mistake(same.place(), item, "must name another model, was " + same.text());
            else name(items.get(i), item, "a model", models);
        }
    }

    private void routes() {
        List<Node> routes = root.at("routes").items();
        Set<String> known = new HashSet<>(policies);
        known.add(Policy.CONTRACT);
        known.add(Policy.DEFAULT);
        for (int i = 0; i < routes.size(); i++)
            name(routes.get(i).at("policy"), "routes[" + i + "].policy", "a policy", known);
    }

    private void policies() {
        for (Node.Entry policy : root.at("policies").entries()) {
            String path = "policies." + policy.key();
            if (policy.key().equals(Policy.CONTRACT))
                mistake(policy.place(), path, "must have another name: " + Policy.CONTRACT + " is built in");
            name(policy.value().at("baseline"), path + ".baseline", "a model", models);
            List<Node> stages = policy.value().at("stages").items();
            for (int i = 0; i < stages.size(); i++)
                for (String list : List.of("prefer", "avoid", "only"))
                    names(stages.get(i).at("rule").at(list), path + ".stages[" + i + "].rule." + list);
        }
    }

    private void names(Node list, String path) {
        List<Node> items = list.items();
        for (int i = 0; i < items.size(); i++) name(items.get(i), path + "[" + i + "]", "a model", models);
    }

    private void name(Node node, String path, String what, Set<String> known) {
        if (node instanceof Node.Scalar(Place place, String text, Node.Style style) && !known.contains(text))
            mistake(place, path, "must name " + what + ", was " + text);
    }

    private void stored(Node node, String path, ModelKind kind) {
        if (!(node instanceof Node.Scalar(Place place, String text, Node.Style style))) return;
        // What nobody wrote must not keep the product from starting: it serves without that model.
        if (place.file().equals(DefaultConfig.NAME)) return;
        stored.unlessNamed(text, kind).ifPresent(rule -> mistake(place, path, rule + ", was " + text));
    }

    private void mistake(Place place, String path, String rule) {
        mistakes.add(new Mistake(path, place, path + " " + rule));
    }
}
