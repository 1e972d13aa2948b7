package dev.outrigger.route;

import dev.outrigger.registry.ModelProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What binding cannot see in the sections {@code routes} and {@code policies}: names that nothing bears. */
public final class RouteChecks {
    private final Set<String> models;
    private final List<Problem> problems = new ArrayList<>();

    private RouteChecks(Set<String> models) {
        this.models = models;
    }

    /**
     * A name that nothing bears, or that is taken.
     *
     * @param path of the key, for example {@code policies.thrift.stages[0].rule.prefer[1]}
     * @param message the value and the rule, to follow the path
     */
    public record Problem(String path, String message) {}

    /** Every problem, in the order of the sections. */
    public static List<Problem> of(
            List<RouteSettings> routes, Map<String, PolicySettings> policies, List<ModelProfile> models) {
        RouteChecks checks =
                new RouteChecks(models.stream().map(ModelProfile::name).collect(Collectors.toSet()));
        for (int i = 0; i < routes.size(); i++) {
            checks.checkPolicy("routes[" + i + "].policy", routes.get(i).policy(), policies.keySet());
        }
        policies.forEach(checks::checkPolicy);
        return List.copyOf(checks.problems);
    }

    private void checkPolicy(String path, String name, Set<String> policies) {
        boolean isKnown = policies.contains(name) || name.equals(Policy.CONTRACT) || name.equals(Policy.DEFAULT);
        if (!isKnown) problems.add(new Problem(path, "must name a policy, was " + name));
    }

    private void checkPolicy(String name, PolicySettings policy) {
        String path = "policies." + name;
        if (name.equals(Policy.CONTRACT)) {
            problems.add(new Problem(path, "must have another name: " + name + " is built in"));
        }
        policy.baseline().ifPresent(model -> checkModel(path + ".baseline", model));
        for (int i = 0; i < policy.stages().size(); i++) {
            if (policy.stages().get(i) instanceof StageSettings.Rule rule) {
                checkRule(path + ".stages[" + i + "].rule", rule);
            }
        }
    }

    private void checkRule(String path, StageSettings.Rule rule) {
        checkModels(path + ".prefer", rule.prefer());
        checkModels(path + ".avoid", rule.avoid());
        checkModels(path + ".only", rule.only());
    }

    private void checkModels(String path, List<String> names) {
        for (int i = 0; i < names.size(); i++) checkModel(path + "[" + i + "]", names.get(i));
    }

    private void checkModel(String path, String name) {
        if (!models.contains(name)) problems.add(new Problem(path, "must name a model, was " + name));
    }
}
