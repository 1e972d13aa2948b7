package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.config.Binder;
import dev.outrigger.config.Bound;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a backend is asked which models it has, and whose it is taken to be. */
class DiscoverSettingsTest {
    private static Bound<BackendSettings> bind(String text) {
        return Binder.bind("outrigger.yaml", text.getBytes(StandardCharsets.UTF_8), BackendSettings.class);
    }

    private static boolean discovers(String text) {
        return bind(text).orElseThrow() instanceof RemoteSettings remote && remote.discover();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "ollama", "anthropic", "gemini"})
    void isAskedOnlyWhereThatIsSaid(String kind) {
        assertEquals(false, discovers("{ kind: " + kind + " }"));
        assertTrue(discovers("{ kind: " + kind + ", discover: true }"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ kind: openai, discover: always }",
                "{ kind: bedrock, url: \"https://b.example\", discover: true }",
                "{ kind: engine, discover: true }",
                "{ kind: openai, discovers: true }"
            })
    void refusesAnythingElse(String text) {
        assertTrue(bind(text) instanceof Bound.Wrong<BackendSettings>, text);
    }

    @ParameterizedTest
    @CsvSource({
        "'{ kind: openai }', openai",
        "'{ kind: openai, url: \"http://localhost:1/v1\" }', ''",
        "'{ kind: openai, url: \"https://api.groq.com/openai/v1\" }', groq",
        "'{ kind: azure, url: \"https://a.openai.azure.com/openai/v1\" }', azure",
        "'{ kind: ollama }', ''",
        "'{ kind: anthropic }', anthropic",
        "'{ kind: gemini }', gemini",
        "'{ kind: vertex, url: \"https://v.example\" }', vertex",
        "'{ kind: vertex-anthropic, url: \"https://v.example\" }', vertex",
        "'{ kind: bedrock, url: \"https://b.example\" }', bedrock",
        "'{ kind: engine }', ''"
    })
    void isItsVendorsWhereItsHostOrKindSaysSo(String text, String provider) {
        assertEquals(
                Optional.of(provider).filter(said -> !said.isEmpty()),
                RemoteSettings.provider(bind(text).orElseThrow()));
    }
}
