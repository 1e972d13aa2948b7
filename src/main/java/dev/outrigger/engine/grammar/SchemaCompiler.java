package dev.outrigger.engine.grammar;

import dev.outrigger.engine.grammar.automaton.Dfa;
import dev.outrigger.engine.grammar.automaton.Effort;
import dev.outrigger.engine.grammar.automaton.NotRegular;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * Makes a grammar of a schema: a rule for each set of schemas that must hold for one value, and of each rule the shapes
 * that are its alternatives. What no value fits is left out at the end, when all rules are known.
 */
final class SchemaCompiler {
    private final Refs refs;
    private final Effort effort = new Effort();
    private final Automata automata = new Automata(effort);
    private final Scalars scalars = new Scalars(automata);
    private final Inside inside = new Inside(automata);
    private final Alternatives alternatives;
    private final Map<List<Place>, Rule> rules = new LinkedHashMap<>();
    private final Queue<Unmade> unmade = new ArrayDeque<>();

    /** A rule without shapes yet, and the schemas that they must fit. */
    private record Unmade(Rule rule, List<Place> schemas) {}

    SchemaCompiler(Tree schema) {
        this.refs = new Refs(schema);
        this.alternatives = new Alternatives(refs, effort, new Apart(automata, scalars, inside));
    }

    /**
     * @throws SchemaRefused when the schema's form is not promised
     */
    Grammar compile() {
        Rule root = rule(List.of(refs.root()));
        for (Unmade next = unmade.poll(); next != null; next = unmade.poll()) fill(next.rule(), next.schemas());
        measure();
        if (root.height() == Rule.ENDLESS) throw SchemaRefused.of(Refs.ROOT, "is a schema that no value fits");
        if (!root.fits(0))
            throw SchemaRefused.of(Refs.ROOT, "must be met by a value of at most " + Bounds.DEPTH + " levels");
        for (Rule rule : rules.values()) rule.prune();
        return new Grammar(root);
    }

    /** Until no height changes: what then is endless has no value. */
    private void measure() {
        boolean isChanged = true;
        while (isChanged) {
            isChanged = false;
            for (Rule rule : rules.values()) isChanged |= rule.measure();
            try {
                effort.spend(rules.size());
            } catch (NotRegular tooLong) {
                throw SchemaRefused.of(Refs.ROOT, String.valueOf(tooLong.getMessage()));
            }
        }
    }

    private Rule rule(List<Place> schemas) {
        List<Place> distinct = schemas.stream().distinct().toList();
        Rule known = rules.get(distinct);
        if (known != null) return known;
        if (rules.size() == Bounds.RULES)
            throw SchemaRefused.of(Refs.ROOT, "must have at most " + Bounds.RULES + " places for values");
        Rule rule = new Rule();
        rules.put(distinct, rule);
        unmade.add(new Unmade(rule, distinct));
        return rule;
    }

    private void fill(Rule rule, List<Place> schemas) {
        try {
            List<Shape> shapes = new ArrayList<>();
            for (List<Part> parts : alternatives.of(schemas)) shapes.addAll(shapes(new Conjunction(parts)));
            rule.set(shapes);
        } catch (NotRegular tooLarge) {
            throw SchemaRefused.of(
                    schemas.isEmpty() ? Refs.ROOT : schemas.getFirst().path(), String.valueOf(tooLarge.getMessage()));
        }
    }

    private List<Shape> shapes(Conjunction all) {
        Optional<List<Tree>> literals = all.literals();
        if (literals.isPresent()) return scalars.named(all, literals.get());
        Set<Kind> kinds = all.meant().kinds();
        List<Shape> shapes = scalars.of(all, kinds);
        if (kinds.contains(Kind.OBJECT)) shapes.add(object(all));
        if (kinds.contains(Kind.ARRAY)) shapes.add(array(all));
        return shapes;
    }

    private Shape object(Conjunction all) {
        List<Part> parts = all.parts();
        Set<String> required = Inside.required(parts);
        List<Members.Member> known = new ArrayList<>();
        for (String name : Inside.names(parts)) {
            if (name.length() > Bounds.NAME_CHARS)
                throw SchemaRefused.of(
                        all.path(), "names of members must have at most " + Bounds.NAME_CHARS + " characters");
            known.add(new Members.Member(Name.of(name), rule(inside.member(parts, name)), required.contains(name)));
        }
        List<Members.Extra> extras = extras(parts);
        Conjunction.Count members = all.members();
        if (members.least() > required.size())
            throw SchemaRefused.of(all.path(), Keywords.LEAST_MEMBERS + " cannot be promised beyond what is required");
        if (members.most() < known.size() || (members.most() < Integer.MAX_VALUE && !extras.isEmpty()))
            throw SchemaRefused.of(all.path(), Keywords.MOST_MEMBERS + " cannot be promised");
        return new Members(known, extras);
    }

    /** For each set of patterns that a name may match, and no others, who may have such a name. */
    private List<Members.Extra> extras(List<Part> parts) {
        List<String> patterns = Inside.patterns(parts);
        if (patterns.size() > Bounds.NAME_PATTERNS)
            throw SchemaRefused.of(
                    parts.getFirst().path(),
                    Keywords.NAME_PATTERNS + " must be at most " + Bounds.NAME_PATTERNS + " for one object");
        List<Members.Extra> extras = new ArrayList<>();
        for (int set = Inside.isOpen(parts) ? 0 : 1; set < 1 << patterns.size(); set++) {
            Dfa names = AnyJson.NAME;
            Set<String> matched = new HashSet<>();
            for (int i = 0; i < patterns.size(); i++) {
                Dfa matching = pattern(parts, patterns.get(i));
                boolean isIn = (set & (1 << i)) != 0;
                names = isIn ? automata.both(names, matching) : automata.without(names, matching);
                if (isIn) matched.add(patterns.get(i));
            }
            extras.add(new Members.Extra(names, rule(Inside.others(parts, matched))));
        }
        return extras;
    }

    private Dfa pattern(List<Part> parts, String pattern) {
        Part part = parts.stream()
                .filter(one -> one.named(Keywords.NAME_PATTERNS).containsKey(pattern))
                .findFirst()
                .orElseThrow();
        return inside.pattern(part, pattern);
    }

    private Shape array(Conjunction all) {
        List<Part> parts = all.parts();
        Conjunction.Count items = all.items();
        if (items.least() > Bounds.LEAST_ITEMS)
            throw SchemaRefused.of(all.path(), Keywords.LEAST_ITEMS + " must be at most " + Bounds.LEAST_ITEMS);
        int first = Inside.firstItems(parts);
        List<Rule> own = new ArrayList<>();
        for (int i = 0; i < first; i++) own.add(rule(Inside.item(parts, i)));
        // As with members: where the first items are named, others are wanted only if something asks for them.
        boolean hasRest = first == 0 || Inside.saysRest(parts) || items.least() > first;
        Optional<Rule> rest = hasRest ? Optional.of(rule(Inside.item(parts, first))) : Optional.empty();
        return new Elements(own, rest, items.least(), items.most());
    }
}
