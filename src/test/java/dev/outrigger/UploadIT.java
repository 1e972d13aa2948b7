package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.RawClient;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import dev.outrigger.support.Uploads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that are passed through while they are still being sent: late, refused, broken off, or taken by nobody. */
class UploadIT {
    private static final String FILES = "/v1/files";
    private static final long AT_ONCE_MILLIS = 100;
    private static final long BOUND_BYTES = 64L * 1024 * 1024;

    @TempDir
    private Path folder;

    @Test
    @Row("input.slow-loris")
    void blamesTheAppThatDoesNotSendItsBodyInTime() throws Exception {
        try (var listening = new Uploads();
                var sidecar = sidecarBefore(listening);
                var app = sidecar.raw()) {
            app.send(head(FILES, "content-length: 100000", "x-outrigger-deadline-ms: 150") + "some of it");

            assertTrue(app.until("\r\n\r\n").startsWith("HTTP/1.1 408"), app.until("\r\n\r\n"));
            listening.ended().get(5, TimeUnit.SECONDS);
            // Then its connection ends too, although the rest is still to come
            app.until("never said");
        }
    }

    @Test
    void anAppThatLeavesWhileItUploadsFreesUpstreamAtOnce() throws Exception {
        for (String framing : List.of("content-length: 100000", "transfer-encoding: chunked")) {
            try (var listening = new Uploads();
                    var app = sidecarBefore(listening)) {
                RawClient raw = app.raw();
                raw.send(head(FILES, framing) + "5\r\nhello\r\n");
                listening.awaitBytes("hello");

                long left = System.nanoTime();
                raw.reset();

                long millis = TimeUnit.NANOSECONDS.toMillis(listening.ended().get(5, TimeUnit.SECONDS) - left);
                assertTrue(millis < AT_ONCE_MILLIS, framing + ": after " + millis + " ms");
                // A truncated upload never looks whole
                assertFalse(listening.text().endsWith("0\r\n\r\n"), listening.text());
                Awaitility.await().until(() -> app.count("outrigger.exchanges", "outcome", "cancelled") == 1);
            }
        }
    }

    /** Whose upload has not begun leaves no connection to the next that is being closed. */
    @Test
    void anAppThatBreaksOffBreaksNobodyElses() throws Exception {
        try (var upstream = new ScriptedUpstream(Script.json("{}"));
                var sidecar = RunningSidecar.remoteOnly(folder, RunningSidecar.oneRemote(upstream.url()))) {
            for (int round = 0; round < 200; round++)
                try (var broken = sidecar.raw();
                        var whole = sidecar.raw()) {
                    broken.send(head(FILES, "transfer-encoding: chunked"));
                    whole.send(head(FILES, "content-length: 2") + "{}");
                    broken.send("no size\r\n");

                    assertTrue(whole.until("\r\n\r\n").startsWith("HTTP/1.1 200"), whole.until("\r\n\r\n"));
                }
        }
    }

    @Test
    void anUpstreamThatDoesNotReadHoldsTheAppBack() throws Exception {
        try (var deaf = new Uploads();
                var app = sidecarBefore(deaf)) {
            deaf.stopReading();
            RawClient raw = app.raw();
            raw.send(head(FILES, "content-length: " + Long.MAX_VALUE, "x-outrigger-deadline-ms: 5000"));
            AtomicLong sent = new AtomicLong();
            Thread sender = Thread.ofVirtual().start(() -> {
                String piece = "x".repeat(64 * 1024);
                try {
                    while (true) {
                        raw.send(piece);
                        sent.addAndGet(piece.length());
                    }
                } catch (IOException over) {
                    // The deadline passed.
                }
            });

            AtomicLong last = new AtomicLong(-1);
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(300))
                    .atMost(RunningSidecar.PATIENCE)
                    .until(() -> last.getAndSet(sent.get()) == sent.get());

            assertTrue(sent.get() < BOUND_BYTES, "sent " + sent.get());
            // Nor is it to blame that it did not get rid of it in time
            assertTrue(raw.until("\r\n\r\n").startsWith("HTTP/1.1 504"), raw.until("\r\n\r\n"));
            app.awaitNothingInFlight();
            sender.join(Duration.ofSeconds(10));
        }
    }

    /** Its app reads the error, and its connection does not outlive it, however much is still to come. */
    @Test
    void aRefusedUploadKeepsNoConnection() throws Exception {
        try (var listening = new Uploads();
                var sidecar = sidecarBefore(listening)) {
            for (int round = 0; round < 6; round++)
                try (var app = sidecar.raw()) {
                    String path = round % 2 == 0 ? "/nobodys" : FILES;
                    String origin = round % 2 == 0 ? "x: y" : "origin: null";
                    app.send(head(path, "content-length: 100000000", origin) + "x".repeat(1000));

                    assertTrue(app.until("[exchange ").startsWith("HTTP/1.1 40"), app.until("[exchange "));

                    // Then it ends, although the app neither sends the rest nor closes
                    app.until("never said");
                }
            assertEquals("", listening.text());
        }
    }

    private RunningSidecar sidecarBefore(Uploads listening) throws IOException {
        Path own = Files.createTempDirectory(folder, "own");
        return RunningSidecar.remoteOnly(own, RunningSidecar.oneRemote(listening.url()));
    }

    private static String head(String path, String... headers) {
        return "POST " + path + " HTTP/1.1\r\nhost: localhost\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }
}
