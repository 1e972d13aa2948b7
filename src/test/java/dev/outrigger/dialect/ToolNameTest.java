package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Tool;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of tools that not every vendor takes are not said to those who do not. */
class ToolNameTest {
    private static final List<Dialect> DIALECTS =
            Spoken.all().stream().map(Spoken::dialect).toList();

    private static List<String> whoIsTold(String name) {
        Wish.Manner manner = Wish.Manner.of(
                List.of(new Tool(name, "", "{}", Tool.Kind.FUNCTION)), Optional.empty(), Optional.empty());
        return DIALECTS.stream()
                .filter(dialect -> dialect.encodeRequest(Wish.request(Wish.HI, manner), new ModelName("m"))
                        instanceof Encoding.Said)
                .map(Dialect::name)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "get_weather-2, 1, anthropic bedrock gemini ollama openai openai-responses",
        "files.read, 1, gemini ollama",
        "mcp:read, 1, gemini ollama",
        "wetter für, 1, gemini ollama",
        "a, 64, anthropic bedrock gemini ollama openai openai-responses",
        "a, 65, anthropic gemini ollama openai-responses",
        "a, 128, anthropic gemini ollama openai-responses",
        "a, 129, gemini ollama",
    })
    void onlyWhoTakesItIsTold(String name, int times, String dialects) {
        assertEquals(List.of(dialects.split(" ")), whoIsTold(name.repeat(times)));
    }
}
