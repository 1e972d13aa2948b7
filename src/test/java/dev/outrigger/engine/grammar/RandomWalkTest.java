package dev.outrigger.engine.grammar;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.OutputFormat;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever is drawn of what is allowed ends as a valid value. */
class RandomWalkTest {
    private static final TokenTrie TOKENS = Walk.smallTokens();
    private static final int MOST_TOKENS = 3_000;

    @Property(tries = 100)
    void endsInAValueOfTheSchema(@ForAll long seed) {
        String schema = SchemaSamples.of(seed).schema().toString();
        Validator validator = new Validator(schema);
        Grammar grammar = Grammar.schema(schema);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 3; i++) {
            Optional<byte[]> text = new Walk(grammar, TOKENS, Walk.smallVocabulary(), random).run(MOST_TOKENS);
            if (text.isPresent()) assertTrue(validator.isValid(text.get()), () -> said(text) + " of " + schema);
        }
    }

    @Property(tries = 100)
    void endsInJson(@ForAll long seed, @ForAll OutputFormat.Json.Root root) {
        Grammar grammar = Grammar.json(root);
        Validator validator = new Validator(root == OutputFormat.Json.Root.OBJECT ? "{\"type\":\"object\"}" : "true");
        Optional<byte[]> text =
                new Walk(grammar, TOKENS, Walk.smallVocabulary(), new SplittableRandom(seed)).run(MOST_TOKENS);
        if (text.isPresent()) assertTrue(validator.isValid(text.get()), () -> said(text));
    }

    private static String said(Optional<byte[]> text) {
        return new String(text.orElseThrow(), StandardCharsets.UTF_8);
    }
}
