package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.LogitBias;
import dev.outrigger.engine.grammar.Constraint;
import dev.outrigger.engine.grammar.Grammar;
import dev.outrigger.engine.grammar.TokenTrie;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Over a vocabulary of an end mark and then each printable ASCII character but the blank. */
class FormTest {
    private static final int END = 0;

    private final Vocabulary vocabulary = vocabulary();

    @Test
    void keepsTheOrderOfThoseThatMayComeNext() {
        // Given: a number or true
        Form form = form("{\"anyOf\":[{\"type\":\"integer\"},{\"const\":true}]}");
        // When
        Candidates kept = form.keep(candidates('x', 't', '{', '7'));
        // Then
        assertArrayEquals(new int[] {token('t'), token('7')}, kept.tokens());
        assertArrayEquals(new float[] {9, 7}, kept.logits());
    }

    @Test
    void changesNothingWhereAllMayCome() {
        Candidates all = candidates('1', '2');
        assertSame(all, form("{\"type\":\"integer\"}").keep(all));
    }

    @Test
    void takesTheBestOfAllTokensWhereNoCandidateMayCome() {
        // Given: others score their own number
        Candidates none = new Candidates(new int[] {token('x'), token('y')}, new float[] {10, 9}, 0, token -> token);
        // When
        Candidates kept = form("{\"enum\":[1,2,3]}").keep(none);
        // Then: as many as there were
        assertArrayEquals(new int[] {token('3'), token('2')}, kept.tokens());
    }

    @Test
    void heedsPenaltiesAndBiasBehindTheShortlist() {
        // Given: 3 is the best of those that may come, if nothing is said of it
        Candidates none = new Candidates(new int[] {token('x'), token('y')}, new float[] {10, 9}, 0, token -> token);
        Penalties penalties = new Penalties(0, 0, LogitBias.of(Map.of(token('3'), -1.5)), vocabulary.size());
        Penalties bans =
                new Penalties(0, 0, LogitBias.of(Map.of(token('3'), -100.0, token('2'), -100.0)), vocabulary.size());
        // Then
        assertArrayEquals(
                new int[] {token('2'), token('3')},
                form("{\"enum\":[1,2,3]}").keep(penalties.adjust(none)).tokens());
        assertEquals(
                token('1'), form("{\"enum\":[1,2,3]}").keep(bans.adjust(none)).tokens()[0]);
    }

    @Test
    void aFormGoesBeforeABan() {
        Candidates one = candidates('3', 'x');
        Penalties ban = new Penalties(0, 0, LogitBias.of(Map.of(token('3'), -100.0)), vocabulary.size());
        assertArrayEquals(
                new int[] {token('3')},
                form("{\"const\":3}").keep(ban.adjust(one)).tokens());
    }

    @Test
    void letsTheAnswerEndWhereItIsWhole() {
        // Given
        Form form = form("{\"type\":\"integer\",\"maximum\":99,\"minimum\":0}");
        Candidates end = new Candidates(new int[] {END, token('1')}, new float[] {10, 9});
        // Then: not before a digit, then maybe, and after two it must
        assertArrayEquals(new int[] {token('1')}, form.keep(end).tokens());
        form.take(token('1'));
        assertArrayEquals(new int[] {END, token('1')}, form.keep(end).tokens());
        assertFalse(form.isComplete());
    }

    @Test
    void isCompleteWhereNothingCanFollow() {
        Form form = form("{\"const\":\"ab\"}");
        for (char letter : "\"ab\"".toCharArray()) form.take(token(letter));
        assertTrue(form.isComplete());
    }

    private Form form(String schema) {
        TokenTrie trie = TokenTrie.of(vocabulary.size(), vocabulary::bytes);
        return new Form(new Constraint(Grammar.schema(schema), trie), vocabulary);
    }

    /** Of these characters, with logits 10, 9, 8 … */
    private static Candidates candidates(char... characters) {
        int[] tokens = new int[characters.length];
        float[] logits = new float[characters.length];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = token(characters[i]);
            logits[i] = 10 - i;
        }
        return new Candidates(tokens, logits);
    }

    private static int token(char character) {
        return character - '!' + 1;
    }

    private static Vocabulary vocabulary() {
        List<String> names = new ArrayList<>(List.of("<end>"));
        for (char character = '!'; character <= '~'; character++) names.add(String.valueOf(character));
        List<Integer> types = new ArrayList<>(
                Stream.iterate(1, same -> same).limit(names.size()).toList());
        types.set(END, 3);
        try {
            return Alphabet.vocabulary(names, types, END);
        } catch (IOException cause) {
            throw new AssertionError(cause);
        }
    }
}
