package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.config.Binder;
import dev.outrigger.config.Bound;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    @CsvSource({
        "'{ kind: openai }', https://api.openai.com/v1/models",
        "'{ kind: openai, url: \"http://localhost:1/v1/\" }', http://localhost:1/v1/models",
        "'{ kind: anthropic }', https://api.anthropic.com/v1/models?limit=1000",
        "'{ kind: gemini }', https://generativelanguage.googleapis.com/v1beta/models?pageSize=1000",
        "'{ kind: ollama }', http://localhost:11434/api/tags",
        "'{ kind: vertex, url: \"https://eu-aiplatform.googleapis.com/v1/projects/p/locations/eu/publishers/google\" }',"
                + " https://eu-aiplatform.googleapis.com/v1beta1/publishers/google/models?pageSize=100&listAllVersions=true",
        "'{ kind: vertex-anthropic, url: \"https://v.example/v1/x\" }',"
                + " https://v.example/v1beta1/publishers/anthropic/models?pageSize=100&listAllVersions=true"
    })
    void isAskedWhereItTells(String text, String list) {
        assertEquals(List.of(URI.create(list)), ((RemoteSettings) bind(text).orElseThrow()).lists());
    }

    @ParameterizedTest
    @CsvSource({
        "https://bedrock-runtime.eu-west-1.amazonaws.com, https://bedrock.eu-west-1.amazonaws.com",
        "https://bedrock-runtime-fips.us-east-1.amazonaws.com/, https://bedrock-fips.us-east-1.amazonaws.com",
        "http://localhost:9/aws, http://localhost:9/aws"
    })
    void bedrockIsAskedForModelsAndProfilesAtItsOtherHost(String url, String base) {
        RemoteSettings bedrock = (RemoteSettings)
                bind("{ kind: bedrock, url: \"" + url + "\", discover: true }").orElseThrow();

        assertEquals(
                List.of(
                        URI.create(base + "/foundation-models"),
                        URI.create(base + "/inference-profiles?maxResults=1000"),
                        URI.create(base + "/inference-profiles?maxResults=1000&type=APPLICATION")),
                bedrock.lists());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ kind: openai, discover: always }",
                "{ kind: azure, url: \"https://a.example\", discover: true }",
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
