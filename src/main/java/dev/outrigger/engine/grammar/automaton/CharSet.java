package dev.outrigger.engine.grammar.automaton;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A set of Unicode characters (scalar values: no surrogates), as ranges in order that do not touch. */
record CharSet(List<Range> ranges) {
    static final int MAX = Character.MAX_CODE_POINT;

    static final CharSet ALL = of(0, MAX);
    static final CharSet DIGITS = of('0', '9');
    static final CharSet WORD = DIGITS.or(of('A', 'Z')).or(of('a', 'z')).or(of('_', '_'));

    /** What {@code .} leaves out in ECMAScript. */
    static final CharSet LINE_ENDS = of('\n', '\n').or(of('\r', '\r')).or(of(0x2028, 0x2029));

    /** White space and line ends of ECMAScript. */
    static final CharSet BLANKS = of('\t', '\r')
            .or(of(' ', ' '))
            .or(of(0xa0, 0xa0))
            .or(of(0x1680, 0x1680))
            .or(of(0x2000, 0x200a))
            .or(of(0x2028, 0x2029))
            .or(of(0x202f, 0x202f))
            .or(of(0x205f, 0x205f))
            .or(of(0x3000, 0x3000))
            .or(of(0xfeff, 0xfeff));

    /** From the first to the last, both included. */
    record Range(int first, int last) {}

    CharSet {
        ranges = List.copyOf(ranges);
    }

    static CharSet of(int first, int last) {
        List<Range> ranges = new ArrayList<>();
        if (first < Character.MIN_SURROGATE) ranges.add(new Range(first, Math.min(last, Character.MIN_SURROGATE - 1)));
        if (last > Character.MAX_SURROGATE) ranges.add(new Range(Math.max(first, Character.MAX_SURROGATE + 1), last));
        return new CharSet(ranges);
    }

    CharSet or(CharSet other) {
        return of(List.of(this, other));
    }

    /** What is in any of them. */
    static CharSet of(Collection<CharSet> sets) {
        List<Range> sorted = new ArrayList<>();
        for (CharSet set : sets) sorted.addAll(set.ranges);
        sorted.sort(Comparator.comparingInt(Range::first));
        List<Range> merged = new ArrayList<>();
        for (Range range : sorted) {
            Range last = merged.isEmpty() ? null : merged.getLast();
            if (last == null || range.first() > last.last() + 1) merged.add(range);
            else merged.set(merged.size() - 1, new Range(last.first(), Math.max(last.last(), range.last())));
        }
        return new CharSet(merged);
    }

    CharSet not() {
        List<CharSet> rest = new ArrayList<>();
        int from = 0;
        for (Range range : ranges) {
            if (range.first() > from) rest.add(of(from, range.first() - 1));
            from = range.last() + 1;
        }
        if (from <= MAX) rest.add(of(from, MAX));
        return of(rest);
    }
}
