package dev.outrigger.engine.grammar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.OutputFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ConstraintTest {
    private static final String[] WORDS = {
        "", "{\"", "a", "b", "\"", "\":", "1", "2", "}", "{\"a\":1}", "]", "{", "12}", "{\"a\"", "\"a", " ", "\n", "}}"
    };
    private static final TokenTrie TOKENS =
            TokenTrie.of(WORDS.length, token -> WORDS[token].getBytes(StandardCharsets.UTF_8));
    private static final Grammar GRAMMAR =
            Grammar.schema("{\"properties\":{\"a\":{\"type\":\"integer\",\"maximum\":12}},\"required\":[\"a\"]}");

    private static Constraint constraint() {
        return new Constraint(GRAMMAR, TOKENS);
    }

    private static String[] allowed(Constraint constraint) {
        return Arrays.stream(constraint.allowed())
                .mapToObj(token -> WORDS[token])
                .toArray(String[]::new);
    }

    @Test
    void tokensMayCrossTokensOfJson() {
        Constraint constraint = constraint();
        assertArrayEquals(new String[] {" ", "{", "{\"", "{\"a\"", "{\"a\":1}"}, allowed(constraint));
        constraint.take(1);
        assertArrayEquals(new String[] {"a"}, allowed(constraint));
        constraint.take(2);
        assertArrayEquals(new String[] {"\"", "\":"}, allowed(constraint));
        constraint.take(5);
        assertArrayEquals(new String[] {" ", "1", "12}", "2"}, allowed(constraint));
    }

    @Test
    void theEndIsAllowedExactlyWhenTheValueIsWhole() {
        Constraint constraint = constraint();
        assertFalse(constraint.mayEnd() || constraint.mustEnd());
        constraint.take(13);
        assertFalse(constraint.mayEnd());
        Constraint whole = constraint();
        whole.take(9);
        assertTrue(whole.mayEnd() && whole.mustEnd());
        assertEquals(0, whole.allowed().length);
        assertFalse(whole.allows(8));
    }

    @Test
    void aNumberMayEndAndMayGoOn() {
        Constraint constraint = new Constraint(Grammar.schema("{\"type\":\"integer\"}"), TOKENS);
        constraint.take(6);
        assertTrue(constraint.mayEnd());
        assertFalse(constraint.mustEnd());
        assertArrayEquals(new String[] {"1", "2"}, allowed(constraint));
    }

    @Test
    void marksAndTokensThatAreNoneAreNeverAllowed() {
        Constraint constraint = constraint();
        for (int token : new int[] {0, -1, WORDS.length}) {
            assertFalse(constraint.allows(token));
            assertThrows(IllegalArgumentException.class, () -> constraint.take(token));
        }
        assertThrows(IllegalArgumentException.class, () -> constraint.take(2));
        assertTrue(constraint.allows(1), "a refused token changes nothing");
    }

    /** Of any state, what the walk finds is what each token for itself is allowed. */
    @Property(tries = 100)
    void allowedAreThoseThatAreAllowed(@ForAll long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        TokenTrie tokens = Walk.smallTokens();
        Sample sample = SchemaSamples.of(seed);
        Grammar grammar = random.nextInt(4) == 0
                ? Grammar.json(OutputFormat.Json.Root.ANY)
                : Grammar.schema(sample.schema().toString());
        byte[] text = Writer.write(sample.value(random), random).getBytes(StandardCharsets.UTF_8);
        Optional<GrammarState> state = grammar.start().advance(Arrays.copyOf(text, random.nextInt(text.length)));
        int[] each = IntStream.range(0, tokens.size())
                .filter(token -> tokens.allows(state.orElseThrow(), token))
                .toArray();
        int[] all = tokens.allowed(state.orElseThrow());
        Arrays.sort(all);
        assertArrayEquals(each, all);
    }
}
