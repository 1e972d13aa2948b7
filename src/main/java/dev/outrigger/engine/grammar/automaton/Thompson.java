package dev.outrigger.engine.grammar.automaton;

import java.util.List;

/** Makes an automaton of a pattern, part by part. */
final class Thompson {
    private final Nfa nfa;
    private final Spelling spelling;

    Thompson(Nfa nfa, Spelling spelling) {
        this.nfa = nfa;
        this.spelling = spelling;
    }

    /** The state that the pattern leads to from this one. */
    int add(Node node, int from) {
        nfa.effort().spend(1);
        return switch (node) {
            case Node.One one -> one(one.set(), from);
            case Node.Sequence sequence -> sequence(sequence.parts(), from);
            case Node.Choice choice -> choice(choice.parts(), from);
            case Node.Repeat repeat -> repeat(repeat, from);
            case Node.Begin begin -> throw new NotRegular("has a ^ in its midst");
            case Node.End end -> throw new NotRegular("has a $ in its midst");
        };
    }

    private int one(CharSet set, int from) {
        int before = spelling.before(nfa);
        int after = nfa.state();
        nfa.free(from, before);
        spelling.edges(nfa, before, set, after);
        return after;
    }

    private int sequence(List<Node> parts, int from) {
        int at = from;
        for (Node part : parts) at = add(part, at);
        return at;
    }

    private int choice(List<Node> parts, int from) {
        int to = nfa.state();
        for (Node part : parts) {
            int start = nfa.state();
            nfa.free(from, start);
            nfa.free(add(part, start), to);
        }
        return to;
    }

    private int repeat(Node.Repeat repeat, int from) {
        int at = from;
        for (int i = 0; i < repeat.least(); i++) at = add(repeat.part(), at);
        int to = nfa.state();
        if (repeat.most() == Node.ENDLESS) {
            int loop = nfa.state();
            nfa.free(at, loop);
            nfa.free(add(repeat.part(), loop), loop);
            nfa.free(loop, to);
            return to;
        }
        for (int i = repeat.least(); i < repeat.most(); i++) {
            nfa.free(at, to);
            at = add(repeat.part(), at);
        }
        nfa.free(at, to);
        return to;
    }
}
