package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PieceMergesTest {
    @Test
    void mergesTowardsTheHigherScoreAndThenTheLowerNumber() {
        // Given
        List<String> names = List.of("a", "b", "c", "ab", "bc", "abc");
        List<Double> scores = List.of(-9d, -9d, -9d, -2d, -1d, -3d);
        // Then: both ways to the whole, the shorter left part first
        assertEquals(List.of("b+c", "a+b", "a+bc", "ab+c"), merges(names, TokenKind.NORMAL, scores));
    }

    @Test
    void mergesNothingButNormalTokens() {
        assertEquals(List.of(), merges(List.of("a", "b", "ab"), TokenKind.USER_DEFINED, List.of(-1d, -1d, -1d)));
    }

    @Test
    void cutsNoCharacterInHalf() {
        assertEquals(List.of("😀+😁"), merges(List.of("😀", "😁", "😀😁"), TokenKind.NORMAL, List.of(-1d, -1d, -1d)));
    }

    private static List<String> merges(List<String> names, TokenKind kindOfLast, List<Double> scores) {
        List<TokenKind> kinds =
                new ArrayList<>(names.stream().map(name -> TokenKind.NORMAL).toList());
        kinds.set(kinds.size() - 1, kindOfLast);
        return PieceMerges.of(new TokenNames(names, kinds, Spelling.PIECES), scores).stream()
                .map(merge -> merge.left() + "+" + merge.right())
                .toList();
    }
}
