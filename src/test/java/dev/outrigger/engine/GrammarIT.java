package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.engine.grammar.Constraint;
import dev.outrigger.engine.grammar.Grammar;
import dev.outrigger.engine.grammar.TokenTrie;
import dev.outrigger.support.Heap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Grammars over SmolLM2's own vocabulary. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrammarIT {
    /** The aim is 3 MB; it takes half a megabyte, the tokens' own bytes not counted. */
    private static final long MOST_BYTES = 1 << 20;

    private static final String PERSON = """
            {"type":"object","properties":{"name":{"type":"string","maxLength":20},"age":{"type":"integer","minimum":0,"maximum":150},
             "tags":{"type":"array","items":{"enum":["red","green","blue"]},"maxItems":3}},"required":["name","age","tags"]}""";

    private final Vocabulary vocabulary;
    private final TokenTrie tokens;

    GrammarIT() throws IOException {
        try (Gguf file = Gguf.open(TestModels.smollm2().weights())) {
            vocabulary = Vocabulary.of(file);
        }
        tokens = TokenTrie.of(vocabulary.size(), vocabulary::bytes);
    }

    /** So that whatever a grammar wants can be written. Planes 4 to 11 (f1, f2) have no characters. */
    @Test
    void everyByteOfJsonIsAToken() {
        boolean[] isToken = new boolean[256];
        for (int token = 0; token < vocabulary.size(); token++)
            if (vocabulary.bytes(token).length == 1) isToken[vocabulary.bytes(token)[0] & 0xff] = true;
        for (int b = ' '; b < 0xf5; b++)
            if (b != 0xc0 && b != 0xc1 && b != 0xf1 && b != 0xf2) assertTrue(isToken[b], "byte " + b);
        assertTrue(isToken['\n'] && isToken['\t']);
    }

    @Test
    void theOrderOfTheTokensIsSmall() {
        long bytes = Heap.kept(() -> TokenTrie.of(vocabulary.size(), vocabulary::bytes), MOST_BYTES);
        assertTrue(bytes <= MOST_BYTES, bytes + " bytes");
    }

    @Test
    void whateverIsDrawnEndsInAPerson() throws JsonProcessingException {
        for (int seed = 0; seed < 20; seed++) {
            JsonNode person = new ObjectMapper().readTree(draw(Grammar.schema(PERSON), new SplittableRandom(seed)));
            assertTrue(person.get("name")
                            .asText()
                            .codePointCount(0, person.get("name").asText().length())
                    <= 20);
            assertTrue(person.get("age").isInt()
                    && person.get("age").asInt() >= 0
                    && person.get("age").asInt() <= 150);
            assertTrue(person.get("tags").isArray() && person.get("tags").size() <= 3);
            assertEquals(3, person.size());
        }
    }

    @Test
    void whateverIsDrawnEndsInAnObject() throws JsonProcessingException {
        for (int seed = 0; seed < 10; seed++) {
            String text = draw(Grammar.json(OutputFormat.Json.Root.OBJECT), new SplittableRandom(seed));
            assertTrue(new ObjectMapper().readTree(text).isObject(), text);
        }
    }

    /** Tokens that end something are drawn more often, so that there is an end. */
    private String draw(Grammar grammar, SplittableRandom random) {
        Constraint constraint = new Constraint(grammar, tokens);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (!constraint.mustEnd()) {
            int[] allowed = constraint.allowed();
            int[] ending = Arrays.stream(allowed)
                    .filter(token -> "}]\"".indexOf(vocabulary.bytes(token)[0]) >= 0)
                    .toArray();
            int[] kind = ending.length > 0 && random.nextInt(4) > 0 ? ending : allowed;
            int token = kind[random.nextInt(kind.length)];
            assertTrue(constraint.allows(token));
            text.writeBytes(vocabulary.bytes(token));
            constraint.take(token);
        }
        assertTrue(constraint.mayEnd());
        return text.toString(StandardCharsets.UTF_8);
    }
}
