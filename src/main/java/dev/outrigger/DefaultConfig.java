package dev.outrigger;

import java.util.List;
import java.util.Map;

/**
 * The configuration there is without a file: the small local model, and each vendor whose key is in the environment. It is
 * written as the file a person would write, so that {@code outrigger config} can show it and one can start from it.
 */
public final class DefaultConfig {
    /** The name that mistakes and states show for it. */
    public static final String NAME = "built-in default";

    private static final String HERE = """
            backends:
              here: { kind: engine }
            """;
    private static final String SMOL = """
            models:
              smol: { backend: here, model: smollm2-135m-instruct, window: 1024, latency: 2.5 }
            """;

    /** Each with the model that is its vendor's usual choice for ordinary work. */
    private static final List<Provider> PROVIDERS = List.of(
            new Provider("OPENAI_API_KEY", """
                      openai: { kind: openai, key: { env: OPENAI_API_KEY } }
                    """, """
                      mini: { backend: openai, model: gpt-5-mini, quality: 0.85, latency: 3, rejects: [temperature, top_p], renames: { max_tokens: max_completion_tokens } }
                    """),
            new Provider("ANTHROPIC_API_KEY", """
                      anthropic: { kind: anthropic, key: { env: ANTHROPIC_API_KEY } }
                    """, """
                      claude: { backend: anthropic, model: claude-haiku-4-5, quality: 0.85, latency: 3 }
                    """),
            new Provider("GEMINI_API_KEY", """
                      gemini: { kind: gemini, key: { env: GEMINI_API_KEY } }
                    """, """
                      flash: { backend: gemini, model: gemini-2.5-flash, quality: 0.85, latency: 3 }
                    """));

    private DefaultConfig() {}

    /** The text, for this environment. */
    public static String yaml(Map<String, String> environment) {
        StringBuilder backends = new StringBuilder(HERE);
        StringBuilder models = new StringBuilder(SMOL);
        for (Provider provider : PROVIDERS) {
            if (environment.getOrDefault(provider.variable(), "").isBlank()) continue;
            backends.append(provider.backend());
            models.append(provider.model());
        }
        return backends.append(models).toString();
    }

    /** A vendor, and the lines for it where its key is in this variable. */
    private record Provider(String variable, String backend, String model) {}
}
