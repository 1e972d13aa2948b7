package dev.outrigger.backend;

import dev.outrigger.config.DataSize;
import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Key;
import dev.outrigger.config.Range;
import dev.outrigger.config.Secret;
import dev.outrigger.config.Variants;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** An entry of the section {@code backends}: where models are reached. */
@Variants(field = "kind")
@Doc("Where models are reached.")
public sealed interface BackendSettings
        permits BackendSettings.Engine,
                BackendSettings.OpenAiServer,
                BackendSettings.OllamaServer,
                BackendSettings.AnthropicServer,
                BackendSettings.GeminiServer,
                BackendSettings.AzureServer,
                BackendSettings.VertexServer,
                BackendSettings.VertexAnthropicServer,
                BedrockSettings,
                HandoffSettings {
    /** The models of this process, or of one that belongs to it. */
    @Doc("Models of this process, through DJL.")
    record Engine(
            @Doc("Answers generated at once.") @Default("4") @Range(min = "1", max = "64")
            int slots,

            @Doc("Tokens of the longest chat, its answer included; each slot keeps memory for as many.")
            @Default("1024")
            @Range(min = "64", max = "8192")
            int context,

            @Doc("Answers that may wait for a slot.") @Default("32") @Range(min = "0", max = "4096")
            int queue,

            @Doc("Tokens of an answer whose request names no bound.") @Default("512") @Range(min = "1", max = "8192")
            int answerTokens,

            @Doc("CPU threads of one operator of a model that answers.") @Default("1") @Range(min = "1", max = "64")
            int threads,

            @Doc(
                    "Adapters (models.*.adapters) of one model in memory at once: those in use, and those used last. An answer whose adapter finds no place waits.")
            @Default("4")
            @Range(min = "1", max = "64")
            int residentAdapters,

            @Doc("Memory that the adapters of one model may take together; one that takes more alone is refused.")
            @Default("256MiB")
            @Range(min = "1MiB", max = "64GiB")
            DataSize adapterBytes,

            @Doc("The widest rank that an adapter may have.") @Default("256") @Range(min = "1", max = "1024")
            int adapterRank,

            @Doc(
                    "Where local models compute, the analyzer's too: here, or in a process of their own, whose crash costs its own answers alone.")
            @Default("in-process")
            EnginePlace process,

            @Default("{}") EngineGuardSettings guard)
            implements BackendSettings {}

    /** A server that speaks OpenAI's dialect. */
    @Key("openai")
    @Doc("A server that speaks OpenAI's dialect: OpenAI itself, vLLM, Ollama, llama.cpp and many more.")
    record OpenAiServer(
            @Doc(RemoteSettings.URL) @Default("https://api.openai.com/v1")
            URI url,

            @Doc(RemoteSettings.KEY) Optional<Secret> key,

            @Doc("Whether endpoints that are passed through may use the key too.") @Default("false")
            boolean lendKey,

            @Doc(RemoteSettings.USAGE) @Default("true") boolean streamUsage,

            @Doc(
                    "Whether it speaks the Responses API too; else that is said in chat completions. Unless said, true where the url's host is api.openai.com.")
            Optional<Boolean> responses,

            @Doc(RemoteSettings.DISCOVER) @Default("false") boolean discover,

            @Default("{}") GuardSettings guard)
            implements BackendSettings, RemoteSettings {
        private static final String VENDORS_HOST = "api.openai.com";

        public OpenAiServer {
            RemoteSettings.check(url);
        }

        @Override
        public List<String> dialects() {
            boolean speaks = responses.orElseGet(() -> VENDORS_HOST.equals(url.getHost()));
            return speaks ? List.of("openai", "openai-responses") : List.of("openai");
        }
    }

    /** A server of models that speaks Ollama's own dialect. */
    @Key("ollama")
    @Doc("Ollama in its own dialect; what it speaks of OpenAI's is a backend of kind openai.")
    record OllamaServer(
            @Doc(RemoteSettings.URL) @Default("http://localhost:11434/api")
            URI url,

            @Doc("The key to use, where the server wants one; without it the app's own key is forwarded.")
            Optional<Secret> key,

            @Doc("Whether endpoints that are passed through may use the key too.") @Default("false")
            boolean lendKey,

            @Doc(RemoteSettings.DISCOVER) @Default("false") boolean discover,

            @Default("{}") GuardSettings guard)
            implements BackendSettings, RemoteSettings {
        public OllamaServer {
            RemoteSettings.check(url);
        }

        @Override
        public List<String> dialects() {
            return List.of("ollama");
        }
    }

    /** A server that speaks Anthropic's dialect. */
    @Key("anthropic")
    @Doc("A server that speaks Anthropic's dialect: Anthropic itself, and those compatible with its Messages API.")
    record AnthropicServer(
            @Doc(RemoteSettings.URL) @Default("https://api.anthropic.com/v1")
            URI url,

            @Doc(RemoteSettings.KEY) Optional<Secret> key,

            @Doc("Whether endpoints that are passed through may use the key too.") @Default("false")
            boolean lendKey,

            @Doc(RemoteSettings.DISCOVER) @Default("false") boolean discover,

            @Default("{}") GuardSettings guard)
            implements BackendSettings, RemoteSettings {
        public AnthropicServer {
            RemoteSettings.check(url);
        }

        @Override
        public KeyHeader keyHeader() {
            return KeyHeader.X_API_KEY;
        }

        @Override
        public List<String> dialects() {
            return List.of("anthropic");
        }
    }

    /** A server that speaks Gemini's dialect. */
    @Key("gemini")
    @Doc("The Gemini API, or a server that speaks its dialect.")
    record GeminiServer(
            @Doc("Where the vendor's paths begin, its version included.")
            @Default("https://generativelanguage.googleapis.com/v1beta")
            URI url,

            @Doc(RemoteSettings.KEY) Optional<Secret> key,

            @Doc("Whether endpoints that are passed through may use the key too.") @Default("false")
            boolean lendKey,

            @Doc(RemoteSettings.DISCOVER) @Default("false") boolean discover,

            @Default("{}") GuardSettings guard)
            implements BackendSettings, RemoteSettings {
        public GeminiServer {
            RemoteSettings.check(url);
        }

        @Override
        public KeyHeader keyHeader() {
            return KeyHeader.X_GOOG_API_KEY;
        }

        @Override
        public List<String> dialects() {
            return List.of("gemini");
        }
    }

    /** OpenAI's models at Azure, through the API whose path names no version. */
    @Key("azure")
    @Doc("OpenAI's models at Azure. A model's name is that of its deployment.")
    record AzureServer(
            @Doc("Where the vendor's paths begin, for example https://NAME.openai.azure.com/openai/v1.")
            URI url,

            @Doc(RemoteSettings.KEY) Optional<Secret> key,

            @Doc("Whether endpoints that are passed through may use the key too.") @Default("false")
            boolean lendKey,

            @Doc(RemoteSettings.USAGE) @Default("true") boolean streamUsage,

            @Default("{}") GuardSettings guard)
            implements BackendSettings, RemoteSettings {
        public AzureServer {
            RemoteSettings.check(url);
        }

        @Override
        public KeyHeader keyHeader() {
            return KeyHeader.API_KEY;
        }

        @Override
        public List<String> dialects() {
            return List.of("openai");
        }
    }

    /** Gemini's models at Google Cloud. */
    @Key("vertex")
    @Doc("Gemini's models at Google Cloud.")
    record VertexServer(
            @Doc("Where the models are, for example"
                    + " https://REGION-aiplatform.googleapis.com/v1/projects/P/locations/REGION/publishers/google.")
            URI url,

            @Doc(RemoteSettings.TOKEN) Optional<Secret> key,

            Optional<GoogleCredentialSettings> credentials,

            @Doc("Whether endpoints that are passed through may use the token too.") @Default("false")
            boolean lendKey,

            @Doc(RemoteSettings.DISCOVER) @Default("false") boolean discover,

            @Default("{}") GuardSettings guard)
            implements BackendSettings, RemoteSettings {
        public VertexServer {
            RemoteSettings.check(url);
            GoogleCredentialSettings.check(key, credentials);
        }

        @Override
        public List<URI> lists() {
            return ModelLists.ofVertex(url, "google");
        }

        @Override
        public List<String> dialects() {
            return List.of("gemini");
        }
    }

    /** Anthropic's models at Google Cloud. */
    @Key("vertex-anthropic")
    @Doc("Anthropic's models at Google Cloud.")
    record VertexAnthropicServer(
            @Doc("Where the models are, for example"
                    + " https://REGION-aiplatform.googleapis.com/v1/projects/P/locations/REGION/publishers/anthropic.")
            URI url,

            @Doc(RemoteSettings.TOKEN) Optional<Secret> key,

            Optional<GoogleCredentialSettings> credentials,

            @Doc("Whether endpoints that are passed through may use the token too.") @Default("false")
            boolean lendKey,

            @Doc(RemoteSettings.DISCOVER) @Default("false") boolean discover,

            @Default("{}") GuardSettings guard)
            implements BackendSettings, RemoteSettings {
        public VertexAnthropicServer {
            RemoteSettings.check(url);
            GoogleCredentialSettings.check(key, credentials);
        }

        @Override
        public List<URI> lists() {
            return ModelLists.ofVertex(url, "anthropic");
        }

        @Override
        public List<String> dialects() {
            return List.of("anthropic");
        }
    }
}
