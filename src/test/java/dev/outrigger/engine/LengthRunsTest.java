package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LengthRunsTest {
    @Test
    void keepsLikeLengthsTogetherAndPartsOthers() {
        List<int[]> runs = LengthRuns.of(new int[] {96, 10, 90, 11});
        assertEquals(2, runs.size());
        assertArrayEquals(new int[] {1, 3}, runs.get(0));
        assertArrayEquals(new int[] {2, 0}, runs.get(1));
    }

    @Test
    void hasNoRunsForNothing() {
        assertEquals(List.of(), LengthRuns.of(new int[0]));
    }

    @Property
    void holdsEachRowOnceAndPadsAtMostAQuarter(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 2, max = 96) Integer> sizes) {
        // Given
        int[] lengths = sizes.stream().mapToInt(Integer::intValue).toArray();
        // When
        List<int[]> runs = LengthRuns.of(lengths);
        // Then
        int[] rows = runs.stream().flatMapToInt(IntStream::of).sorted().toArray();
        assertArrayEquals(IntStream.range(0, lengths.length).toArray(), rows);
        for (int[] run : runs) {
            int tokens = IntStream.of(run).map(i -> lengths[i]).sum();
            int longest = IntStream.of(run).map(i -> lengths[i]).max().orElseThrow();
            assertTrue(longest * run.length <= 1.25 * tokens);
        }
    }
}
