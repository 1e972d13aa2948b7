package dev.outrigger.engine.grammar;

import dev.outrigger.engine.grammar.automaton.Dfa;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells of two lists of parts that no value fits both, by the letter of the rules: a schema without a type fits values of
 * every kind, and a format binds nobody. What it cannot tell may yet be so.
 */
final class Apart {
    /** How deep in objects and arrays it looks for what tells them apart. */
    private static final int MAX_DEPTH = 3;

    private static final List<String> BINDING = List.of(Keywords.PATTERN);

    private final Automata automata;
    private final Scalars scalars;
    private final Inside inside;
    private @Nullable Alternatives alternatives;

    Apart(Automata automata, Scalars scalars, Inside inside) {
        this.automata = automata;
        this.scalars = scalars;
        this.inside = inside;
    }

    /** What takes schemas inside apart; before the first question. */
    void with(Alternatives taking) {
        alternatives = taking;
    }

    boolean test(List<Part> one, List<Part> other) {
        return test(new Conjunction(one), new Conjunction(other), 0);
    }

    private boolean test(Conjunction one, Conjunction other, int depth) {
        Optional<List<Tree>> literals = one.literals();
        if (literals.isPresent())
            return literals.get().stream().noneMatch(value -> fits(value, one) && fits(value, other));
        if (other.literals().isPresent()) return test(other, one, depth);
        Set<Kind> both = EnumSet.copyOf(one.types().kinds());
        both.retainAll(other.types().kinds());
        return both.stream().allMatch(kind -> test(kind, one, other, depth));
    }

    private boolean fits(Tree value, Conjunction all) {
        Optional<List<Tree>> literals = all.literals();
        return scalars.fits(value, all, BINDING)
                && (literals.isEmpty() || literals.get().contains(value));
    }

    private boolean test(Kind kind, Conjunction one, Conjunction other, int depth) {
        return switch (kind) {
            case NULL, BOOLEAN -> false;
            case NUMBER -> one.range().isApart(other.range());
            case STRING -> one.characters().isApart(other.characters()) || formsDiffer(one, other);
            case ARRAY -> one.items().isApart(other.items()) || (depth < MAX_DEPTH && itemsDiffer(one, other, depth));
            case OBJECT -> depth < MAX_DEPTH && membersDiffer(one, other, depth);
        };
    }

    private boolean formsDiffer(Conjunction one, Conjunction other) {
        Optional<Dfa> left = scalars.form(one, BINDING);
        Optional<Dfa> right = scalars.form(other, BINDING);
        return left.isPresent()
                && right.isPresent()
                && automata.both(left.get(), right.get()).isEmpty();
    }

    private boolean itemsDiffer(Conjunction one, Conjunction other, int depth) {
        int certain = Math.max(one.items().least(), other.items().least());
        int looked = Math.min(certain, 1 + Math.max(Inside.firstItems(one.parts()), Inside.firstItems(other.parts())));
        for (int i = 0; i < looked; i++)
            if (differ(Inside.item(one.parts(), i), Inside.item(other.parts(), i), depth)) return true;
        return false;
    }

    private boolean membersDiffer(Conjunction one, Conjunction other, int depth) {
        Set<String> certain = new HashSet<>(Inside.required(one.parts()));
        certain.addAll(Inside.required(other.parts()));
        for (String name : certain)
            if (differ(inside.member(one.parts(), name), inside.member(other.parts(), name), depth)) return true;
        return false;
    }

    /** Whether nothing that must be there in one of the two fits both. */
    private boolean differ(List<Place> one, List<Place> other, int depth) {
        Alternatives taking = alternatives;
        if (taking == null || (one.isEmpty() && other.isEmpty())) return false;
        for (List<Part> left : taking.of(one))
            for (List<Part> right : taking.of(other))
                if (!test(new Conjunction(left), new Conjunction(right), depth + 1)) return false;
        return true;
    }
}
