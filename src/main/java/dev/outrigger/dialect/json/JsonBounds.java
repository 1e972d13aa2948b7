package dev.outrigger.dialect.json;

import java.util.Set;

/**
 * What JSON is read within.
 *
 * @param depth containers inside one another, at most
 * @param numberChars characters of a number, at most
 * @param tokens values and names whose places are kept, at most: each keeps {@link JsonTape#CELL_BYTES}
 * @param keys whether a key may stand twice in an object
 * @param unread fields whose values are checked, but whose insides are not kept
 */
public record JsonBounds(int depth, int numberChars, int tokens, Keys keys, Set<String> unread) {
    /** Deeper JSON is refused; no vendor's schema needs it, and it costs stack. */
    public static final int MAX_DEPTH = 64;

    /** Longer numbers are refused; nothing in a chat request needs them. */
    public static final int MAX_NUMBER_CHARS = 64;

    /** More tokens are refused: they cost memory beside their bytes. A request of 500 tools has some 200,000. */
    public static final int MAX_TOKENS = 250_000;

    /** Of requests: strict, so that upstream cannot read something else than what was looked at here. */
    public static final JsonBounds REQUEST =
            new JsonBounds(MAX_DEPTH, MAX_NUMBER_CHARS, MAX_TOKENS, Keys.STAND_ONCE, Set.of());

    /** Of what upstream says: a repeated key is no reason to lose an answer. */
    private static final JsonBounds ANSWER = new JsonBounds(512, 1_000, MAX_TOKENS, Keys.MAY_REPEAT, Set.of());

    /** The same, but of log probabilities, which are most of an answer that has them, only that they are there. */
    private static final JsonBounds LONG_ANSWER =
            new JsonBounds(512, 1_000, MAX_TOKENS, Keys.MAY_REPEAT, Set.of("logprobs"));

    /** An answer, or an event of one, that is longer has no log probabilities for us. */
    public static final int LONG_BYTES = 64 * 1024;

    /** Of an answer of this length, or an event of one. */
    public static JsonBounds answer(int bytes) {
        return bytes > LONG_BYTES ? LONG_ANSWER : ANSWER;
    }

    /** Of a request that was written here, of which arguments that a model wrote are a part, whatever is in them. */
    public static final JsonBounds WRITTEN = new JsonBounds(512, 1_000, MAX_TOKENS, Keys.MAY_REPEAT, Set.of());

    /** Of a request whose one field, of any length, is not looked into. */
    public static JsonBounds requestBeside(String field) {
        return new JsonBounds(MAX_DEPTH, MAX_NUMBER_CHARS, MAX_TOKENS, Keys.STAND_ONCE, Set.of(field));
    }

    /** Of an answer whose vectors stand in fields of these names: where, but not what is in them. */
    public static JsonBounds answerBeside(String... vectors) {
        return new JsonBounds(512, 1_000, MAX_TOKENS, Keys.MAY_REPEAT, Set.of(vectors));
    }

    /** Whether words may stand for numbers that are none, as servers in Python write them: those are read as no number. */
    boolean takesNoNumbers() {
        return keys == Keys.MAY_REPEAT;
    }

    /** How often a key may stand in one object. */
    public enum Keys {
        STAND_ONCE,
        MAY_REPEAT
    }
}
