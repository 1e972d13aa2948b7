package dev.outrigger.engine.grammar.automaton;

import java.util.Arrays;

/** Numbers in the order in which they came. */
public final class IntList {
    private int[] numbers = new int[16];
    private int size;

    public void add(int number) {
        if (size == numbers.length) numbers = Arrays.copyOf(numbers, 2 * size);
        numbers[size++] = number;
    }

    int removeLast() {
        return numbers[--size];
    }

    void clear() {
        size = 0;
    }

    public int size() {
        return size;
    }

    /** Where they are kept; longer than there are. */
    int[] array() {
        return numbers;
    }

    /** A copy. */
    public int[] toArray() {
        return Arrays.copyOf(numbers, size);
    }
}
