package dev.outrigger.backend.google;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.backend.Egress;
import dev.outrigger.backend.EgressSettings;
import dev.outrigger.backend.GoogleCredentialSettings;
import dev.outrigger.backend.Lease;
import dev.outrigger.support.GoogleAccount;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoogleTokensTest {
    private static final String TOKEN = "{\"access_token\":\"minted\",\"expires_in\":3600,\"token_type\":\"Bearer\"}";

    @TempDir
    private Path folder;

    private ScriptedUpstream server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedUpstream();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private GoogleTokens tokens(String host, Egress egress) throws IOException {
        Path file =
                Files.writeString(folder.resolve("account.json"), GoogleAccount.file("http://" + host + "/v1/token"));
        return new GoogleTokens(new GoogleCredentialSettings.File(file), egress);
    }

    @Test
    void exchangesAnAccountsAssertion() throws IOException {
        server.then(Script.json(TOKEN));

        Lease<String> lease =
                tokens("127.0.0.1:" + server.port(), Egress.DIRECT).next();

        assertEquals("minted", lease.value());
        assertTrue(lease.expires().isAfter(Instant.now().plusSeconds(3000)), lease.toString());
        assertTrue(server.received().getFirst().body().contains("assertion="), "exchanged");
    }

    @Test
    void goesOutThroughTheProxy() throws IOException {
        server.then(Script.json(TOKEN));
        EgressSettings proxied = new EgressSettings(
                Optional.of(URI.create("http://127.0.0.1:" + server.port())), List.of(), Optional.empty());

        Lease<String> lease =
                tokens("tokens.invalid", new Egress(proxied, Map.of())).next();

        assertEquals("minted", lease.value());
        assertEquals(
                "http://tokens.invalid/v1/token", server.received().getFirst().path());
    }

    @Test
    void aRefusalIsToldByItsStatusAlone() throws IOException {
        server.then(Script.answer(
                400, "application/json", "{\"error\":\"invalid_grant\",\"error_description\":\"quoted-assertion\"}"));
        GoogleTokens tokens = tokens("127.0.0.1:" + server.port(), Egress.DIRECT);

        Exception thrown = assertThrows(Exception.class, tokens::next);

        assertFalse(tokens.why(thrown).contains("quoted"), tokens.why(thrown));
        assertTrue(tokens.why(thrown).startsWith("Google's "), tokens.why(thrown));
    }

    @Test
    void aMissingFileIsNamed() {
        Path none = folder.resolve("none.json");
        GoogleTokens tokens = new GoogleTokens(new GoogleCredentialSettings.File(none), Egress.DIRECT);

        Exception thrown = assertThrows(Exception.class, tokens::next);

        assertEquals("file " + none + " does not exist", tokens.why(thrown));
    }
}
