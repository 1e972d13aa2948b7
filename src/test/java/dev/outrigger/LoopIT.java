package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.LocalCache;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sidecars whose backends are sidecars. */
class LoopIT {
    private static final String CHAT = "/v1/chat/completions";
    /** Asked for whole: one attempt each, so that what is counted is the loop. */
    private static final String QUESTION = OpenAiText.request("auto", "");

    @TempDir
    private Path folder;

    @Test
    void aRequestThatComesBackByWayOfAnotherIsRefused() throws Exception {
        // Given one that asks two, and two that asks one
        RunningSidecar.Ports one = RunningSidecar.Ports.free();
        RunningSidecar.Ports two = RunningSidecar.Ports.free();
        try (var first = sidecar("one", one, port(two.data()));
                var second = sidecar("two", two, port(one.data()))) {
            // When
            first.app().body(QUESTION).post(CHAT).then().statusCode(508);

            // Then it went round once
            first.awaitNothingInFlight();
            second.awaitNothingInFlight();
            assertEquals(1, first.count("outrigger.exchanges", "route", CHAT));
            assertEquals(1, second.count("outrigger.exchanges", "route", CHAT));
            assertEquals(1, first.count("outrigger.exchanges", "route", "/*", "outcome", "rejected"));

            first.app()
                    .body("{}")
                    .post("/v1/moderations")
                    .then()
                    .statusCode(508)
                    .body("error.message", containsString("leads back"));
        }
    }

    @Test
    void aChainOfSidecarsIsNoLoopAndIsTold() throws Exception {
        RunningSidecar.Ports two = RunningSidecar.Ports.free();
        try (var upstream = new ScriptedUpstream(Script.json(OpenAiText.answer("Hi")));
                var second = sidecar("two", two, upstream.url());
                var first = sidecar("one", RunningSidecar.Ports.free(), port(two.data()))) {
            first.app().body(QUESTION).post(CHAT).then().statusCode(200);

            List<String> hops = List.of(upstream.received()
                    .getLast()
                    .header("x-outrigger-hop")
                    .orElse("")
                    .split(", "));
            assertEquals(
                    List.of(first.server.edge().instance(), second.server.edge().instance()), hops);
        }
    }

    @Test
    void aChainHasAnEnd() throws Exception {
        try (var upstream = new ScriptedUpstream(Script.json(OpenAiText.answer("Hi")));
                var sidecar = sidecar("one", RunningSidecar.Ports.free(), upstream.url())) {
            sidecar.app()
                    .header("x-outrigger-hop", "1, 2, 3, 4, 5, 6, 7")
                    .body(QUESTION)
                    .post(CHAT)
                    .then()
                    .statusCode(200);
            sidecar.app()
                    .header("x-outrigger-hop", "1, 2, 3, 4, 5, 6, 7, 8")
                    .body(QUESTION)
                    .post(CHAT)
                    .then()
                    .statusCode(508)
                    .body("error.message", containsString("8 sidecars"));

            assertEquals(1, upstream.received().size());
            assertTrue(upstream.received()
                    .getLast()
                    .header("x-outrigger-hop")
                    .orElse("")
                    .startsWith("1, 2, "));
        }
    }

    private RunningSidecar sidecar(String name, RunningSidecar.Ports ports, URI backend) throws Exception {
        Path own = Files.createDirectories(folder.resolve(name));
        Path file = Files.writeString(own.resolve("outrigger.yaml"), ports.yaml() + RunningSidecar.oneRemote(backend));
        return new RunningSidecar(file, ports, LocalCache.empty(own));
    }

    private static URI port(int port) {
        return URI.create("http://localhost:" + port + "/v1");
    }
}
