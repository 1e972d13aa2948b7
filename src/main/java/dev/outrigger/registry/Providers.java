package dev.outrigger.registry;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Who runs the servers of a host, for those that everybody reaches by the same name. */
public final class Providers {
    private static final Map<String, String> BY_HOST = Map.ofEntries(
            Map.entry("api.openai.com", "openai"),
            Map.entry("api.anthropic.com", "anthropic"),
            Map.entry("generativelanguage.googleapis.com", "gemini"),
            Map.entry("api.mistral.ai", "mistral"),
            Map.entry("api.deepseek.com", "deepseek"),
            Map.entry("api.groq.com", "groq"),
            Map.entry("api.together.xyz", "together"),
            Map.entry("api.together.ai", "together"),
            Map.entry("api.x.ai", "xai"),
            Map.entry("api.cohere.com", "cohere"),
            Map.entry("api.cohere.ai", "cohere"));

    private Providers() {}

    /** Whose the address is; absent of one that may be anybody's, such as a server of the operator's own. */
    public static Optional<String> at(URI url) {
        return Optional.ofNullable(url.getHost()).map(BY_HOST::get);
    }
}
