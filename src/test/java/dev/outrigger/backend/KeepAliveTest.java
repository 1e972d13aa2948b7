package dev.outrigger.backend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the kernel knows of a connection to an upstream that says nothing. */
class KeepAliveTest {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

    /** In hundredths of a second, as the kernel writes it. */
    private static final long IDLE = KeepAlive.IDLE * 100L;

    private final HttpFixture http = new HttpFixture();

    @AfterEach
    void close() throws IOException {
        http.close();
    }

    @Test
    @Row("clock.dead-peer")
    void asksASilentPeerWhetherItIsThere() throws IOException {
        assumeTrue(Files.isReadable(TABLES.getFirst()));
        http.upstream.then(Script.hang());
        Run waiting = http.beginStream();
        await().until(() -> http.upstream.openConnections() == 1);

        await().until(() -> nextQuestion().isPresent());
        long next = nextQuestion().orElseThrow();
        assertTrue(next <= IDLE, "the kernel asks in " + next + " hundredths of a second");
        http.loop.run(waiting::cancel);
    }

    /** When the keepalive timer of the connection to upstream goes off; absent while another one runs, or none. */
    private OptionalLong nextQuestion() throws IOException {
        String to = String.format(Locale.ROOT, ":%04X", http.upstream.port());
        for (Path table : TABLES)
            try (Stream<String> lines = Files.lines(table)) {
                OptionalLong found = lines.map(line -> line.strip().split("\\s+"))
                        .filter(fields -> fields.length > 5 && fields[2].endsWith(to) && fields[5].startsWith("02:"))
                        .mapToLong(fields -> Long.parseLong(fields[5].substring(3), 16))
                        .findFirst();
                if (found.isPresent()) return found;
            }
        return OptionalLong.empty();
    }
}
