package dev.outrigger.route;

import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.RegistryView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The candidates that are left, best first, those that were left out, and what stages remarked on the way. Every model
 * of the registry is either a candidate or excluded.
 *
 * @param resting those of the excluded that nothing but their rest left out, best first
 * @param preludes what is done before the candidates are asked, in order
 */
public record Shortlist(
        List<Candidate> candidates,
        List<Candidate> resting,
        List<Decision.Excluded> excluded,
        Notes notes,
        List<Prelude> preludes) {
    private static final Comparator<Candidate> BY_PLACE = Comparator.comparing(Candidate::place);

    public Shortlist {
        candidates = List.copyOf(candidates);
        resting = List.copyOf(resting);
        excluded = List.copyOf(excluded);
        preludes = List.copyOf(preludes);
    }

    /** Every model, in the order of the configuration. */
    public static Shortlist of(RegistryView view) {
        List<Candidate> all = new ArrayList<>(view.models().size());
        for (ModelState model : view.models()) all.add(Candidate.of(model));
        return new Shortlist(all, List.of(), List.of(), Notes.NONE, List.of());
    }

    /** Whether no stage has touched the candidates since: in doubt one has. */
    @SuppressWarnings("ReferenceEquality")
    boolean holdsWhat(Shortlist before) {
        return candidates == before.candidates;
    }

    /** Leaves out each candidate for which the objection, in words, is present. */
    public Shortlist without(String stage, Function<Candidate, Optional<String>> objection) {
        List<Candidate> kept = new ArrayList<>(0);
        List<Decision.Excluded> out = new ArrayList<>(0);
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            Optional<String> because = objection.apply(candidate);
            if (because.isPresent()) {
                if (out.isEmpty()) {
                    out.addAll(excluded);
                    kept.addAll(candidates.subList(0, i));
                }
                out.add(new Decision.Excluded(candidate.model(), stage, because.get()));
            } else if (!out.isEmpty()) kept.add(candidate);
        }
        return out.isEmpty() ? this : new Shortlist(kept, resting, out, notes, preludes);
    }

    /** The same candidates, changed one by one. */
    @SuppressWarnings("ReferenceEquality")
    public Shortlist map(UnaryOperator<Candidate> change) {
        List<Candidate> changed = new ArrayList<>(0);
        for (int i = 0; i < candidates.size(); i++) {
            Candidate before = candidates.get(i);
            Candidate after = change.apply(before);
            if (changed.isEmpty() && after != before) changed.addAll(candidates);
            if (after != before) changed.set(i, after);
        }
        return changed.isEmpty() ? this : holding(changed);
    }

    /** These instead: the same candidates, reordered or explained. */
    Shortlist holding(List<Candidate> others) {
        return new Shortlist(others, resting, excluded, notes, preludes);
    }

    /** With these, who rest, for when their rest has ended. */
    Shortlist withResting(List<Candidate> others) {
        if (others.isEmpty() && resting.isEmpty()) return this;
        return new Shortlist(candidates, others, excluded, notes, preludes);
    }

    /** By place; within it as they stood. */
    public Shortlist byPlace() {
        return inOrder(BY_PLACE);
    }

    /** By place, then in this order; equals stay as they stood. */
    public Shortlist sorted(Comparator<Candidate> withinPlace) {
        return inOrder(BY_PLACE.thenComparing(withinPlace));
    }

    private Shortlist inOrder(Comparator<Candidate> order) {
        if (isIn(order)) return this;
        List<Candidate> sorted = new ArrayList<>(candidates);
        sorted.sort(order);
        return holding(sorted);
    }

    private boolean isIn(Comparator<Candidate> order) {
        for (int i = 1; i < candidates.size(); i++)
            if (order.compare(candidates.get(i - 1), candidates.get(i)) > 0) return false;
        return true;
    }

    /** With a remark for the decision's reader. */
    public Shortlist noting(String stage, String because) {
        Notes more = notes.and(new Decision.Note(stage, because));
        return new Shortlist(candidates, resting, excluded, more, preludes);
    }

    /** With something to do before the candidates are asked. */
    Shortlist after(Prelude prelude) {
        List<Prelude> more = new ArrayList<>(preludes);
        more.add(prelude);
        return new Shortlist(candidates, resting, excluded, notes, more);
    }

    /** With nothing to do before. */
    Shortlist withoutPreludes() {
        return new Shortlist(candidates, resting, excluded, notes, List.of());
    }
}
