package dev.outrigger.engine.grammar;

import dev.outrigger.engine.grammar.automaton.Effort;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes apart what joins schemas: of some schemas that must all hold, the lists of parts without {@code $ref},
 * {@code allOf}, {@code anyOf}, {@code oneOf} of which one must hold, each as a whole. Where a schema is {@code false}
 * there is none.
 */
final class Alternatives {
    /** What one step here costs. */
    private static final int STEPS = 50;

    private final Refs refs;
    private final Effort effort;
    private final Apart apart;
    private final Set<Place> beingTold = new HashSet<>();
    private int depth;

    Alternatives(Refs refs, Effort effort, Apart apart) {
        this.refs = refs;
        this.effort = effort;
        this.apart = apart;
    }

    /** A schema that must hold, and those that said so. */
    private record Pending(Place place, List<Place> because) {
        Pending leads(Place next) {
            List<Place> longer = new ArrayList<>(because);
            longer.add(place);
            return new Pending(next, longer);
        }
    }

    /**
     * @throws SchemaRefused when there are too many, or a keyword is not kept
     */
    List<List<Part>> of(List<Place> places) {
        List<List<Part>> found = new ArrayList<>();
        expand(places.stream().map(place -> new Pending(place, List.of())).toList(), List.of(), found);
        return found;
    }

    private void expand(List<Pending> pending, List<Part> parts, List<List<Part>> found) {
        if (++depth > Bounds.JOINED)
            throw SchemaRefused.of(Refs.ROOT, "must join at most " + Bounds.JOINED + " schemas inside one another");
        expanded(pending, parts, found);
        depth--;
    }

    private void expanded(List<Pending> pending, List<Part> parts, List<List<Part>> found) {
        effort.spend(STEPS + parts.size());
        if (pending.isEmpty()) {
            if (found.size() == Bounds.ALTERNATIVES)
                throw SchemaRefused.of(
                        parts.isEmpty() ? Refs.ROOT : parts.getFirst().path(),
                        "must be made in at most " + Bounds.ALTERNATIVES + " ways");
            found.add(parts);
            return;
        }
        Pending first = pending.getFirst();
        List<Pending> rest = pending.subList(1, pending.size());
        if (parts.size() + pending.size() > Bounds.PARTS)
            throw SchemaRefused.of(first.place().path(), "must join at most " + Bounds.PARTS + " schemas");
        if (first.place().tree() instanceof Tree.Truth truth) {
            if (truth.isTrue()) expand(rest, parts, found);
            return;
        }
        if (first.because().contains(first.place()))
            throw SchemaRefused.of(first.place().path(), "must not be told by itself");
        if (parts.stream().anyMatch(part -> part.place().equals(first.place()))) {
            expand(rest, parts, found);
            return;
        }
        Part part = Part.of(first.place());
        Keywords.check(part);
        List<Pending> more = new ArrayList<>();
        part.text(Refs.REF).ifPresent(ref -> more.add(first.leads(refs.target(part, ref))));
        for (Place all : part.schemas("allOf")) more.add(first.leads(all));
        more.addAll(rest);
        List<Part> longer = new ArrayList<>(parts);
        longer.add(part);
        choose(first, longer, more, found);
    }

    /** Goes on with each choice of the last part's branches and values. */
    private void choose(Pending by, List<Part> parts, List<Pending> pending, List<List<Part>> found) {
        List<List<Place>> choices = new ArrayList<>();
        Part part = parts.getLast();
        if (part.has("anyOf")) choices.add(part.schemas("anyOf"));
        if (part.has("oneOf")) choices.add(oneOf(parts));
        Literals.split(part).ifPresent(choices::add);
        List<List<Pending>> joined = List.of(pending);
        for (List<Place> choice : choices) {
            List<List<Pending>> next = new ArrayList<>();
            for (List<Pending> before : joined) {
                for (Place branch : choice) {
                    List<Pending> with = new ArrayList<>(List.of(by.leads(branch)));
                    with.addAll(before);
                    next.add(with);
                }
            }
            if (next.size() > Bounds.ALTERNATIVES * Bounds.ALTERNATIVES)
                throw SchemaRefused.of(part.path(), "must be made in at most " + Bounds.ALTERNATIVES + " ways");
            joined = next;
        }
        for (List<Pending> one : joined) expand(one, parts, found);
    }

    /** The branches, if no value fits two of them: only then is one of them the same as any of them. */
    private List<Place> oneOf(List<Part> parts) {
        Part part = parts.getLast();
        List<Place> branches = part.schemas("oneOf");
        // Within its own question it is taken for told apart: if it is not, the question outside says so.
        if (!beingTold.add(part.place())) return branches;
        if (beingTold.size() > Bounds.ONE_OF)
            throw SchemaRefused.of(part.path(), "oneOf must stand in at most " + Bounds.ONE_OF + " others");
        for (int i = 0; i < branches.size(); i++) {
            for (int j = i + 1; j < branches.size(); j++) {
                if (areApart(parts, branches.get(i), branches.get(j))) continue;
                throw SchemaRefused.of(
                        part.path(),
                        "oneOf must have branches that no value fits two of, as may be of " + i + " and " + j);
            }
        }
        beingTold.remove(part.place());
        return branches;
    }

    private boolean areApart(List<Part> base, Place one, Place other) {
        for (List<Part> left : of(List.of(one)))
            for (List<Part> right : of(List.of(other)))
                if (!apart.test(joined(base, left), joined(base, right), this)) return false;
        return true;
    }

    private static List<Part> joined(List<Part> base, List<Part> more) {
        List<Part> joined = new ArrayList<>(base);
        for (Part part : more) if (!joined.contains(part)) joined.add(part);
        return joined;
    }
}
