package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.Replicas;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Keeps a conversation at the model that answered it before.
 *
 * <p>Why: another model reads all of it anew, for the full price; it cannot go on with the first one's thoughts and calls;
 * and a person notices that somebody else speaks. When: last of the policy's own stages, over the order that they made, of
 * a conversation that this process has answered. That model comes first, or a replica of it; but for one that the stages
 * put first and that is known to be better, or a person: then the conversation escalates, and stays there. While a loop of
 * tool calls is open it does not escalate, either. It is decided anew after a pause, or after so many answers. Scores:
 * reads none. Limits: a model that a filter or a rule left out is not brought back; one whose quality is unknown is not
 * known to be better; a second pod knows nothing of the first one's answers, and decides as for a new conversation. What
 * stages want done before anybody is asked, such as a judge's choice, is not done for a conversation that stays.
 */
public final class StayStage implements Stage {
    private final ContextSettings settings;

    public StayStage(ContextSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return ContextStage.NAME;
    }

    @Override
    public Set<Dimension> dimensions() {
        return Set.of();
    }

    @Override
    public Shortlist apply(Query query, Shortlist shortlist) {
        boolean isIn = query.outline().loop() || settings.stay() == ContextSettings.Stay.ALWAYS;
        Optional<Occasion.Pin> pin = query.occasion().pin();
        if (settings.stay() == ContextSettings.Stay.NEVER || !isIn || pin.isEmpty()) return shortlist;
        Optional<String> anew = query.outline().loop() ? Optional.empty() : anew(query.occasion(), pin.get());
        if (anew.isPresent()) return shortlist.noting(name(), "decided anew: " + anew.get());
        Optional<Candidate> held = held(query, shortlist, pin.get().model());
        return held.map(candidate -> stays(query, shortlist, candidate))
                .orElseGet(() ->
                        shortlist.noting(name(), pin.get().model() + ", which answered before, may not answer this"));
    }

    private Optional<String> anew(Occasion occasion, Occasion.Pin pin) {
        if (pin.last().plus(settings.idle()).isBefore(occasion.time()))
            return Optional.of("nothing was asked for long");
        return settings.turns() > 0 && pin.turns() % settings.turns() == 0
                ? Optional.of(pin.turns() + " of its requests were answered")
                : Optional.empty();
    }

    /** The model itself, or the best of its replicas. */
    private static Optional<Candidate> held(Query query, Shortlist shortlist, String model) {
        return shortlist.candidates().stream()
                .filter(candidate -> candidate.model().equals(model))
                .findFirst()
                .or(() -> query.view()
                        .named(model)
                        .map(ModelState::profile)
                        .flatMap(gone -> replica(gone, query.view().replicas(), shortlist)));
    }

    private static Optional<Candidate> replica(ModelProfile gone, Replicas replicas, Shortlist shortlist) {
        return shortlist.candidates().stream()
                .filter(candidate -> replicas.are(gone, candidate.profile()))
                .findFirst();
    }

    private Shortlist stays(Query query, Shortlist shortlist, Candidate held) {
        Candidate first = shortlist.candidates().getFirst();
        Shortlist settled = shortlist.withoutPreludes();
        if (first.equals(held)) return settled;
        boolean mayMove = settings.escalate() && !query.outline().loop();
        if (mayMove && isUpward(held.profile(), first.profile()))
            return settled.noting(name(), "escalates from " + held.model() + " to " + first.model());
        Replicas replicas = query.view().replicas();
        List<Candidate> order = new ArrayList<>();
        order.add(held.placed(Candidate.Place.LISTED, Decision.Reason.SESSION, "it answered the conversation before"));
        for (Candidate candidate : shortlist.candidates())
            if (!candidate.equals(held) && replicas.are(held.profile(), candidate.profile()))
                order.add(candidate.placed(Candidate.Place.LISTED, candidate.reason(), "a replica of " + held.model()));
        for (Candidate candidate : shortlist.candidates())
            if (!candidate.equals(held) && !replicas.are(held.profile(), candidate.profile())) order.add(candidate);
        return settled.holding(order);
    }

    private static boolean isUpward(ModelProfile from, ModelProfile to) {
        if (from.handoff() || to.handoff()) return to.handoff();
        OptionalDouble had = from.quality();
        OptionalDouble offered = to.quality();
        return had.isPresent() && offered.isPresent() && offered.getAsDouble() > had.getAsDouble();
    }
}
