package dev.outrigger.inject;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A variable of an app's environment that leads its SDK to the sidecar.
 *
 * @param unless a variable of such a name in the container keeps this one out
 * @param use what the SDK does with it
 */
record Variable(String name, String value, Pattern unless, Use use) {
    private static final String BARE = "http://127.0.0.1:7070";

    /** Ollama's clients dial it, and its server listens on it. */
    static final String OLLAMA = "OLLAMA_HOST";

    /** Never sent on by the sidecar. */
    private static final String DUMMY = "outrigger";

    /** Azure's clients throw, or ask a wrong path, when the plain base URL is there besides their own endpoint. */
    private static final String OPENAI = "OPENAI_BASE_URL|OPENAI_API_VERSION|AZURE_OPENAI_.*";

    /** What is added, in this order. A key goes only with an address of ours, and to no container that may have one. */
    static final List<Variable> ALL = List.of(
            address("OPENAI_BASE_URL", BARE + "/v1", OPENAI),
            key("OPENAI_API_KEY", OPENAI + "|OPENAI_API_KEY|OPENAI_ADMIN_KEY"),
            address("ANTHROPIC_BASE_URL", BARE, "ANTHROPIC_BASE_URL"),
            key(
                    "ANTHROPIC_API_KEY",
                    "ANTHROPIC_(BASE_URL|API_KEY|AUTH_TOKEN|PROFILE|IDENTITY_TOKEN|IDENTITY_TOKEN_FILE)"),
            address("GOOGLE_GEMINI_BASE_URL", BARE, "GOOGLE_GEMINI_BASE_URL"),
            key(
                    "GEMINI_API_KEY",
                    "GOOGLE_GEMINI_BASE_URL|GEMINI_API_KEY|GOOGLE_API_KEY|GOOGLE_GENAI_USE_(VERTEXAI|ENTERPRISE)"),
            address(OLLAMA, BARE, OLLAMA));

    enum Use {
        ADDRESS,
        KEY
    }

    private static Variable address(String name, String value, String unless) {
        return new Variable(name, value, Pattern.compile(unless), Use.ADDRESS);
    }

    private static Variable key(String name, String unless) {
        return new Variable(name, DUMMY, Pattern.compile(unless), Use.KEY);
    }

    /** Whether a container with variables of these names leaves room for it. */
    boolean isWantedBeside(Set<String> names) {
        return names.stream().noneMatch(unless.asMatchPredicate());
    }
}
