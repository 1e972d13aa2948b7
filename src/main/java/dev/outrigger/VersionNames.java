package dev.outrigger;

import dev.outrigger.analyze.Abilities;
import dev.outrigger.analyze.KnownLabels;
import dev.outrigger.analyze.RouterModel;
import dev.outrigger.config.Bound;
import dev.outrigger.config.Document;
import dev.outrigger.config.Mistake;
import dev.outrigger.config.Node;
import dev.outrigger.config.Place;
import dev.outrigger.rollout.PolicyVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Looks in a version of a policy for names that nothing of the configuration bears, and for labels that what reads requests now
 * never says, as in the configuration's own policies.
 */
final class VersionNames {
    private final Function<String, KnownLabels> labels;

    /** @param labels those that heads say, by the heads' name */
    VersionNames(Function<String, KnownLabels> labels) {
        this.labels = labels;
    }

    /** With the heads that lie where this environment says. */
    static VersionNames of(Map<String, String> environment) {
        return new VersionNames(heads -> StoredModels.of(environment).labels(heads));
    }

    /**
     * What is wrong, in words: a version that keeps a model which is not there would leave nobody to answer.
     *
     * @param abilities of an own router; absent where the product's count
     */
    List<String> objections(Settings settings, PolicyVersion version, Optional<Abilities> abilities) {
        String name = version.version().name();
        return switch (Document.read(version.version().toString(), version.write())) {
            case Bound.Wrong<Node>(List<Mistake> mistakes) -> words(mistakes);
            case Bound.Ok<Node>(Node file) -> {
                Node policies = under("policies", under(name, file.at("policy")));
                List<Mistake> mistakes = new ArrayList<>(StageNames.of(
                        policies,
                        settings.models().keySet(),
                        settings.examples().keySet(),
                        settings.limits().attempts(),
                        () -> Optional.of(abilities.orElseGet(
                                () -> RouterModel.ofProduct().abilities()))));
                mistakes.addAll(StageLabels.of(
                        policies, labels.apply(settings.analyzer().heads())));
                yield words(mistakes);
            }
        };
    }

    private static Node under(String key, Node value) {
        Place place = value.place();
        return new Node.Mapping(place, List.of(new Node.Entry(key, place, value)));
    }

    private static List<String> words(List<Mistake> mistakes) {
        return mistakes.stream().map(Mistake::toString).toList();
    }
}
