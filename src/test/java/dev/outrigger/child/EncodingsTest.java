package dev.outrigger.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.LogProb;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What is read is what was written, of all that the two processes say to each other. */
class EncodingsTest {
    /** Every record that some message may hold. */
    private static final List<Class<?>> RECORDS = records();

    private static List<Class<?>> records() {
        Set<Class<?>> seen = new LinkedHashSet<>();
        reach(Asked.class, seen);
        reach(Told.class, seen);
        return seen.stream().filter(Class::isRecord).toList();
    }

    private static void reach(Type type, Set<Class<?>> seen) {
        if (type instanceof ParameterizedType made) {
            for (Type argument : made.getActualTypeArguments()) reach(argument, seen);
        } else if (type instanceof Class<?> named && seen.add(named)) {
            if (named.isSealed()) for (Class<?> each : named.getPermittedSubclasses()) reach(each, seen);
            if (named.isRecord())
                for (RecordComponent each : named.getRecordComponents()) reach(each.getGenericType(), seen);
        }
    }

    private static <T> T crossed(Class<T> type, T value) {
        Encoding<T> encoding = Encodings.of(type);
        return encoding.of(encoding.bytes(value, Frames.MOST_BYTES));
    }

    @Test
    void reachesEveryVariantOfTheVocabulary() {
        for (Class<?> choice : List.of(Event.class, Failure.class, Part.class))
            assertTrue(RECORDS.containsAll(List.of(choice.getPermittedSubclasses())), choice.getName());
    }

    @Property(tries = 200)
    void everyRecordCrossesWhole(@ForAll long seed) {
        Samples samples = new Samples(seed);
        for (Class<?> type : RECORDS) {
            Object value = samples.of(type);
            assertCrosses(type, value);
        }
    }

    private static <T> void assertCrosses(Class<T> type, Object value) {
        T written = type.cast(value);
        assertEquals(Samples.words(written), Samples.words(crossed(type, written)));
    }

    @Property(tries = 2000)
    void noiseIsRefusedInWordsOrMeansSomething(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] noise = new byte[random.nextInt(64)];
        random.nextBytes(noise);
        // The first byte chooses the variant: a likely one goes further.
        if (noise.length > 0) noise[0] = (byte) random.nextInt(10);
        for (Class<?> type : List.of(Asked.class, Told.class)) assertReads(type, noise);
    }

    /** Messages with a byte changed get further still. */
    @Property(tries = 2000)
    void damageIsRefusedInWordsOrMeansSomething(@ForAll long seed) {
        Random random = new Random(seed);
        Asked asked = (Asked) new Samples(seed).of(Asked.class);
        byte[] bytes = Encodings.of(Asked.class).bytes(asked, Frames.MOST_BYTES);
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        assertReads(Asked.class, bytes);
    }

    private static void assertReads(Class<?> type, byte[] bytes) {
        try {
            Object meant = Encodings.of(type).of(bytes);
            assertTrue(type.isInstance(meant));
        } catch (WrongBytes refused) {
            assertTrue(refused.getMessage() != null);
        }
    }

    @Test
    void halfOfAPairOfSurrogatesCrosses() {
        String half = "a\ud83d";
        assertEquals(
                half,
                crossed(Event.TextDelta.class, new Event.TextDelta(0, half)).text());
    }

    @Test
    void endlessNestingIsRefused() {
        Part part = new Part.Text("x");
        for (int i = 0; i < 500; i++) part = new Part.ToolResult("id", List.of(part), false);
        byte[] bytes = Encodings.of(Part.class).bytes(part, Frames.MOST_BYTES);
        WrongBytes refused =
                assertThrows(WrongBytes.class, () -> Encodings.of(Part.class).of(bytes));
        assertEquals("values nest deeper than 256", refused.getMessage());
    }

    @Test
    void aListIsNotMadeBeforeItsElementsAreSeen() {
        Out out = new Out(100);
        out.int32(Integer.MAX_VALUE);
        assertEquals(
                "the bytes end too early",
                assertThrows(
                                WrongBytes.class,
                                () -> Encodings.of(Event.LogProbs.class).of(choiceThen(out)))
                        .getMessage());
    }

    private static byte[] choiceThen(Out list) {
        Out whole = new Out(100);
        whole.int32(0);
        for (byte each : list.array()) whole.oneByte(each);
        return whole.array();
    }

    @Test
    void whatIsLeftOverIsRefused() {
        byte[] bytes = Encodings.of(Asked.Free.class).bytes(new Asked.Free(7), 100);
        byte[] more = java.util.Arrays.copyOf(bytes, bytes.length + 1);
        assertEquals(
                "1 bytes are left over",
                assertThrows(
                                WrongBytes.class,
                                () -> Encodings.of(Asked.Free.class).of(more))
                        .getMessage());
    }

    @Test
    void whatIsTooLongIsNotWritten() {
        Passage passage = Passage.of("x".repeat(200));
        assertEquals(
                "more than 100 bytes",
                assertThrows(
                                WrongBytes.class,
                                () -> Encodings.of(Event.TextDelta.class).bytes(new Event.TextDelta(0, passage), 100))
                        .getMessage());
    }

    @Test
    void aTypeThatNobodyKnowsIsRefusedByName() {
        record Unknown(URI address) {}
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> Encodings.of(Unknown.class).bytes(new Unknown(URI.create("x")), 100));
        assertEquals("nobody knows how a java.net.URI is written", refused.getMessage());
    }

    @Test
    void describesAllThatIsSaid() {
        String asked = Encodings.describe(Asked.class);
        for (Class<?> type : List.of(dev.outrigger.chat.Sampling.class, Part.ToolResult.class))
            assertTrue(asked.contains(type.getName()), type.getName());
        assertTrue(Encodings.describe(Told.class).contains(LogProb.class.getName()));
        assertNotEquals(asked, Encodings.describe(Told.class));
    }

    @Test
    void aRecordMoreMakesAnotherVersion() {
        record More(int number) {}
        List<String> names = new ArrayList<>();
        names.add(Version.of(List.of()).name());
        names.add(Version.of(List.of(More.class)).name());
        names.add(Version.of(List.of(Event.Ping.class)).name());
        assertEquals(3, Set.copyOf(names).size());
        assertEquals(names.getFirst(), Version.of(List.of()).name());
    }
}
