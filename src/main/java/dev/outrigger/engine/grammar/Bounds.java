package dev.outrigger.engine.grammar;

/** What bounds a grammar, and what is written by it. */
public final class Bounds {
    /** Characters of a schema: OpenAI allows 120,000 in its names and values. */
    public static final int SCHEMA_CHARS = 256 * 1024;

    /** Objects and arrays inside one another in a schema; each costs stack. */
    public static final int SCHEMA_DEPTH = 128;

    /** Values and names in a schema. */
    public static final int SCHEMA_VALUES = 50_000;

    /** Characters of a number in a schema. */
    public static final int NUMBER_CHARS = 64;

    /** What a number's exponent in a schema may be, either way. */
    public static final int NUMBER_EXPONENT = 100;

    /** Different places for a value: a property, an item, a definition that is used. */
    public static final int RULES = 10_000;

    /** Ways in which one value may be made: the branches of {@code anyOf}, multiplied where several meet. */
    public static final int ALTERNATIVES = 64;

    /** Schemas that must hold together for one value: of {@code allOf}, references and branches. */
    public static final int PARTS = 256;

    /** Schemas that are looked into inside one another to join them, and {@code oneOf} in that; each costs stack. */
    public static final int JOINED = 600;

    public static final int ONE_OF = 16;

    /** Characters of the way to a place in a schema: each place keeps its own. */
    public static final int PATH_CHARS = 2_048;

    /** Characters of a name that a schema gives a member. */
    public static final int NAME_CHARS = 1_024;

    /** Cells of all automata of one grammar, of two bytes each. */
    public static final int CELLS = 1 << 20;

    /** Values of one {@code enum}. */
    public static final int ENUM_VALUES = 1_000;

    /** Patterns of names in one object; there are automata for each set of them that may match. */
    public static final int NAME_PATTERNS = 4;

    /** What an array must at least hold: an answer has a few thousand tokens. */
    public static final int LEAST_ITEMS = 1_000;

    /** What a string must at least hold. */
    public static final int LEAST_CHARACTERS = 10_000;

    /** Objects and arrays inside one another in an answer. Most parsers take more, and no app means it. */
    public static final int DEPTH = 64;

    /** Ways in which an answer so far is understood at once. What comes after them is not followed. */
    public static final int READINGS = 64;

    /** Compiled schemas that are kept. */
    public static final int GRAMMARS = 16;

    /** States in the midst of strings whose tokens are kept, for each vocabulary: some 15 kB each. */
    public static final int STRING_STATES = 32;

    private Bounds() {}
}
