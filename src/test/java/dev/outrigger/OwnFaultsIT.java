package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands beside the way of a request fails, and the request does not. */
class OwnFaultsIT {
    private static final int REQUESTS = 50;

    @TempDir
    private Path folder;

    @Test
    @Row("own.collector")
    void aCollectorThatNeverAnswersDelaysNobody() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            serves(URI.create("http://127.0.0.1:" + deaf.getLocalPort()));
        }
    }

    @Test
    @Row("own.collector")
    void aCollectorThatIsGoneDelaysNobody() throws Exception {
        serves(URI.create("http://127.0.0.1:9"));
    }

    private void serves(URI collector) throws Exception {
        try (var upstream = new ScriptedUpstream(Script.json(OpenAiText.answer("Hi")));
                var sidecar = RunningSidecar.remoteOnly(
                        folder,
                        RunningSidecar.oneRemote(upstream.url()) + "telemetry: { otlp: \"" + collector + "\" }\n")) {
            sidecar.awaitDetail("tracing", "on");
            long first = System.nanoTime();
            for (int i = 0; i < REQUESTS; i++)
                sidecar.app()
                        .body(OpenAiText.request("mini", ""))
                        .post("/v1/chat/completions")
                        .then()
                        .statusCode(200);
            Duration took = Duration.ofNanos(System.nanoTime() - first);
            // One that waited for the collector would wait for its time-out, ten seconds
            assertTrue(took.toSeconds() < 10, "took " + took);
        }
    }
}
