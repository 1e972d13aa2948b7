package dev.outrigger.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.stream.IntStream;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.AsyncHandler;
import org.jboss.logmanager.handlers.OutputStreamHandler;
import org.junit.jupiter.api.Test;

class LogOutputTest {
    /** As a console's, which writes at each line. */
    private static final class Written extends OutputStream {
        final List<String> writes = new ArrayList<>();

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            writes.add(new String(bytes, from, length, StandardCharsets.UTF_8));
        }
    }

    private final Written written = new Written();
    private final ExtHandler console = new OutputStreamHandler(written, new PatternFormatter("%s%n"));

    private static ExtLogRecord line(String text) {
        return new ExtLogRecord(Level.INFO, text, ExtLogRecord.FormatStyle.NO_FORMAT, "test");
    }

    @Test
    void writesManyLinesAtOnceAndLaterOnesEachAlone() {
        LogOutput.of(console).together(() -> {
            console.publish(line("a"));
            console.publish(line("b"));
            assertEquals(List.of(), written.writes);
        });
        console.publish(line("c"));

        assertEquals(List.of("a\nb\n", "c\n"), written.writes);
    }

    @Test
    void writesOfMoreThanItHoldsWhatItHas() {
        LogOutput.of(console).together(() -> IntStream.range(0, 1000).forEach(i -> console.publish(line("line " + i))));

        assertEquals(
                IntStream.range(0, 1000).mapToObj(i -> "line " + i + "\n").toList(),
                List.of(String.join("", written.writes).split("(?<=\n)")));
        assertTrue(written.writes.size() < 10, written.writes.size() + " writes");
    }

    @Test
    void writesWhatThereIsWhenItsLinesFail() {
        LogOutput output = LogOutput.of(console);

        assertThrows(
                IllegalStateException.class,
                () -> output.together(() -> {
                    console.publish(line("a"));
                    throw new IllegalStateException("b");
                }));

        assertEquals(List.of("a\n"), written.writes);
    }

    @Test
    void findsTheConsoleBehindAnotherHandlerAndLeavesThoseWithAThreadAlone() throws Exception {
        try (ExtHandler outer = new ExtHandler() {};
                AsyncHandler queued = new AsyncHandler()) {
            OutputStreamHandler behind = new OutputStreamHandler(new Written(), new PatternFormatter("%s%n"));
            queued.addHandler(behind);
            outer.setHandlers(new java.util.logging.Handler[] {console, queued});

            LogOutput.of(outer, new java.util.logging.ConsoleHandler()).together(() -> {
                assertFalse(console.isAutoFlush());
                assertTrue(behind.isAutoFlush());
            });
        }
    }

    @Test
    void leavesOneThatDoesNotWriteEachLineAsItIs() {
        console.setAutoFlush(false);

        LogOutput.of(console).together(() -> console.publish(line("a")));

        assertFalse(console.isAutoFlush());
        assertEquals(List.of(), written.writes);
    }
}
