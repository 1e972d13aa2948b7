package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Heeds who asks: prefers, avoids and restricts models by the user and the tenant that the app names.
 *
 * <p>Why: what a customer paid for, or must not use, is known by name and not by what is asked. When: a header names a user
 * or a tenant that has an entry; the user's wishes go before the tenant's, and both restrict. A model that an earlier stage
 * placed keeps its place. Scores: reads none. Limits: the names are the app's word: a sidecar trusts its app. How long a
 * conversation stays where it is, which the same settings say, is {@link StayStage}'s.
 */
public final class ContextStage implements Stage {
    /** Its name, and that of what keeps conversations. */
    static final String NAME = "context";

    private final ContextSettings settings;

    public ContextStage(ContextSettings settings) {
        this.settings = settings;
    }

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
        Shortlist ofUser = of("user", query.occasion().user(), settings.users(), shortlist);
        return of("tenant", query.occasion().tenant(), settings.tenants(), ofUser);
    }

    private static Shortlist of(
            String kind, Optional<String> who, Map<String, ContextSettings.Lists> lists, Shortlist shortlist) {
        return who.flatMap(name -> Optional.ofNullable(lists.get(name)))
                .map(list -> list.wishes()
                        .fulfilled(
                                shortlist,
                                new Wishes.Wisher(
                                        NAME, "the list of this " + kind, Decision.Reason.RULE, "the app names it"))
                        .noting(NAME, "the list of this " + kind + " applies"))
                .orElse(shortlist);
    }
}
