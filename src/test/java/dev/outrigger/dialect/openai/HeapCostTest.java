package dev.outrigger.dialect.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.json.JsonBounds;
import dev.outrigger.dialect.json.JsonTape;
import dev.outrigger.support.LargeBodies;
import dev.outrigger.support.OpenAiText;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a message costs on the heap beside its own bytes, measured by what its reading allocates: the bound on buffered
 * bytes is true only if that is what is counted.
 */
class HeapCostTest {
    private static final int LARGE = 15 * 1024 * 1024;

    /** What reading any message may take beside. */
    private static final long SMALL = 64 * 1024;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static long allocated(Supplier<?> action) {
        var _ = action.get();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Object result = action.get();
        long after = THREADS.getCurrentThreadAllocatedBytes();
        assertTrue(result != null);
        return after - before;
    }

    static Stream<Arguments> large() {
        return Stream.of(
                Arguments.of("ASCII", LargeBodies.text("m", LARGE, "All work and no play. ")),
                Arguments.of(
                        "one character that is not Latin", LargeBodies.text("m", LARGE, "work ".repeat(99) + "\u2014")),
                Arguments.of("Chinese", LargeBodies.text("m", LARGE, "\u6587")),
                Arguments.of("escapes", LargeBodies.text("m", LARGE, "\\u00e9\\n")),
                Arguments.of("an image", LargeBodies.image("m", LARGE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("large")
    void aLongRequestIsKeptOnceAndRewrittenWithoutACopy(String name, byte[] body) {
        // Given
        Bytes raw = Bytes.of(body);
        Inbound inbound = Wire.OPENAI.decodeRequest(OpenAiText.AT, raw) instanceof Dialect.Reading.Read read
                ? read.inbound()
                : null;
        assertTrue(inbound != null);
        Rewrite rewrite = new Rewrite(new ModelName("another"), Set.of(), Map.of(), Rewrite.StreamUsage.ASKED_FOR_US);
        // Then
        assertTrue(allocated(() -> Wire.OPENAI.decodeRequest(OpenAiText.AT, raw)) < SMALL);
        assertTrue(allocated(() -> Wire.OPENAI.rewriteRequest(inbound, rewrite)) < SMALL);
        assertTrue(inbound.readBytes() < SMALL);
    }

    static Stream<Arguments> manyParts() {
        return Stream.of(
                Arguments.of("messages", LargeBodies.messages("m", 45_000)),
                Arguments.of("tools", LargeBodies.tools("m", 1_500)),
                Arguments.of("stops", stops()));
    }

    private static byte[] stops() {
        String stops = "\"abcdefgh12\",".repeat(200_000);
        return OpenAiText.request("m", ",\"stop\":[" + stops + "\"a\"]")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("manyParts")
    void manyPartsCostNoMoreThanIsCounted(String name, byte[] body) {
        // Given
        Bytes raw = Bytes.of(body);
        Inbound inbound = assertInstanceOf(Dialect.Reading.Read.class, Wire.OPENAI.decodeRequest(OpenAiText.AT, raw))
                .inbound();
        // When
        long live = kept(() -> Wire.OPENAI.decodeRequest(OpenAiText.AT, raw));
        // Then
        assertTrue(live <= inbound.readBytes(), name + ": " + live + " of " + inbound.readBytes());
    }

    /** What is still there after a collection. */
    private static long kept(Supplier<?> action) {
        long before = used();
        Object result = action.get();
        try {
            return used() - before;
        } finally {
            Reference.reachabilityFence(result);
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void aRequestOfNothingButBracketsIsRefusedAtSmallCost() {
        // Given
        Bytes raw = Bytes.of(LargeBodies.brackets("m", LARGE));
        // When
        long cost = allocated(() -> Wire.OPENAI.decodeRequest(OpenAiText.AT, raw));
        // Then
        assertTrue(cost <= (long) JsonBounds.MAX_TOKENS * JsonTape.CELL_BYTES * 2, "cost " + cost);
    }

    @Test
    void aLongAnswerIsKeptOnce() {
        // Given
        Bytes answer = Bytes.of(OpenAiText.answer("\u6587".repeat(5 * 1024 * 1024)));
        // When
        long cost = allocated(() -> Wire.OPENAI.decodeAnswer(answer));
        // Then
        assertTrue(cost < SMALL, "cost " + cost);
    }

    @Test
    void aRequestThatWasLetGoKeepsNothing() {
        // Given
        Inbound[] inbound = new Inbound[1];
        long cost = kept(() -> {
            inbound[0] = assertInstanceOf(
                            Dialect.Reading.Read.class,
                            Wire.OPENAI.decodeRequest(OpenAiText.AT, Bytes.of(LargeBodies.image("m", LARGE))))
                    .inbound();
            inbound[0].letGo();
            return inbound;
        });
        assertTrue(cost < 1024 * 1024, "cost " + cost);
        assertEquals(new ModelName("m"), inbound[0].request().model());
        assertTrue(inbound[0].size() > LARGE);
    }
}
