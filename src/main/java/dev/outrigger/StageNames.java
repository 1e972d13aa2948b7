package dev.outrigger;

import dev.outrigger.analyze.Abilities;
import dev.outrigger.config.Mistake;
import dev.outrigger.config.Node;
import dev.outrigger.config.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Looks in the file's policies for names of models and examples that nothing bears, wherever a stage has them, and for
 * stages that ask more models at once than an exchange may.
 */
final class StageNames {
    /** Where a stage names one model. */
    private static final List<String> ONE =
            List.of("judge.model", "ensemble.merge.judge.model", "ensemble.merge.compose.model");
    /** Where a stage has a list of models. */
    private static final List<String> LISTS = List.of(
            "rule.prefer",
            "rule.avoid",
            "rule.only",
            "classifier.otherwise",
            "cascade.from",
            "cascade.to",
            "ensemble.of");
    /** Where a stage has lists of models by a key of its own. */
    private static final List<String> LISTS_BY_KEY = List.of("classifier.experts", "semantic.prefer");
    /** Where a stage has lists of models within entries by a key of its own, with their keys in those. */
    private static final Map<String, List<String>> LISTS_WITHIN = Map.of(
            "context.users", List.of("prefer", "avoid", "only"),
            "context.tenants", List.of("prefer", "avoid", "only"),
            "chain.destinations", List.of("models"));
    /** Those whose keys are names of examples. */
    private static final Set<String> BY_EXAMPLE = Set.of("semantic.prefer");

    /** Attempts of an exchange where the file says nothing. */
    private static final int ATTEMPTS = 3;

    /** Names that are told to somebody who mistyped one. */
    private static final int MOST_ALIKE = 5;

    private final Set<String> models;
    private final Set<String> examples;
    private final int attempts;
    private final Supplier<Optional<Abilities>> abilities;
    private final List<Mistake> mistakes = new ArrayList<>();

    private StageNames(
            Set<String> models, Set<String> examples, int attempts, Supplier<Optional<Abilities>> abilities) {
        this.abilities = abilities;
        this.models = models;
        this.attempts = attempts;
        this.examples = examples;
    }

    /**
     * Every name in the file's policies that nothing bears.
     *
     * @param abilities of the models that were learned; asked only where a stage names one, absent where nobody can say
     */
    static List<Mistake> of(
            Node root, Set<String> models, Set<String> examples, Supplier<Optional<Abilities>> abilities) {
        return of(root, models, examples, attempts(root.at("limits").at("attempts")), abilities);
    }

    /** The same of a tree that holds policies alone; {@code attempts} is what an exchange may make. */
    static List<Mistake> of(
            Node root,
            Set<String> models,
            Set<String> examples,
            int attempts,
            Supplier<Optional<Abilities>> abilities) {
        StageNames names = new StageNames(models, examples, attempts, abilities);
        for (Node.Entry policy : root.at("policies").entries()) {
            List<Node> stages = policy.value().at("stages").items();
            for (int i = 0; i < stages.size(); i++)
                names.stage(stages.get(i), "policies." + policy.key() + ".stages[" + i + "].");
        }
        return names.mistakes;
    }

    /** What is no number is the binder's to tell. */
    private static int attempts(Node said) {
        if (!(said instanceof Node.Scalar number)) return ATTEMPTS;
        return number.text().matches("[0-9]{1,9}") ? Integer.parseInt(number.text()) : Integer.MAX_VALUE;
    }

    private void stage(Node stage, String path) {
        for (String one : ONE) model(within(stage, one), path + one);
        learned(within(stage, "learned.as"), path + "learned.as.");
        for (Node.Entry described : within(stage, "judge.describe").entries())
            if (!models.contains(described.key()))
                mistake(path + "judge.describe." + described.key(), described.place(), described.key());
        ensemble(within(stage, "ensemble.of"), path + "ensemble.of");
        LISTS_WITHIN.forEach((map, lists) -> within(stage, path, map, lists));
        weighed(within(stage, "balance.weights"), path + "balance.weights.");
        for (String list : LISTS) models(within(stage, list), path + list);
        for (String map : LISTS_BY_KEY)
            for (Node.Entry entry : within(stage, map).entries()) {
                String at = path + map + "." + entry.key();
                if (BY_EXAMPLE.contains(map) && !examples.contains(entry.key()))
                    mistakes.add(new Mistake(
                            at, entry.place(), at + " must be a name of the section examples, was " + entry.key()));
                models(entry.value(), at);
            }
    }

    private void within(Node stage, String path, String map, List<String> lists) {
        for (Node.Entry entry : within(stage, map).entries())
            for (String list : lists) models(entry.value().at(list), path + map + "." + entry.key() + "." + list);
    }

    private void weighed(Node weights, String path) {
        for (Node.Entry entry : weights.entries())
            if (!models.contains(entry.key())) {
                String at = path + entry.key();
                mistakes.add(new Mistake(at, entry.place(), at + " must be of a model, was " + entry.key()));
            }
    }

    /** Models by the names under which they were learned. */
    private void learned(Node as, String path) {
        for (Node.Entry entry : as.entries()) {
            String at = path + entry.key();
            if (!models.contains(entry.key()))
                mistakes.add(new Mistake(at, entry.place(), at + " must be of a model, was " + entry.key()));
            Optional<Abilities> learned = abilities.get();
            if (entry.value() instanceof Node.Scalar name
                    && learned.filter(all -> all.of(name.text()).isEmpty()).isPresent()) {
                String alike = learned.get().like(name.text()).stream()
                        .limit(MOST_ALIKE)
                        .collect(Collectors.joining(", "));
                mistakes.add(new Mistake(
                        at,
                        name.place(),
                        at + " must name a model that was learned" + (alike.isEmpty() ? "" : ", such as " + alike)
                                + ", was " + name.text()));
            }
        }
    }

    /** Those that it asks at once, and one more if none of them answers. */
    private void ensemble(Node of, String path) {
        int members = of.items().size();
        if (members >= attempts)
            mistakes.add(new Mistake(
                    path,
                    of.place(),
                    path + " asks " + members + " models at once, and limits.attempts is " + attempts + ": it must be "
                            + (members + 1) + " at least, said in writing"));
    }

    private static Node within(Node stage, String path) {
        Node at = stage;
        for (String key : path.split("\\.", -1)) at = at.at(key);
        return at;
    }

    private void models(Node list, String path) {
        List<Node> items = list.items();
        for (int i = 0; i < items.size(); i++) model(items.get(i), path + "[" + i + "]");
    }

    private void model(Node node, String path) {
        if (node instanceof Node.Scalar name && !models.contains(name.text())) mistake(path, name.place(), name.text());
    }

    private void mistake(String path, Place place, String name) {
        mistakes.add(new Mistake(path, place, path + " must name a model, was " + name));
    }
}
