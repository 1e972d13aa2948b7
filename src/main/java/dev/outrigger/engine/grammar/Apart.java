package dev.outrigger.engine.grammar;

import dev.outrigger.engine.grammar.automaton.Dfa;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    private final Inside members;

    Apart(Automata automata, Scalars scalars, Inside members) {
        this.automata = automata;
        this.scalars = scalars;
        this.members = members;
    }

    /**
     * Whether no value fits both lists of parts.
     *
     * @param taking takes apart the schemas of what is in objects and arrays
     */
    boolean test(List<Part> one, List<Part> other, Alternatives taking) {
        return new Question(taking, 0).test(new Conjunction(one), new Conjunction(other));
    }

    /** At one depth of objects and arrays. */
    private final class Question {
        private final Alternatives taking;
        private final int depth;

        Question(Alternatives taking, int depth) {
            this.taking = taking;
            this.depth = depth;
        }

        private boolean test(Conjunction one, Conjunction other) {
            Optional<List<Tree>> literals = one.literals();
            if (literals.isPresent())
                return literals.get().stream().noneMatch(value -> fits(value, one) && fits(value, other));
            if (other.literals().isPresent()) return test(other, one);
            Set<Kind> both = EnumSet.copyOf(one.types().kinds());
            both.retainAll(other.types().kinds());
            return both.stream().allMatch(kind -> test(kind, one, other));
        }

        private boolean fits(Tree value, Conjunction all) {
            Optional<List<Tree>> literals = all.literals();
            return scalars.fits(value, all, BINDING)
                    && (literals.isEmpty() || literals.get().contains(value));
        }

        private boolean test(Kind kind, Conjunction one, Conjunction other) {
            return switch (kind) {
                case NULL, BOOLEAN -> false;
                case NUMBER -> one.range().isApart(other.range());
                case STRING -> one.characters().isApart(other.characters()) || formsDiffer(one, other);
                case ARRAY -> one.items().isApart(other.items()) || (depth < MAX_DEPTH && itemsDiffer(one, other));
                case OBJECT -> depth < MAX_DEPTH && membersDiffer(one, other);
            };
        }

        private boolean formsDiffer(Conjunction one, Conjunction other) {
            Optional<Dfa> left = scalars.form(one, BINDING);
            Optional<Dfa> right = scalars.form(other, BINDING);
            return left.isPresent()
                    && right.isPresent()
                    && automata.both(left.get(), right.get()).isEmpty();
        }

        private boolean itemsDiffer(Conjunction one, Conjunction other) {
            int certain = Math.max(one.items().least(), other.items().least());
            int looked =
                    Math.min(certain, 1 + Math.max(Inside.firstItems(one.parts()), Inside.firstItems(other.parts())));
            for (int i = 0; i < looked; i++)
                if (differ(Inside.item(one.parts(), i), Inside.item(other.parts(), i))) return true;
            return false;
        }

        private boolean membersDiffer(Conjunction one, Conjunction other) {
            Set<String> certain = new HashSet<>(Inside.required(one.parts()));
            certain.addAll(Inside.required(other.parts()));
            for (String name : certain)
                if (differ(members.member(one.parts(), name), members.member(other.parts(), name))) return true;
            return false;
        }

        /** Whether nothing that must be there in one of the two fits both. */
        private boolean differ(List<Place> one, List<Place> other) {
            if (one.isEmpty() && other.isEmpty()) return false;
            Question inside = new Question(taking, depth + 1);
            for (List<Part> left : taking.of(one))
                for (List<Part> right : taking.of(other))
                    if (!inside.test(new Conjunction(left), new Conjunction(right))) return false;
            return true;
        }
    }
}
