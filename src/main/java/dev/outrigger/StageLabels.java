package dev.outrigger;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.KnownLabels;
import dev.outrigger.config.Mistake;
import dev.outrigger.config.Node;
import dev.outrigger.route.ChainSettings;
import dev.outrigger.route.StageSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks in the file's models and policies for labels that their dimension never has. Here rather than in the stages' own records:
 * which labels there are depends on the heads, which another section names and a file beside this one describes.
 */
final class StageLabels {
    private final KnownLabels known;
    private final List<Mistake> mistakes = new ArrayList<>();

    private StageLabels(KnownLabels known) {
        this.known = known;
    }

    /** Every label that never is, at its own line. */
    static List<Mistake> of(Node root, KnownLabels known) {
        StageLabels labels = new StageLabels(known);
        for (Node.Entry model : root.at("models").entries())
            labels.strengths(model.value().at("strengths"), "models." + model.key() + ".strengths.");
        for (Node.Entry policy : root.at("policies").entries()) {
            List<Node> stages = policy.value().at("stages").items();
            for (int i = 0; i < stages.size(); i++)
                labels.stage(stages.get(i), "policies." + policy.key() + ".stages[" + i + "].");
        }
        return labels.mistakes;
    }

    private void strengths(Node said, String path) {
        keys(said.at("domains"), path + "domains.", Dimension.DOMAIN);
        keys(said.at("fields"), path + "fields.", Dimension.FIELD);
        each(said.at("languages"), path + "languages", Dimension.LANGUAGE);
    }

    private void keys(Node map, String path, Dimension dimension) {
        for (Node.Entry entry : map.entries())
            known.objection(dimension, entry.key())
                    .ifPresent(told -> mistakes.add(
                            new Mistake(path + entry.key(), entry.place(), path + entry.key() + ": " + told)));
    }

    private void stage(Node stage, String path) {
        if (stage.at("rule").at("when") instanceof Node.Scalar when)
            StageSettings.Rule.objections(when.text(), known)
                    .forEach(told -> mistake(when, path + "rule.when", "'" + when.text() + "': " + told));
        experts(stage.at("classifier"), path + "classifier.experts.");
        chain(stage.at("chain"), path + "chain");
        each(stage.at("local").at("except"), path + "local.except", Dimension.DOMAIN);
        each(stage.at("local").at("languages"), path + "local.languages", Dimension.LANGUAGE);
    }

    /** The labels that experts are named by. */
    private void experts(Node classifier, String path) {
        String by = classifier.at("by") instanceof Node.Scalar said ? said.text() : Dimension.DOMAIN.name();
        Dimension.named(by).ifPresent(dimension -> keys(classifier.at("experts"), path, dimension));
    }

    private void chain(Node chain, String path) {
        for (Node.Entry destination : chain.at("destinations").entries()) {
            String at = path + ".destinations." + destination.key();
            if (destination.value().at("when") instanceof Node.Scalar when)
                ChainSettings.objections(when.text(), known)
                        .forEach(told -> mistake(when, at + ".when", "'" + when.text() + "': " + told));
            if (chain.at("by") instanceof Node.Scalar by)
                Dimension.named(by.text())
                        .ifPresent(dimension -> each(destination.value().at("labels"), at + ".labels", dimension));
        }
    }

    private void each(Node list, String path, Dimension dimension) {
        List<Node> items = list.items();
        for (int i = 0; i < items.size(); i++) {
            String item = path + "[" + i + "]";
            if (items.get(i) instanceof Node.Scalar label)
                known.objection(dimension, label.text()).ifPresent(told -> mistake(label, item, told));
        }
    }

    private void mistake(Node at, String path, String told) {
        mistakes.add(new Mistake(path, at.place(), path + ": " + told));
    }
}
