package dev.outrigger.engine.grammar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TokenTrieTest {
    @Property(tries = 300)
    void tokensAreInTheOrderOfTheirBytes(@ForAll @Size(max = 60) List<@Size(max = 9) byte[]> tokens) {
        byte[][] bytes = tokens.toArray(new byte[0][]);
        int[] sorted = IntStream.range(0, bytes.length)
                .filter(token -> bytes[token].length > 0)
                .boxed()
                .sorted(Comparator.comparing(token -> bytes[token], Arrays::compareUnsigned))
                .mapToInt(Integer::intValue)
                .toArray();
        assertArrayEquals(sorted, TokenOrder.of(bytes));
    }

    @Test
    void tokensOfTheSameBytesAreAllowedTogether() {
        byte[] one = {'1'};
        TokenTrie trie = TokenTrie.of(3, token -> token == 1 ? new byte[0] : one);
        assertArrayEquals(
                new int[] {0, 2}, trie.allowed(Grammar.schema("{\"const\":1}").start()));
        assertEquals(3, trie.size());
    }

    @Test
    void tokensOfStringsAreKeptForTheLastStates() {
        TokenTrie trie = Walk.smallTokens();
        String letters = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz";
        Grammar grammar = Grammar.schema("{\"pattern\":\"^" + letters + "\"}");
        GrammarState state = grammar.start().advance(Texts.bytes("\"")).orElseThrow();
        for (int i = 0; i < letters.length(); i++) {
            assertEquals(Math.min(i, Bounds.STRING_STATES), trie.stringStates());
            assertEquals(letters.startsWith("ab", i) ? 2 : 1, trie.allowed(state).length);
            state = state.advance(Texts.bytes(letters.substring(i, i + 1))).orElseThrow();
        }
    }

    @Test
    void aVocabularyIsBounded() {
        assertThrows(IllegalArgumentException.class, () -> TokenOrder.of(new byte[1 << 23][0]));
    }
}
