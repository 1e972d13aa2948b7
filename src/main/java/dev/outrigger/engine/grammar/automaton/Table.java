package dev.outrigger.engine.grammar.automaton;

import java.util.Arrays;
import java.util.BitSet;

/** A deterministic automaton in the making: states are added one after the other, the first is where it starts. */
final class Table {
    private final ByteClasses classes;
    private final BitSet ends = new BitSet();
    private final BitSet borders = new BitSet();
    private char[] next;
    private int states;

    Table(ByteClasses classes) {
        this.classes = classes;
        this.next = new char[16 * classes.count()];
    }

    /** A new state, from which nothing leads yet. */
    int add(boolean isEnd, boolean isBorder) {
        int width = classes.count();
        if ((states + 1) * width > next.length) next = Arrays.copyOf(next, 2 * next.length);
        Arrays.fill(next, states * width, (states + 1) * width, Dfa.DEAD);
        ends.set(states, isEnd);
        borders.set(states, isBorder);
        return states++;
    }

    void set(int state, int byteClass, int to) {
        next[state * classes.count() + byteClass] = (char) to;
    }

    /** Without the states from which no end is reached; with no state at all if it starts in one of them. */
    Dfa trimmed() {
        BitSet live = live();
        if (!live.get(0)) return new Dfa(classes, new char[0], new BitSet(), new BitSet());
        int[] numbers = new int[states];
        int kept = 0;
        for (int state = 0; state < states; state++) numbers[state] = live.get(state) ? kept++ : -1;
        int width = classes.count();
        char[] table = new char[kept * width];
        BitSet keptEnds = new BitSet(kept);
        BitSet keptBorders = new BitSet(kept);
        for (int state = live.nextSetBit(0); state >= 0; state = live.nextSetBit(state + 1)) {
            int number = numbers[state];
            keptEnds.set(number, ends.get(state));
            keptBorders.set(number, borders.get(state));
            for (int c = 0; c < width; c++) {
                char to = next[state * width + c];
                table[number * width + c] = to == Dfa.DEAD || numbers[to] < 0 ? Dfa.DEAD : (char) numbers[to];
            }
        }
        return new Dfa(classes, table, keptEnds, keptBorders);
    }

    /** The states from which an end is reached. */
    private BitSet live() {
        int[] firstIn = new int[states];
        Arrays.fill(firstIn, -1);
        IntList from = new IntList();
        IntList nextIn = new IntList();
        for (int i = 0; i < states * classes.count(); i++) {
            if (next[i] == Dfa.DEAD) continue;
            nextIn.add(firstIn[next[i]]);
            firstIn[next[i]] = from.size();
            from.add(i / classes.count());
        }
        BitSet live = (BitSet) ends.clone();
        IntList open = new IntList();
        ends.stream().forEach(open::add);
        while (open.size() > 0) {
            for (int in = firstIn[open.removeLast()]; in >= 0; in = nextIn.array()[in]) {
                int source = from.array()[in];
                if (live.get(source)) continue;
                live.set(source);
                open.add(source);
            }
        }
        return live;
    }
}
