package dev.outrigger.engine.grammar.automaton;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A language of byte strings as a table: where each byte leads from each state. It starts in state 0; from every state an
 * end is reached, so that what has been read so far can always be finished. Immutable.
 */
public final class Dfa {
    /** More states are refused. */
    public static final int MAX_STATES = 32_768;

    /** What {@link #ways} says of more than can be counted. */
    public static final int COUNTLESS = Integer.MAX_VALUE;

    static final char DEAD = Character.MAX_VALUE;

    private final ByteClasses classes;
    private final char[] next;
    private final BitSet ends;
    private final BitSet borders;
    private final int size;
    private final int[] ways;
    private final int[] charactersLeft;
    private final int mostCharactersLeft;

    Dfa(ByteClasses classes, char[] next, BitSet ends, BitSet borders) {
        this.classes = classes;
        this.next = next;
        this.ends = ends;
        this.borders = borders;
        this.size = next.length / classes.count();
        this.ways = new int[size];
        this.charactersLeft = new int[size];
        countWays();
        countCharacters();
        this.mostCharactersLeft = Arrays.stream(charactersLeft).max().orElse(0);
    }

    static NotRegular tooLarge() {
        return new NotRegular("needs more than " + MAX_STATES + " states");
    }

    /** The state after a byte (0–255); negative when none follows. */
    public int next(int state, int b) {
        char to = next[state * classes.count() + classes.of(b)];
        return to == DEAD ? -1 : to;
    }

    /** Whether what was read so far is in the language. */
    public boolean isEnd(int state) {
        return ends.get(state);
    }

    /** Whether it is, and nothing may follow. */
    public boolean isLast(int state) {
        return ways[state] == 1 && ends.get(state);
    }

    /** Whether the state lies between two characters of a JSON string's content. */
    public boolean isBorder(int state) {
        return borders.get(state);
    }

    /** How many endings there are for what was read so far, or {@link #COUNTLESS}. */
    public int ways(int state) {
        return ways[state];
    }

    /** Characters of a JSON string's content that must at least still come. */
    public int charactersLeft(int state) {
        return charactersLeft[state];
    }

    /** The most of all states. */
    public int mostCharactersLeft() {
        return mostCharactersLeft;
    }

    /** Whether nothing is in the language. */
    public boolean isEmpty() {
        return size == 0;
    }

    public int size() {
        return size;
    }

    /** What it takes of memory, in pairs of bytes. */
    public int cells() {
        return size * (classes.count() + 4);
    }

    /** Whether the bytes are in the language. */
    public boolean contains(byte[] bytes) {
        if (isEmpty()) return false;
        int state = 0;
        for (byte b : bytes) {
            state = next(state, b & 0xff);
            if (state < 0) return false;
        }
        return isEnd(state);
    }

    /** What is in both languages. */
    public Dfa and(Dfa other, Effort effort) {
        return combine(other, true, effort);
    }

    /** What is in this language alone. */
    public Dfa minus(Dfa other, Effort effort) {
        return combine(other, false, effort);
    }

    private Dfa combine(Dfa other, boolean wanted, Effort effort) {
        if (isEmpty() || (other.isEmpty() && !wanted)) return this;
        if (other.isEmpty()) return other;
        ByteClasses both = ByteClasses.both(classes, other.classes);
        int[] examples = both.examples();
        Table table = new Table(both);
        Map<Long, Integer> numbers = new HashMap<>();
        List<long[]> pairs = new ArrayList<>();
        pairs.add(new long[] {0, 0});
        numbers.put(0L, table.add(isEnd(0) && other.isEnd(0) == wanted, isBorder(0)));
        for (int state = 0; state < pairs.size(); state++) {
            int left = (int) pairs.get(state)[0];
            int right = (int) pairs.get(state)[1];
            effort.spend(examples.length);
            for (int c = 0; c < examples.length; c++) {
                int nextLeft = next(left, examples[c]);
                int nextRight = right < 0 ? -1 : other.next(right, examples[c]);
                if (nextLeft < 0 || (wanted && nextRight < 0)) continue;
                long key = ((long) nextLeft << 32) | (nextRight & 0xffff_ffffL);
                Integer number = numbers.get(key);
                if (number == null) {
                    if (pairs.size() == MAX_STATES) throw tooLarge();
                    boolean isIn = nextRight >= 0 && other.isEnd(nextRight);
                    number = table.add(isEnd(nextLeft) && isIn == wanted, isBorder(nextLeft));
                    numbers.put(key, number);
                    pairs.add(new long[] {nextLeft, nextRight});
                }
                table.set(state, c, number);
            }
        }
        return table.trimmed();
    }

    /** Goes back from states all of whose followers are counted; what then is not counted lies on a loop or before one. */
    private void countWays() {
        Arrays.fill(ways, COUNTLESS);
        int[] open = new int[size];
        IntList[] before = new IntList[size];
        Deque<Integer> ready = new ArrayDeque<>();
        int[] examples = classes.examples();
        int[] perClass = new int[classes.count()];
        for (int b = 0; b < 256; b++) perClass[classes.of(b)]++;
        long[] sums = new long[size];
        for (int state = 0; state < size; state++) before[state] = new IntList();
        for (int state = 0; state < size; state++) {
            for (int c = 0; c < perClass.length; c++) {
                int to = next(state, examples[c]);
                if (to < 0) continue;
                before[to].add(state * perClass.length + c);
                open[state]++;
            }
            if (open[state] == 0) ready.add(state);
        }
        while (!ready.isEmpty()) {
            int state = ready.remove();
            ways[state] = (int) Math.min(COUNTLESS, sums[state] + (isEnd(state) ? 1 : 0));
            for (int edge : before[state].toArray()) {
                int source = edge / perClass.length;
                sums[source] =
                        Math.min(COUNTLESS, sums[source] + (long) ways[state] * perClass[edge % perClass.length]);
                if (--open[source] == 0) ready.add(source);
            }
        }
    }

    /** Shortest ways to an end, where a step out of a border costs a character, unless it ends the string. */
    private void countCharacters() {
        Arrays.fill(charactersLeft, COUNTLESS);
        IntList[] before = new IntList[size];
        for (int state = 0; state < size; state++) before[state] = new IntList();
        int[] examples = classes.examples();
        Deque<Integer> open = new ArrayDeque<>();
        for (int state = 0; state < size; state++) {
            for (int example : examples) {
                int to = next(state, example);
                if (to >= 0) before[to].add(state * 2 + (isBorder(state) && !isEnd(to) ? 1 : 0));
            }
            if (!isEnd(state)) continue;
            charactersLeft[state] = 0;
            open.add(state);
        }
        while (!open.isEmpty()) {
            int state = open.removeFirst();
            for (int edge : before[state].toArray()) {
                int source = edge / 2;
                int cost = charactersLeft[state] + edge % 2;
                if (cost >= charactersLeft[source]) continue;
                charactersLeft[source] = cost;
                if (edge % 2 == 0) open.addFirst(source);
                else open.addLast(source);
            }
        }
    }
}
