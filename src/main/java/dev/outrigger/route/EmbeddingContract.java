package dev.outrigger.route;

import dev.outrigger.admit.Clearance;
import dev.outrigger.chat.ModelName;
import dev.outrigger.registry.Capability;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.RegistryView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whom to ask for embeddings.
 *
 * <p>Why: vectors of different models lie in different spaces, and whoever stored some compares them for years. So only
 * the model that the app named may answer, and its replicas, which have the same weights; neither an equivalent nor a
 * policy's choice. When: always. Scores: reads none. Limits: that replicas have the same weights is the operator's word.
 */
public final class EmbeddingContract {
    private static final String STAGE = "named";

    private EmbeddingContract() {}

    /**
     * The named model and its replicas, in this order, without those that cannot be asked.
     *
     * @param contract in whose name it is decided
     * @param clearance who may be told the request
     */
    public static Decision decide(ModelName asked, RegistryView view, Policy contract, Clearance clearance) {
        Optional<ModelProfile> named = view.asked(asked).map(state -> state.profile());
        List<String> accepted = named.map(EmbeddingContract::accepted).orElse(List.of());
        Shortlist shortlist = Shortlist.of(view)
                .without(STAGE, candidate -> objection(candidate, accepted, asked))
                .without(CapabilityFilter.NAME, EmbeddingContract::lack)
                .map(candidate -> candidate.placed(
                        Candidate.Place.LISTED,
                        Decision.Reason.NAMED,
                        accepted.indexOf(candidate.model()) == 0
                                ? "the app asked for it"
                                : "a replica of " + accepted.getFirst()))
                .sorted(java.util.Comparator.comparingInt(candidate -> accepted.indexOf(candidate.model())));
        return contract.decision(STAGE, HealthFilter.healthy(PrivacyFilter.cleared(clearance, shortlist)), view);
    }

    private static List<String> accepted(ModelProfile asked) {
        List<String> names = new ArrayList<>();
        names.add(asked.name());
        for (String replica : asked.replicas()) if (!names.contains(replica)) names.add(replica);
        return names;
    }

    private static Optional<String> objection(Candidate candidate, List<String> accepted, ModelName asked) {
        return accepted.contains(candidate.model()) ? Optional.empty() : Optional.of("the app asked for " + asked);
    }

    private static Optional<String> lack(Candidate candidate) {
        return candidate.profile().capabilities().contains(Capability.EMBEDDINGS)
                ? Optional.empty()
                : Optional.of("no embeddings");
    }
}
