package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.registry.RegistryView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A named recipe that turns a query into a decision. Pure: the same query gives the same decision.
 *
 * @param hash of all it is made of, model list and prices included: 12 hexadecimal digits
 * @param baseline the model that savings are counted against
 * @param conduct of the attempts
 * @param recipe what it was compiled from
 * @param dimensions those its stages read; a policy for a named model reads none
 */
public record Policy(
        String name,
        String hash,
        Optional<String> baseline,
        List<Stage> stages,
        Conduct conduct,
        Recipe recipe,
        Set<Dimension> dimensions) {
    /** The name of the policy under which a named model is a contract. */
    public static final String CONTRACT = "contract";
    /** The name of the policy that there is without a configuration. */
    public static final String DEFAULT = "default";

    public Policy {
        stages = List.copyOf(stages);
    }

    /** One that reads what its stages read. */
    public Policy(
            String name, String hash, Optional<String> baseline, List<Stage> stages, Conduct conduct, Recipe recipe) {
        this(name, hash, baseline, stages, conduct, recipe, read(stages));
    }

    private static Set<Dimension> read(List<Stage> stages) {
        return stages.stream().flatMap(stage -> stage.dimensions().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it serves the model that was asked for, and no other that the operator did not declare. */
    public boolean isContract() {
        return name.equals(CONTRACT);
    }

    /** Whom to ask, in which order, and why. */
    public Decision decide(Query query) {
        Shortlist shortlist = Shortlist.of(query.view());
        Placing placing = Placing.inOrder(shortlist.candidates().size());
        for (Stage stage : stages) {
            Shortlist before = shortlist;
            shortlist = stage.apply(query, before);
            if (!shortlist.holdsWhat(before)) placing.saw(stage.name(), shortlist.candidates());
        }
        return decision(shortlist, query.view(), placing);
    }

    /** The same with another weight of one term, as far as it scores at all. */
    Policy weighing(Term term, double weight) {
        List<Stage> weighed = stages.stream()
                .map(stage -> stage instanceof ScoreStage score ? score.weighing(term, weight) : stage)
                .toList();
        return new Policy(name, hash, baseline, weighed, conduct, recipe);
    }

    /** What one stage left, as a decision of this policy. */
    Decision decision(String stage, Shortlist shortlist, RegistryView view) {
        return decision(shortlist, view, Placing.by(stage));
    }

    private Decision decision(Shortlist shortlist, RegistryView view, Placing placing) {
        List<Candidate> candidates = shortlist.candidates();
        int planned = candidates.size();
        List<Step.Ask> all = Plan.of(order(shortlist), view);
        // Of many models each copy counts, and mostly none rests.
        List<Step.Ask> asks = shortlist.resting().isEmpty() ? all : all.subList(0, planned);
        List<Decision.Considered> considered = new ArrayList<>(planned);
        for (Candidate candidate : candidates) considered.add(candidate.considered(placing.stage(candidate)));
        return new Decision(
                name,
                hash,
                reason(shortlist),
                plan(shortlist, asks),
                all.subList(planned, all.size()),
                considered,
                shortlist.excluded(),
                shortlist.notes().list(),
                conduct);
    }

    /** Those that may be asked, and then those that rest. */
    private static List<Candidate> order(Shortlist shortlist) {
        if (shortlist.resting().isEmpty()) return shortlist.candidates();
        List<Candidate> order = new ArrayList<>(shortlist.candidates());
        order.addAll(shortlist.resting());
        return order;
    }

    private static List<Step> plan(Shortlist shortlist, List<Step.Ask> asks) {
        if (shortlist.preludes().isEmpty()) return List.copyOf(asks);
        List<Step> plan = new ArrayList<>(asks.size());
        for (Prelude prelude : shortlist.preludes()) prelude.over(shortlist).ifPresent(plan::add);
        plan.addAll(asks);
        return plan;
    }

    private static Decision.Reason reason(Shortlist shortlist) {
        List<Candidate> candidates = shortlist.candidates();
        for (Decision.Excluded left : shortlist.excluded())
            if (left.stage().equals(PrivacyFilter.NAME)) return Decision.Reason.PRIVATE;
        if (candidates.isEmpty()) return Decision.Reason.NOBODY;
        Decision.Reason first = candidates.getFirst().reason();
        return candidates.size() == 1 && first != Decision.Reason.NAMED ? Decision.Reason.ONLY_ONE : first;
    }
}
