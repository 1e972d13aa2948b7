package dev.outrigger.engine.grammar;

import dev.outrigger.engine.grammar.automaton.Dfa;
import dev.outrigger.engine.grammar.automaton.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Shapes of values that hold no others. */
final class Scalars {
    private final Automata automata;

    Scalars(Automata automata) {
        this.automata = automata;
    }

    /** Of the values that are named. */
    List<Shape> named(Conjunction all, List<Tree> values) {
        List<String> texts = new ArrayList<>();
        List<byte[]> words = new ArrayList<>();
        for (Tree value : values) {
            if (!fits(value, all, List.of(Keywords.PATTERN, Keywords.FORMAT))) continue;
            if (value instanceof Tree.Text text) texts.add(text.text());
            else words.add(value.toString().getBytes(StandardCharsets.UTF_8));
        }
        List<Shape> shapes = new ArrayList<>();
        if (!words.isEmpty()) shapes.add(new Shape.Word(automata.words(words)));
        if (!texts.isEmpty()) shapes.add(new Shape.Quoted(automata.texts(texts), 0, Integer.MAX_VALUE));
        return shapes;
    }

    /**
     * Whether a value that holds no others fits.
     *
     * @param forms the keywords of strings' forms that count
     */
    boolean fits(Tree value, Conjunction all, List<String> forms) {
        if (!all.types().kinds().contains(value.kind())) return false;
        return switch (value) {
            case Tree.Text text -> {
                Conjunction.Count characters = all.characters();
                int length = text.text().codePointCount(0, text.text().length());
                yield length >= characters.least() && length <= characters.most() && fits(text.text(), all, forms);
            }
            case Tree.Numeral numeral ->
                all.range().contains(numeral.number())
                        && !(all.isWhole()
                                && numeral.number().stripTrailingZeros().scale() > 0);
            case Tree.Truth truth -> true;
            case Tree.Nothing nothing -> true;
            case Tree.Fields fields -> false;
            case Tree.Items items -> false;
        };
    }

    private boolean fits(String text, Conjunction all, List<String> forms) {
        byte[] written = JsonText.closed(text);
        return form(all, forms).map(form -> form.contains(written)).orElse(true);
    }

    List<Shape> of(Conjunction all, Set<Kind> kinds) {
        List<Shape> shapes = new ArrayList<>();
        if (kinds.contains(Kind.NULL)) shapes.add(new Shape.Word(AnyJson.NULL));
        if (kinds.contains(Kind.BOOLEAN)) shapes.add(new Shape.Word(AnyJson.TRUE_OR_FALSE));
        if (kinds.contains(Kind.NUMBER)) shapes.add(new Shape.Word(automata.numbers(all.range(), all.isWhole())));
        if (kinds.contains(Kind.STRING)) shapes.add(string(all));
        return shapes;
    }

    private Shape string(Conjunction all) {
        Conjunction.Count characters = all.characters();
        if (characters.least() > Bounds.LEAST_CHARACTERS)
            throw SchemaRefused.of(
                    all.path(), Keywords.LEAST_CHARACTERS + " must be at most " + Bounds.LEAST_CHARACTERS);
        Optional<Dfa> form = form(all, List.of(Keywords.PATTERN, Keywords.FORMAT));
        if (form.isEmpty()) return new Shape.Quoted(AnyJson.STRING, characters.least(), characters.most());
        Dfa dfa = form.get();
        // Where forms end, characters cannot be added at will, so that the automaton has to count them.
        if (!dfa.isEmpty() && characters.least() > dfa.charactersLeft(0))
            dfa = automata.both(dfa, automata.longerThan(characters.least()));
        return new Shape.Quoted(dfa, 0, characters.most());
    }

    /** What the keywords of strings' forms say together; empty when there are none. */
    Optional<Dfa> form(Conjunction all, List<String> keywords) {
        Optional<Dfa> form = Optional.empty();
        for (Part part : all.parts()) {
            for (String keyword : keywords) {
                Optional<Dfa> one = keyword.equals(Keywords.PATTERN) ? automata.pattern(part) : automata.format(part);
                if (one.isPresent())
                    form = Optional.of(
                            form.map(before -> automata.both(before, one.get())).orElse(one.get()));
            }
        }
        return form;
    }
}
