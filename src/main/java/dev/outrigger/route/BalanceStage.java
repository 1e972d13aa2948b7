package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Replicas;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Chooses among replicas whom to ask first.
 *
 * <p>Why: the same weights answer the same wherever they run, so the choice is free to keep prompt caches warm, or to
 * spread the load. When: candidates with the same weights stand side by side at one place in the order; nothing else moves,
 * and who is not asked first stays as a replica to go on to. Scores: reads none. Limits: knows the load and the
 * quickness that this process has seen, not those of other pods; they agree on prefixes and on weights, for these are drawn
 * from the request alone. How each choice is made is in {@link Draw}.
 */
public final class BalanceStage implements Stage {
    private final BalanceSettings settings;
    private final boolean isAlone;
    private final String word;

    /**
     * One that chooses so.
     *
     * @param models that it will order
     */
    public BalanceStage(BalanceSettings settings, List<ModelProfile> models) {
        this.settings = settings;
        this.isAlone = models.stream().allMatch(model -> model.replicas().isEmpty());
        this.word = settings.chosenBy().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String name() {
        return "balance";
    }

    @Override
    public Set<Dimension> dimensions() {
        return Set.of();
    }

    @Override
    public Shortlist apply(Query query, Shortlist shortlist) {
        List<Candidate> before = shortlist.candidates();
        if (isAlone || before.size() < 2) return shortlist;
        Replicas replicas = query.view().replicas();
        List<Candidate> after = new ArrayList<>(before.size());
        for (int from = 0; from < before.size(); ) {
            int to = from + 1;
            while (to < before.size() && areBeside(before.get(from), before.get(to), replicas)) to++;
            List<Candidate> group = before.subList(from, to);
            after.addAll(group.size() == 1 ? group : balanced(query, group));
            from = to;
        }
        return shortlist.holding(after);
    }

    private static boolean areBeside(Candidate one, Candidate other, Replicas replicas) {
        return one.place() == other.place() && replicas.are(one.profile(), other.profile());
    }

    private List<Candidate> balanced(Query query, List<Candidate> replicas) {
        Occasion occasion = query.occasion();
        List<Candidate> order = new ArrayList<>(
                switch (settings.chosenBy()) {
                    case PREFIX -> Draw.bounded(replicas, occasion.prefix(), settings.capacity());
                    case P2C -> Draw.quickerOfTwo(replicas, Draw.seed(occasion.session(), occasion.time()));
                    case WEIGHTS -> Draw.weighted(replicas, occasion.session(), settings.weights());
                    case LEAST_BUSY -> Draw.leastBusy(replicas, occasion.prefix());
                });
        order.set(0, order.getFirst().remarked("first of " + order.size() + " replicas by " + word));
        return order;
    }
}
