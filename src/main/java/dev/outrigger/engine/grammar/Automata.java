package dev.outrigger.engine.grammar;

import dev.outrigger.engine.grammar.automaton.Dfa;
import dev.outrigger.engine.grammar.automaton.NotRegular;
import dev.outrigger.engine.grammar.automaton.NumberRange;
import dev.outrigger.engine.grammar.automaton.Pattern;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the automata of one grammar, each once, within {@link Bounds#STATES} together. */
final class Automata {
    private final Map<Object, Dfa> made = new HashMap<>();
    private int states;

    private record Found(String pattern) {}

    private record Whole(String pattern) {}

    private record Numbers(NumberRange range, boolean areWhole) {}

    private record Length(int least) {}

    /** Strings in which the pattern of the part is found. */
    Optional<Dfa> pattern(Part part) {
        return part.text(Keywords.PATTERN).map(pattern -> pattern(part, Keywords.PATTERN, pattern));
    }

    /** Strings in which this pattern of the keyword's is found. */
    Dfa pattern(Part part, String keyword, String pattern) {
        try {
            return made(new Found(pattern), () -> Pattern.found(pattern));
        } catch (NotRegular refused) {
            throw SchemaRefused.of(part.path(), keyword, new Tree.Text(pattern), String.valueOf(refused.getMessage()));
        }
    }

    /** Strings of the format of the part. */
    Optional<Dfa> format(Part part) {
        return Formats.pattern(part).map(pattern -> made(new Whole(pattern), () -> Pattern.whole(pattern)));
    }

    Dfa numbers(NumberRange range, boolean areWhole) {
        if (range.equals(NumberRange.ALL)) return areWhole ? AnyJson.WHOLE : AnyJson.NUMBER;
        return made(new Numbers(range, areWhole), () -> areWhole ? range.whole() : range.all());
    }

    /** Strings that are one of these. */
    Dfa texts(Collection<String> texts) {
        return count(Pattern.texts(texts));
    }

    /** These words. */
    Dfa words(Collection<byte[]> words) {
        return count(Pattern.words(words));
    }

    /** Strings of at least so many characters. */
    Dfa longerThan(int least) {
        return made(new Length(least), () -> Pattern.length(least, Integer.MAX_VALUE));
    }

    Dfa both(Dfa one, Dfa other) {
        return count(one.and(other));
    }

    Dfa without(Dfa one, Dfa other) {
        return count(one.minus(other));
    }

    private Dfa made(Object key, Supplier<Dfa> maker) {
        Dfa known = made.get(key);
        if (known != null) return known;
        Dfa dfa = count(maker.get());
        made.put(key, dfa);
        return dfa;
    }

    private Dfa count(Dfa dfa) {
        states += dfa.size();
        if (states > Bounds.STATES)
            throw new NotRegular("must have at most " + Bounds.STATES + " states in all its automata");
        return dfa;
    }
}
