package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.registry.Adapters;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.ModelState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the model that the app named, its replicas, and the equivalents that the operator declared, in this order.
 *
 * <p>Why: a named model is a contract; another one may answer only if the operator accepted it for this purpose. When:
 * always, in the contract policy. Scores: reads none. Limits: replicas are tried in the order of the profile; of a name with
 * an adapter only those of this process that take adapters.
 */
public final class NamedStage implements Stage {
    public static final String NAME = "named";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Dimension> dimensions() {
        return Set.of();
    }

    @Override
    public Shortlist apply(Query query, Shortlist shortlist) {
        String asked = query.outline().model().value();
        Optional<String> another = Optional.of("the app asked for " + asked);
        Optional<ModelState> named = query.view().asked(query.outline().model());
        if (named.isEmpty()) return shortlist.without(name(), candidate -> another);
        ModelProfile profile = named.get().profile();
        boolean isAdapted = isAdapted(query, profile);
        Listing accepted = new Listing(accepted(profile, isAdapted));
        Set<String> replicas = Set.copyOf(profile.replicas());
        return shortlist
                .without(
                        name(),
                        candidate ->
                                accepted.names(candidate.model()) && (!isAdapted || mayBeAdapted(candidate, profile))
                                        ? Optional.empty()
                                        : another)
                .map(candidate -> candidate.placed(
                        Candidate.Place.LISTED, Decision.Reason.NAMED, because(profile, replicas, candidate.model())))
                .sorted(Comparator.comparingInt(candidate -> accepted.place(candidate.model())));
    }

    private static boolean isAdapted(Query query, ModelProfile asked) {
        if (asked.adapters() == Adapters.THEIRS) return false;
        return query.view().adapter(query.outline().model()).isPresent()
                || query.outline().namesAdapter();
    }

    /** The named model is asked in any case: it says best why it cannot be. */
    private static boolean mayBeAdapted(Candidate candidate, ModelProfile asked) {
        return candidate.profile().adapters() == Adapters.LAID
                || candidate.profile().equals(asked);
    }

    /** An adapter fits no other weights than those it was trained over, so no equivalent's. */
    private static List<String> accepted(ModelProfile asked, boolean isAdapted) {
        if (asked.replicas().isEmpty() && (isAdapted || asked.equivalents().isEmpty())) return List.of(asked.name());
        Set<String> names = new LinkedHashSet<>();
        names.add(asked.name());
        names.addAll(asked.replicas());
        if (!isAdapted) names.addAll(asked.equivalents());
        return new ArrayList<>(names);
    }

    private static String because(ModelProfile asked, Set<String> replicas, String model) {
        if (model.equals(asked.name())) return "the app asked for it";
        return (replicas.contains(model) ? "a replica of " : "an equivalent of ") + asked.name();
    }
}
