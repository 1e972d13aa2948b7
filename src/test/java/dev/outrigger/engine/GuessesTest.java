package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GuessesTest {
    private static final int[] NONE = {};

    private static int[] guess(int most, int... tokens) {
        return guess(new Guesses(), most, tokens);
    }

    private static int[] guess(Guesses guesses, int most, int... tokens) {
        return guesses.of(tokens, tokens.length, most);
    }

    /** Trusted with three. */
    private static Guesses trusted() {
        Guesses guesses = new Guesses();
        guesses.learn(2, 2);
        return guesses;
    }

    @Test
    void goesOnAsItDidWhereTheLastThreeTokensStoodBefore() {
        assertArrayEquals(new int[] {4, 5, 6}, guess(trusted(), 3, 1, 2, 3, 4, 5, 6, 1, 2, 3));
    }

    @Test
    void takesTheLatestOfSeveralPlaces() {
        assertArrayEquals(new int[] {7}, guess(1, 1, 2, 3, 4, 1, 2, 3, 7, 1, 2, 3));
    }

    @Test
    void mayOverlapWithItself() {
        assertArrayEquals(new int[] {9}, guess(trusted(), 3, 9, 9, 9, 9));
    }

    @Test
    void hasNothingToSayWhereLessIsAlike() {
        assertArrayEquals(NONE, guess(3, 1, 2, 3, 4, 2, 3));
        assertArrayEquals(NONE, guess(3, 1, 2, 3));
        assertArrayEquals(NONE, guess(3));
    }

    @Test
    void saysNoMoreThanThereIsRoomFor() {
        assertArrayEquals(new int[] {4, 5}, guess(trusted(), 2, 1, 2, 3, 4, 5, 6, 1, 2, 3));
        assertArrayEquals(NONE, guess(trusted(), 0, 1, 2, 3, 4, 5, 6, 1, 2, 3));
    }

    /** What lies behind the known tokens is no token yet. */
    @Test
    void readsKnownTokensAlone() {
        assertArrayEquals(new int[] {4}, trusted().of(new int[] {4, 1, 2, 3, 4, 1, 2, 3, 0, 0}, 8, 1));
    }

    @Test
    void makesOneMoreThanCameTrueTogether() {
        Guesses guesses = new Guesses();
        int[] tokens = IntStream.range(0, 40).map(i -> i % 20).toArray();
        int[] sizes = {1, 2, 3, 4, 1};
        int[] right = {1, 2, 3, 0, 0};
        for (int i = 0; i < sizes.length; i++) {
            int made = guess(guesses, 10, tokens).length;
            assertEquals(sizes[i], made);
            guesses.learn(made, right[i]);
        }
    }

    @Test
    void learnsNothingFromNone() {
        Guesses guesses = trusted();
        guesses.learn(0, 0);
        assertArrayEquals(new int[] {4, 5, 6}, guess(guesses, 9, 1, 2, 3, 4, 5, 6, 1, 2, 3));
    }
}
