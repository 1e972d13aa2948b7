package dev.outrigger.engine.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Schemas made to take stack, time or memory: on a thread as small as the launcher makes them. */
class SmallStackTest {
    private static final int STACK_BYTES = 512 * 1024;

    @Test
    void takesNamesOfManyBytes() {
        assertEquals("", outcome("{\"properties\":{\"" + "一".repeat(Bounds.NAME_CHARS) + "\":{}}}"));
        assertEquals("", outcome("{\"properties\":{\"" + "\\u0001".repeat(Bounds.NAME_CHARS) + "\":{}}}"));
        // Names that part ways at each of many places
        assertEquals("", outcome("{\"properties\":{" + list(700, i -> "\"" + "一".repeat(i) + "\":{}") + "}}"));
    }

    @Test
    void refusesBranchesInsideBranchesWithoutEnd() {
        assertEquals("#/$defs/d16: oneOf must stand in at most 16 others", outcome(chain(3000, "null", "oneOf")));
        String required =
                "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"$ref\":\"#/$defs/d%d\"}}}";
        String deep = "{\"$ref\":\"#/$defs/d0\",\"$defs\":{"
                + list(
                        1000,
                        i -> "\"d" + i + "\":{\"oneOf\":[" + required.formatted(i + 1) + "," + required.formatted(i + 2)
                                + "]}")
                + "}}";
        assertTrue(outcome(deep).contains("oneOf must"), outcome(deep));
    }

    @Test
    void refusesPlacesFarFromTheRoot() {
        String key = "k".repeat(90_000);
        String schema = "{\"$ref\":\"#/$defs/" + key + "\",\"$defs\":{\"" + key + "\":{\"properties\":{"
                + list(4_000, i -> "\"p" + i + "\":{}") + "}}}}";
        assertEquals("#/$defs: must have ways to its places of at most 2048 characters", outcome(schema));
    }

    @Test
    void refusesCountsOfNothingInCounts() {
        assertTrue(outcome("{\"pattern\":\"^((){999999}){999999}$\"}").endsWith("steps to compile"));
    }

    @Test
    void looksThroughUnicodeOnceForAProperty() {
        // 26,000 properties: each looked for anew they took a minute and more
        String schema = "{\"properties\":{"
                + list(40, i -> "\"p" + i + "\":{\"pattern\":\"[" + "\\\\p{L}".repeat(600) + "\\\\P{L}" + i + "]\"}")
                + "}}";
        long before = System.nanoTime();
        assertEquals("", outcome(schema));
        assertTrue(System.nanoTime() - before < 5_000_000_000L);
    }

    @Test
    void readingsThatDifferAtTheBottomOfADeepStackAreTakenApartAtOnce() {
        // Given: 64 objects, told apart by a member after an array of 60 levels
        int depth = 60;
        String array = "{\"type\":\"array\",\"minItems\":1,\"items\":".repeat(depth) + "{\"type\":\"string\"}"
                + "}".repeat(depth);
        Grammar grammar = Grammar.schema("{\"$defs\":{\"deep\":" + array + "},\"anyOf\":["
                + list(
                        64,
                        i ->
                                "{\"type\":\"object\",\"required\":[\"a\",\"k\"],\"properties\":{\"a\":{\"$ref\":\"#/$defs/deep\"},"
                                        + "\"k\":{\"const\":" + i + "}}}")
                + "]}");
        GrammarState inside = grammar.start()
                .advance(bytes("{\"a\":" + "[".repeat(depth) + "\""))
                .orElseThrow();
        // Then: as the whole of an answer of some thousand tokens, of each of which hundreds are tried
        assertEquals(64, inside.readings());
        byte[] token = bytes("x".repeat(20_000));
        Optional<GrammarState> after = inside.advance(token);
        assertEquals(64, after.orElseThrow().readings());
        String end = "\"" + "]".repeat(depth) + ",\"k\":63}";
        assertTrue(after.get().advance(bytes(end)).orElseThrow().isComplete());
    }

    private static String chain(int length, String type, String keyword) {
        return "{\"$ref\":\"#/$defs/d0\",\"$defs\":{"
                + list(
                        length,
                        i -> "\"d" + i + "\":{\"" + keyword + "\":[{\"$ref\":\"#/$defs/d" + (i + 1) + "\"},{\"type\":\""
                                + type + "\"}]}")
                + ",\"d" + length + "\":{\"type\":\"boolean\"}}}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String list(int count, IntFunction<String> item) {
        return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(","));
    }

    /** Why it is refused; nothing if it is not. */
    private static String outcome(String schema) {
        CompletableFuture<String> outcome = new CompletableFuture<>();
        new Thread(
                        null,
                        () -> {
                            try {
                                Grammar.schema(schema);
                                outcome.complete("");
                            } catch (SchemaRefused refused) {
                                outcome.complete(refused.getMessage());
                            } catch (RuntimeException | Error cause) {
                                outcome.completeExceptionally(cause);
                            }
                        },
                        "small",
                        STACK_BYTES)
                .start();
        try {
            return outcome.join();
        } catch (CompletionException cause) {
            throw new AssertionError("not refused, but " + cause.getCause(), cause);
        }
    }
}
