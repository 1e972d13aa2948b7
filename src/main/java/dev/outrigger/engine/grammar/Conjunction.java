package dev.outrigger.engine.grammar;

import dev.outrigger.engine.grammar.automaton.NotRegular;
import dev.outrigger.engine.grammar.automaton.NumberRange;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Parts that must all hold, and what they say of values that hold no others. */
record Conjunction(List<Part> parts) {
    /** Characters of a string, and items of an array: at least and at most. */
    record Count(int least, int most) {
        static final Count ANY = new Count(0, Integer.MAX_VALUE);

        Count and(Count other) {
            return new Count(Math.max(least, other.least), Math.min(most, other.most));
        }

        boolean isApart(Count other) {
            Count both = and(other);
            return both.least > both.most;
        }
    }

    /** What the parts' types allow. */
    Types types() {
        Types types = Types.ALL;
        for (Part part : parts) types = Types.of(part).map(types::and).orElse(types);
        return types;
    }

    /**
     * What they mean: where no part has a type or names values, the kinds that the keywords are about. Keywords bind values
     * of their kind alone, so that by the letter of the rules any other value would be valid too.
     */
    Types meant() {
        boolean isSaid = parts.stream().anyMatch(part -> Types.of(part).isPresent())
                || literals().isPresent();
        Set<Kind> about = EnumSet.noneOf(Kind.class);
        Keywords.ABOUT.forEach((kind, keywords) -> {
            if (parts.stream().anyMatch(part -> part.hasAny(keywords))) about.add(kind);
        });
        if (parts.stream().anyMatch(part -> Formats.pattern(part).isPresent())) about.add(Kind.STRING);
        return isSaid || about.isEmpty() ? types() : new Types(about, false);
    }

    /** The values that parts name, where some do. */
    Optional<List<Tree>> literals() {
        List<List<Tree>> lists = new ArrayList<>();
        for (Part part : parts) Literals.of(part).ifPresent(lists::add);
        return lists.isEmpty() ? Optional.empty() : Optional.of(Literals.common(lists));
    }

    boolean isWhole() {
        return types().areWhole() || parts.stream().anyMatch(part -> part.has(Keywords.STEP));
    }

    NumberRange range() {
        NumberRange range = NumberRange.ALL;
        for (Part part : parts) {
            for (Map.Entry<String, Boolean> bound :
                    Map.of("minimum", true, "exclusiveMinimum", false).entrySet())
                range = range.and(new NumberRange(bound(part, bound.getKey(), bound.getValue()), Optional.empty()));
            for (Map.Entry<String, Boolean> bound :
                    Map.of("maximum", true, "exclusiveMaximum", false).entrySet())
                range = range.and(new NumberRange(Optional.empty(), bound(part, bound.getKey(), bound.getValue())));
        }
        return range;
    }

    private static Optional<NumberRange.Bound> bound(Part part, String keyword, boolean isIn) {
        try {
            return part.number(keyword).map(numeral -> new NumberRange.Bound(numeral.number(), isIn));
        } catch (NotRegular tooLong) {
            throw part.refuse(keyword, String.valueOf(tooLong.getMessage()));
        }
    }

    Count characters() {
        return count(Keywords.LEAST_CHARACTERS, Keywords.MOST_CHARACTERS);
    }

    Count items() {
        return count(Keywords.LEAST_ITEMS, Keywords.MOST_ITEMS);
    }

    Count members() {
        return count(Keywords.LEAST_MEMBERS, Keywords.MOST_MEMBERS);
    }

    private Count count(String least, String most) {
        Count count = Count.ANY;
        for (Part part : parts)
            count = count.and(
                    new Count(part.count(least).orElse(0), part.count(most).orElse(Integer.MAX_VALUE)));
        return count;
    }

    /** Where it stands, for messages. */
    String path() {
        return parts.isEmpty() ? Refs.ROOT : parts.getLast().path();
    }
}
