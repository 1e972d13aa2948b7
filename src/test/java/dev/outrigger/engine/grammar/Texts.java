package dev.outrigger.engine.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;

/** Texts held against grammars. */
final class Texts {
    private Texts() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the text is a whole value of the grammar. */
    static boolean isWhole(Grammar grammar, String text) {
        return grammar.start()
                .advance(bytes(text))
                .filter(GrammarState::isComplete)
                .isPresent();
    }

    /** Whether the text can be the beginning of one. */
    static boolean begins(Grammar grammar, String text) {
        return grammar.start().accepts(bytes(text));
    }

    static void assertWhole(String schema, String... texts) {
        Grammar grammar = Grammar.schema(schema);
        for (String text : texts) assertTrue(isWhole(grammar, text), () -> text + " of " + schema);
    }

    static void assertNot(String schema, String... texts) {
        Grammar grammar = Grammar.schema(schema);
        for (String text : texts) assertTrue(!isWhole(grammar, text), () -> text + " is not of " + schema);
    }

    /** The schema is refused, in these words. */
    static void assertRefused(String words, String schema) {
        SchemaRefused refused = assertThrows(SchemaRefused.class, () -> Grammar.schema(schema));
        assertEquals(words, refused.getMessage());
    }
}
