package dev.outrigger;

import dev.outrigger.analyze.Abilities;
import dev.outrigger.config.Mistake;
import dev.outrigger.config.Node;
import dev.outrigger.config.Place;
import dev.outrigger.engine.ModelKind;
import dev.outrigger.route.Policy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Looks in the file itself for names that nothing bears: of backends, models, local models and policies. It needs nothing to be bound,
 * so that these mistakes are told together with all others. What is not of the shape that a name can stand in is the
 * binder's to tell.
 */
final class References {
    private static final String ENGINE = "engine";
    private static final String AZURE = "azure";

    private final Node root;
    private final StoredModels stored;
    private final Set<String> backends;
    private final Set<String> models;
    private final Set<String> policies;
    private final List<Mistake> mistakes = new ArrayList<>();
    private Supplier<Optional<Abilities>> abilities = Optional::empty;

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
        references.deployments();
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

    /** Azure's API of models tells what could be deployed; what is deployed, only that of its resource manager. */
    private void deployments() {
        for (Node.Entry entry : root.at("backends").entries()) {
            boolean isAzure = entry.value().at("kind") instanceof Node.Scalar kind
                    && kind.text().equals(AZURE);
            Node said = entry.value().at("discover");
            if (isAzure && !(said instanceof Node.Nothing))
                mistake(
                        said.place(),
                        "backends." + entry.key() + ".discover",
                        "must be left out: Azure does not tell a key's owner which deployments there are");
        }
    }

    private void analyzer() {
        Node section = root.at("analyzer");
        stored(section.at("encoder"), "analyzer.encoder", ModelKind.ENCODER);
        stored(section.at("heads"), "analyzer.heads", ModelKind.HEADS);
        abilities = OwnRouter.check(section, stored, mistakes);
    }

    private void models() {
        for (Node.Entry model : root.at("models").entries()) {
            String path = "models." + model.key();
            name(model.value().at("backend"), path + ".backend", "a backend", backends);
            if (isOfEngine(model.value())) {
                kind(model.value(), path);
                prefill(model);
            } else {
                if (model.value().at("adapters") instanceof Node.Scalar folder)
                    mistake(
                            folder.place(),
                            path + ".adapters",
                            "must be left out: only models of an engine have adapters");
                remote(model, "unloadAfter");
                remote(model, "wakeAt");
            }
            adapters(model);
            others(model, "replicas");
            others(model, "equivalents");
        }
    }

    /** Two names of a local model are one model in memory. */
    private void adapters(Node.Entry model) {
        if (!(model.value().at("adapters") instanceof Node.Scalar(Place place, String folder, Node.Style style)))
            return;
        for (Node.Entry other : root.at("models").entries()) {
            if (other.key().equals(model.key())) return;
            if (isText(other.value().at("model"), model.value().at("model"))
                    && isText(other.value().at("backend"), model.value().at("backend"))
                    && other.value().at("adapters") instanceof Node.Scalar earlier
                    && !earlier.text().equals(folder))
                mistake(
                        place,
                        "models." + model.key() + ".adapters",
                        "must be " + earlier.text() + ", as of " + other.key() + ": both are one model, was " + folder);
        }
    }

    private static boolean isText(Node one, Node other) {
        return one instanceof Node.Scalar a
                && other instanceof Node.Scalar b
                && a.text().equals(b.text());
    }

    /** One that chats, or makes vectors: which of them, its manifest says, and its capabilities may say nothing else. */
    private void kind(Node model, String path) {
        stored(model.at("model"), path + ".model", ModelKind.GENERATOR, ModelKind.ENCODER);
        encoder(model, path);
        List<Node> said = model.at("capabilities").items();
        if (said.isEmpty() || !(model.at("model") instanceof Node.Scalar name)) return;
        boolean embeds = said.stream()
                .anyMatch(
                        each -> each instanceof Node.Scalar word && word.text().equals("embeddings"));
        if (stored.is(name.text(), ModelKind.ENCODER) && !embedsAlone(said))
            mistake(
                    said.getFirst().place(),
                    path + ".capabilities",
                    "must be [embeddings]: " + name.text() + " is an encoder");
        if (stored.is(name.text(), ModelKind.GENERATOR) && embeds)
            mistake(
                    said.getFirst().place(),
                    path + ".capabilities",
                    "must not have embeddings: " + name.text() + " makes none");
    }

    /** One that makes vectors is as it was published, and stays in memory. */
    private void encoder(Node model, String path) {
        List<Node> said = model.at("capabilities").items();
        boolean isEncoder = (!said.isEmpty() && embedsAlone(said))
                || (model.at("model") instanceof Node.Scalar name && stored.is(name.text(), ModelKind.ENCODER));
        if (!isEncoder) return;
        without(model, path, "adapters", "an encoder has none");
        without(model, path, "unloadAfter", "an encoder stays in memory");
        without(model, path, "wakeAt", "an encoder stays in memory");
    }

    private void without(Node model, String path, String key, String why) {
        switch (model.at(key)) {
            case Node.Nothing nothing -> {}
            case Node.Scalar(Place place, String text, Node.Style style) ->
                mistake(place, path + "." + key, "must be left out: " + why + ", was " + text);
            case Node list -> {
                String items = list.items().stream()
                        .map(item -> item instanceof Node.Scalar one ? one.text() : "…")
                        .collect(Collectors.joining(", ", "[", "]"));
                mistake(list.place(), path + "." + key, "must be left out: " + why + ", was " + items);
            }
        }
    }

    private static boolean embedsAlone(List<Node> capabilities) {
        return capabilities.stream()
                .allMatch(
                        each -> each instanceof Node.Scalar word && word.text().equals("embeddings"));
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
        }
        mistakes.addAll(StageNames.of(root, models, keys("examples"), abilities));
    }

    private void name(Node node, String path, String what, Set<String> known) {
        if (node instanceof Node.Scalar(Place place, String text, Node.Style style) && !known.contains(text))
            mistake(place, path, "must name " + what + ", was " + text);
    }

    private void stored(Node node, String path, ModelKind... kinds) {
        if (!(node instanceof Node.Scalar(Place place, String text, Node.Style style))) return;
        // What nobody wrote must not keep the product from starting: it serves without that model.
        if (place.file().equals(DefaultConfig.NAME)) return;
        stored.unlessNamed(text, kinds).ifPresent(rule -> mistake(place, path, rule + ", was " + text));
    }

    private void mistake(Place place, String path, String rule) {
        mistakes.add(new Mistake(path, place, path + " " + rule));
    }
}
