package dev.outrigger.backend;

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
public sealed interface BackendSettings {
    /** The models of this process. */
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

            @Default("{}") EngineGuardSettings guard)
            implements BackendSettings {}

    /** A server that speaks OpenAI's dialect. */
    @Key("openai")
    @Doc("A server that speaks OpenAI's dialect: OpenAI itself, vLLM, Ollama, llama.cpp and many more.")
    record OpenAiServer(
            @Doc("Where the vendor's paths begin.") @Default("https://api.openai.com/v1")
            URI url,

            @Doc("The key to use; without it the app's own key is forwarded.")
            Optional<Secret> key,

            @Doc("Whether endpoints that are passed through may use the key too.") @Default("false")
            boolean lendKey,

            @Doc("Whether a stream's usage is asked for when the app did not.") @Default("true")
            boolean streamUsage,

            @Doc(
                    "Whether it speaks the Responses API too; else that is said in chat completions. Unless said, true where the url's host is api.openai.com.")
            Optional<Boolean> responses,

            @Default("{}") GuardSettings guard)
            implements BackendSettings, RemoteSettings {
        private static final String VENDORS_HOST = "api.openai.com";

        public OpenAiServer {
            RemoteSettings.check(url);
        }

        @Override
        public KeyHeader keyHeader() {
            return KeyHeader.BEARER;
        }

        @Override
        public List<String> dialects() {
            boolean speaks = responses.orElseGet(() -> VENDORS_HOST.equals(url.getHost()));
            return speaks ? List.of("openai", "openai-responses") : List.of("openai");
        }
    }
}
