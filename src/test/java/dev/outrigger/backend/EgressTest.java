package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressTest {
    private static final URI VENDOR = URI.create("https://api.vendor.com/v1");
    private static final URI PROXY = URI.create("http://proxy.corp:8080");

    private static Optional<URI> proxy(EgressSettings settings, URI url, String... environment) {
        Map<String, String> variables = environment.length == 0 ? Map.of() : Map.of(environment[0], environment[1]);
        return new Egress(settings, variables).proxy(url);
    }

    private static EgressSettings through(URI proxy, String... direct) {
        return new EgressSettings(Optional.of(proxy), List.of(direct), Optional.empty());
    }

    @Test
    void goesStraightWhenNothingIsSaid() {
        assertEquals(Optional.empty(), proxy(EgressSettings.DEFAULT, VENDOR));
    }

    @Test
    void goesThroughTheProxyThatTheFileNamesWhateverTheEnvironmentSays() {
        assertEquals(Optional.of(PROXY), proxy(through(PROXY), VENDOR, "HTTPS_PROXY", "http://other:1"));
    }

    @ParameterizedTest
    @CsvSource({"HTTPS_PROXY, http://env:1", "https_proxy, http://env:1", "HTTPS_PROXY, env:1"})
    void readsTheEnvironmentInEitherSpelling(String name, String value) {
        assertEquals(Optional.of(URI.create("http://env:1")), proxy(EgressSettings.DEFAULT, VENDOR, name, value));
    }

    @Test
    void takesTheVariableOfItsOwnScheme() {
        assertEquals(Optional.empty(), proxy(EgressSettings.DEFAULT, VENDOR, "HTTP_PROXY", "http://env:1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8000/v1", "http://127.0.0.1:1", "http://[::1]:1/v1"})
    void neverAsksAProxyForThisMachine(String url) {
        assertEquals(Optional.empty(), proxy(through(PROXY), URI.create(url)));
    }

    @ParameterizedTest
    @CsvSource({
        "api.vendor.com, true",
        "vendor.com, true",
        ".vendor.com, true",
        "*.vendor.com, true",
        "*, true",
        "API.Vendor.COM, true",
        "endor.com, false",
        "vendor.com.evil.org, false",
    })
    void reachesDirectlyWhatTheListNames(String pattern, boolean direct) {
        assertEquals(direct, proxy(through(PROXY, "elsewhere", pattern), VENDOR).isEmpty());
    }

    @Test
    void takesTheListFromTheEnvironmentWhereTheFileHasNone() {
        assertEquals(Optional.empty(), proxy(through(PROXY), VENDOR, "NO_PROXY", "a.b, .vendor.com"));
        assertEquals(Optional.of(PROXY), proxy(through(PROXY, "x.y"), VENDOR, "NO_PROXY", ".vendor.com"));
    }

    @ParameterizedTest
    @CsvSource({"https://proxy.corp, must be http", "socks5://p:1, must be http", "http://u:secret@p:1, no credentials"
    })
    void refusesAProxyItCannotUse(URI proxy, String rule) {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> through(proxy))
                .getMessage());

        assertTrue(message.contains(rule) && !message.contains("secret"), message);
    }

    @Test
    void refusesAuthoritiesThatAreNone(@TempDir Path folder) throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        Path garbage = Files.writeString(folder.resolve("garbage.pem"), "-----BEGIN CERTIFICATE-----\nx\n");
        for (Path file : List.of(empty, garbage, folder.resolve("none.pem"))) {
            Optional<Path> ca = Optional.of(file);
            String message = String.valueOf(assertThrows(
                            IllegalArgumentException.class, () -> new EgressSettings(Optional.empty(), List.of(), ca))
                    .getMessage());
            assertTrue(message.startsWith("ca must be a "), message);
        }
    }
}
