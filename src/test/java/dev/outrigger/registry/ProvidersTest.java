package dev.outrigger.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProvidersTest {
    @Test
    void knowsThoseThatEverybodyReachesByTheSameNameAndNobodyElse() {
        assertEquals(Optional.of("openai"), Providers.at(URI.create("https://api.openai.com/v1")));
        assertEquals(
                Optional.of("gemini"), Providers.at(URI.create("https://generativelanguage.googleapis.com/v1beta")));
        assertEquals(Optional.empty(), Providers.at(URI.create("http://localhost:8000/v1")));
        assertEquals(Optional.empty(), Providers.at(URI.create("https://api.openai.com.evil.example/v1")));
    }
}
