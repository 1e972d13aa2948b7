package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verb, against an admin port that says what the test says. */
class ReportCommandTest {
    private static final String REPORT = """
            {"by":"tenant","since":"2026-11-30T10:00:00Z",
             "total":{"count":3,"inputTokens":30,"outputTokens":15,"dollars":0.5,"unpriced":1,"baseline":2.0,"saved":1.5,
              "rows":[{"name":"acme","count":2,"inputTokens":20,"outputTokens":10,"dollars":0.5,"unpriced":0,"baseline":2.0,"saved":1.5},
                      {"count":1,"inputTokens":10,"outputTokens":5,"dollars":0.0,"unpriced":1}]},
             "days":[]}
            """;

    @TempDir
    private Path folder;

    private final Shell shell = new Shell();
    private final List<String> asked = new ArrayList<>();

    private int report(int admin, String... arguments) throws IOException {
        Path config = Files.writeString(folder.resolve("outrigger.yaml"), "listen: { admin: " + admin + " }\n");
        List<String> all = new ArrayList<>(List.of("report", "--config", config.toString()));
        all.addAll(List.of(arguments));
        return shell.run(new ReportCommand(Map.of()), all.toArray(String[]::new));
    }

    private int answering(String body, String... arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            return report(server.getAddress().getPort(), arguments);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void showsATableForPeople() throws IOException {
        assertEquals(0, answering(REPORT, "--by", "tenant"));

        assertEquals(List.of("/report?by=tenant"), asked);
        assertEquals("""
                since 2026-11-30T10:00:00Z
                TENANT         COUNT  INPUT  OUTPUT  COST       UNPRICED  BASELINE   SAVED
                acme           2      20     10      $0.500000  0         $2.000000  $1.500000
                (not said)     1      10     5       $0.000000  1         -          -
                all exchanges  3      30     15      $0.500000  1         $2.000000  $1.500000
                """, shell.out());
    }

    @Test
    void handsOnWhatThePortTells() throws IOException {
        assertEquals(0, answering(REPORT, "--json"));

        assertEquals(List.of("/report?by=model"), asked);
        assertEquals(REPORT, shell.out());
    }

    @Test
    void saysThatNothingWasAskedYet() throws IOException {
        assertEquals(0, answering("{\"by\":\"model\",\"total\":{},\"days\":[]}"));

        assertEquals("no exchange has asked a model yet\n", shell.out());
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        assertEquals(1, report(free));

        assertTrue(shell.err().contains("no sidecar listens on the admin port " + free), shell.err());
    }

    @Test
    void refusesWhatIsNotCounted() throws IOException {
        assertEquals(2, report(7072, "--by", "weather"));

        assertTrue(shell.err().contains("--by must be app, tenant"), shell.err());
    }
}
