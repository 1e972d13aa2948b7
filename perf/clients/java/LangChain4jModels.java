import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;

/** LangChain4j's modules, which are built each in its own way; none reads its address from the environment. */
enum LangChain4jModels {
    openai("OPENAI_BASE_URL") {
        @Override
        ChatModel whole(String model, String key, int retries) {
            return OpenAiChatModel.builder().baseUrl(url).apiKey(key).modelName(model).maxRetries(retries)
                    .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA).strictJsonSchema(true).build();
        }

        @Override
        StreamingChatModel streamed(String model) {
            return OpenAiStreamingChatModel.builder().baseUrl(url).apiKey(KEY).modelName(model).build();
        }
    },
    anthropic("ANTHROPIC_BASE_URL") {
        @Override
        ChatModel whole(String model, String key, int retries) {
            return AnthropicChatModel.builder().baseUrl(url).apiKey(key).modelName(model).maxTokens(100).maxRetries(retries)
                    .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA).build();
        }

        @Override
        StreamingChatModel streamed(String model) {
            return AnthropicStreamingChatModel.builder().baseUrl(url).apiKey(KEY).modelName(model).maxTokens(100).build();
        }
    },
    gemini("GOOGLE_GEMINI_BASE_URL") {
        @Override
        ChatModel whole(String model, String key, int retries) {
            return GoogleAiGeminiChatModel.builder().baseUrl(url).apiKey(key).modelName(model).maxRetries(retries)
                    .returnThinking(true).sendThinking(true)
                    .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA).build();
        }

        @Override
        StreamingChatModel streamed(String model) {
            return GoogleAiGeminiStreamingChatModel.builder().baseUrl(url).apiKey(KEY).modelName(model)
                    .returnThinking(true).sendThinking(true).build();
        }
    },
    ollama("OLLAMA_HOST") {
        @Override
        ChatModel whole(String model, String key, int retries) {
            return OllamaChatModel.builder().baseUrl(url).modelName(model).maxRetries(retries)
                    .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA).build();
        }

        @Override
        StreamingChatModel streamed(String model) {
            return OllamaStreamingChatModel.builder().baseUrl(url).modelName(model).build();
        }
    };

    static final String KEY = "app-key";
    final String url;

    LangChain4jModels(String variable) {
        url = System.getenv(variable);
    }

    abstract ChatModel whole(String model, String key, int retries);

    abstract StreamingChatModel streamed(String model);
}
