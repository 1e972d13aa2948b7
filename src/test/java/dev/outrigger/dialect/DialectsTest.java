package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialectsTest {
    private static final Dialects ALL =
            new Dialects(Spoken.all().stream().map(Spoken::dialect).toList());

    private static Dialects.Claim claim(String method, String path) {
        return ALL.claim(new RequestHead(method, path, "", name -> Optional.empty()))
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions/, openai",
        "/v1/messages/, anthropic",
        "/anthropic/v1/messages/, anthropic",
        "/v1beta/models/m:generateContent/, gemini",
        "/api/chat/, ollama"
    })
    void aSlashAtTheEndChangesNothing(String path, String dialect) {
        Dialects.Claim claim = claim("POST", path);

        assertEquals(dialect, claim.dialect().name());
        assertInstanceOf(Endpoint.Chat.class, claim.endpoint());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1//chat/completions",
                "//v1/chat/completions",
                "/v1/./chat/completions",
                "/v1/x/../chat/completions",
                "/v1/x/%2e%2E/chat/completions",
                "/v1/files/..",
                "/v1/chat%2Fcompletions"
            })
    void aPathThatCanBeReadInTwoWaysIsNobodys(String path) {
        assertInstanceOf(Endpoint.Gone.class, claim("POST", path).endpoint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/files/", "/v1/files/a..b", "/v1/files/.hidden", "/v1/files/a%2Fb"})
    void otherPathsAreTheVendorsAsTheyAre(String path) {
        Dialects.Claim claim = claim("GET", path);

        assertEquals(
                path.substring(3),
                assertInstanceOf(Endpoint.Other.class, claim.endpoint()).path());
    }
}
