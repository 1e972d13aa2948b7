package dev.outrigger.engine.grammar.automaton;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a deterministic automaton of another: each of its states stands for those that the other may be in.
 *
 * <p>Source: Rabin and Scott, <a href="https://doi.org/10.1147/rd.32.0114">Finite automata and their decision problems</a>.
 */
final class Subsets {
    /** More steps are refused; they take about a tenth of a second. */
    static final int MAX_STEPS = 20_000_000;

    private final Nfa nfa;
    private final int end;
    private final int mostStates;
    private final ByteClasses classes;
    private final Map<Subset, Integer> known = new HashMap<>();
    private final List<Subset> subsets = new ArrayList<>();
    private final int[] seen;
    private int round;
    private long steps;

    private Subsets(Nfa nfa, int end, int mostStates) {
        this.nfa = nfa;
        this.end = end;
        this.mostStates = mostStates;
        this.classes = ByteClasses.of(nfa);
        this.seen = new int[nfa.size()];
    }

    /**
     * What leads from one state to the other.
     *
     * @throws NotRegular when there are more states, or more work, than allowed
     */
    static Dfa determinise(Nfa nfa, int start, int end, int mostStates) {
        return new Subsets(nfa, end, mostStates).run(start);
    }

    private Dfa run(int start) {
        Table table = new Table(classes);
        number(closure(new int[] {start}, 1), table);
        IntList[] targets = new IntList[classes.count()];
        Arrays.setAll(targets, c -> new IntList());
        for (int state = 0; state < subsets.size(); state++) {
            for (IntList list : targets) list.clear();
            collect(subsets.get(state).states(), targets);
            for (int c = 0; c < targets.length; c++) {
                if (targets[c].size() == 0) continue;
                int[] closed = closure(targets[c].array(), targets[c].size());
                table.set(state, c, number(closed, table));
            }
        }
        return table.trimmed();
    }

    private void collect(int[] states, IntList[] targets) {
        for (int state : states) {
            for (int edge = nfa.first(state); edge >= 0; edge = nfa.next(edge)) {
                if (nfa.isFree(edge)) continue;
                int last = classes.of(nfa.highest(edge));
                for (int c = classes.of(nfa.lowest(edge)); c <= last; c++) {
                    targets[c].add(nfa.target(edge));
                    step();
                }
            }
        }
    }

    /** These states and those that free edges lead to; of them those that say what follows, in order. */
    private int[] closure(int[] from, int count) {
        round++;
        IntList open = new IntList();
        IntList telling = new IntList();
        for (int i = 0; i < count; i++) visit(from[i], open);
        while (open.size() > 0) {
            int state = open.removeLast();
            boolean tells = state == end || nfa.isBorder(state);
            for (int edge = nfa.first(state); edge >= 0; edge = nfa.next(edge)) {
                step();
                if (nfa.isFree(edge)) visit(nfa.target(edge), open);
                else tells = true;
            }
            if (tells) telling.add(state);
        }
        int[] closed = Arrays.copyOf(telling.array(), telling.size());
        Arrays.sort(closed);
        return closed;
    }

    private void visit(int state, IntList open) {
        if (seen[state] == round) return;
        seen[state] = round;
        open.add(state);
    }

    private int number(int[] closed, Table table) {
        Subset subset = new Subset(closed);
        Integer number = known.get(subset);
        if (number != null) return number;
        if (subsets.size() == mostStates) throw Dfa.tooLarge(mostStates);
        known.put(subset, subsets.size());
        subsets.add(subset);
        boolean isEnd = false;
        boolean isBorder = false;
        for (int state : closed) {
            isEnd |= state == end;
            isBorder |= nfa.isBorder(state);
        }
        return table.add(isEnd, isBorder);
    }

    private void step() {
        if (++steps > MAX_STEPS) throw new NotRegular("takes more than " + MAX_STEPS + " steps to read");
    }

    /** States by their numbers, compared by value. */
    private static final class Subset {
        private final int[] states;
        private final int hash;

        Subset(int[] states) {
            this.states = states;
            this.hash = Arrays.hashCode(states);
        }

        int[] states() {
            return states;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Subset subset && Arrays.equals(states, subset.states);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
