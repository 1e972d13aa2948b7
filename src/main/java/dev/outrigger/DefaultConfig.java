package dev.outrigger;

import java.util.Map;

/**
 * The configuration there is without a file: the small local model, and OpenAI when its key is in the environment. It is
 * written as the file a person would write, so that {@code outrigger config} can show it and one can start from it.
 */
public final class DefaultConfig {
    /** The name that mistakes and states show for it. */
    public static final String NAME = "built-in default";

    private static final String HERE = """
            backends:
              here: { kind: engine }
            """;
    private static final String OPENAI = """
              openai: { kind: openai, key: { env: OPENAI_API_KEY } }
            """;
    private static final String SMOL = """
            models:
              smol: { backend: here, model: smollm2-135m-instruct, window: 1024, quality: 0.35, latency: 2.5 }
            """;
    private static final String REMOTE = """
              mini: { backend: openai, model: gpt-5-mini, quality: 0.85, latency: 3, rejects: [temperature, top_p], renames: { max_tokens: max_completion_tokens } }
            """;

    private DefaultConfig() {}

    /** The text, for this environment. */
    public static String yaml(Map<String, String> environment) {
        boolean hasKey = !environment.getOrDefault("OPENAI_API_KEY", "").isBlank();
        return hasKey ? HERE + OPENAI + SMOL + REMOTE : HERE + SMOL;
    }
}
