package dev.outrigger.engine.grammar;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random schemas, held against another's validator. */
class GrammarPropertiesTest {
    @Property(tries = 1000)
    void whatASchemaMeansIsTaken(@ForAll long seed) {
        Sample sample = SchemaSamples.of(seed);
        String schema = sample.schema().toString();
        Grammar grammar = Grammar.schema(schema);
        Validator validator = new Validator(schema);
        RandomGenerator random = new SplittableRandom(seed);
        for (int i = 0; i < 5; i++) {
            String text = Writer.write(sample.value(random), random);
            assertTrue(validator.isValid(text), () -> text + " of " + schema);
            assertTrue(Texts.isWhole(grammar, text), () -> text + " of " + schema);
        }
    }

    @Property(tries = 1000)
    void whatIsTakenIsValid(@ForAll long seed) {
        Sample sample = SchemaSamples.of(seed);
        String schema = sample.schema().toString();
        Grammar grammar = Grammar.schema(schema);
        Validator validator = new Validator(schema);
        RandomGenerator random = new SplittableRandom(seed);
        byte[] bytes = Writer.write(sample.value(random), random).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 60; i++) {
            byte[] changed = change(bytes, random);
            boolean isTaken = grammar.start()
                    .advance(changed)
                    .filter(GrammarState::isComplete)
                    .isPresent();
            String text = new String(changed, StandardCharsets.UTF_8);
            if (isTaken) assertTrue(validator.isValid(changed), () -> text + " is not of " + schema);
        }
    }

    /** What begins as something valid, and only that, can be finished: so no state is without a way on. */
    @Property(tries = 100)
    void everyStateGoesOnOrEnds(@ForAll long seed) {
        Sample sample = SchemaSamples.of(seed);
        String schema = sample.schema().toString();
        RandomGenerator random = new SplittableRandom(seed);
        GrammarState state = Grammar.schema(schema).start();
        StringBuilder text = new StringBuilder();
        for (byte b : Writer.write(sample.value(random), random).getBytes(StandardCharsets.UTF_8)) {
            int[] next = next(state);
            assertTrue(next.length > 0, () -> text + " of " + schema);
            assertFalse(state.mustEnd());
            assertTrue(Arrays.stream(next).anyMatch(one -> one == (b & 0xff)));
            state = state.advance(new byte[] {b}).orElseThrow();
            text.append((char) (b & 0xff));
        }
        assertTrue(state.isComplete());
        assertTrue(state.mustEnd() == (next(state).length == 0), text::toString);
    }

    private static int[] next(GrammarState state) {
        int[] bytes = new int[256];
        int count = 0;
        for (int b = 0; b < 256; b++) if (state.accepts(new byte[] {(byte) b})) bytes[count++] = b;
        return Arrays.copyOf(bytes, count);
    }

    private static byte[] change(byte[] bytes, RandomGenerator random) {
        byte[] signs = "{}[],:\"\\ \n0129-.eE+tfnau_".getBytes(StandardCharsets.UTF_8);
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + random.nextInt(1 + random.nextInt(1 + bytes.length / 2)));
        byte[] put = random.nextBoolean()
                ? new byte[] {signs[random.nextInt(signs.length)]}
                : Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + random.nextInt(6)));
        byte[] changed = new byte[from + put.length + bytes.length - to];
        System.arraycopy(bytes, 0, changed, 0, from);
        System.arraycopy(put, 0, changed, from, put.length);
        System.arraycopy(bytes, to, changed, from + put.length, bytes.length - to);
        return changed;
    }
}
