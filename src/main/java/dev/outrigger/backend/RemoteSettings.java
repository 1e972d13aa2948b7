package dev.outrigger.backend;

import dev.outrigger.config.Secret;
import dev.outrigger.registry.Providers;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What the settings of every backend over HTTP say. */
public interface RemoteSettings {
    /** What the key {@code url} says. */
    String URL = "Where the vendor's paths begin.";

    /** What the key {@code streamUsage} says. */
    String USAGE = "Whether a stream's usage is asked for when the app did not.";

    /** What the key {@code key} says. */
    String KEY = "The key to use; without it the app's own key is forwarded.";

    /** What it says where it is a token. */
    String TOKEN =
            "The access token to use, kept fresh by others; without it or credentials the app's own is forwarded.";

    /** What the key {@code discover} says. */
    String DISCOVER =
            "Whether it is asked every ten minutes which models it has, with the key here: GET /models on the admin port shows them, and a configured one that is not among them is warned of.";

    /** Where the vendor's paths begin. */
    URI url();

    /** The operator's key. */
    Optional<Secret> key();

    /** Whether endpoints that are passed through may use it. */
    boolean lendKey();

    /** Whether a stream's usage is asked for when the app did not; only some dialects have to be asked. */
    default boolean streamUsage() {
        return false;
    }

    GuardSettings guard();

    /** Whether upstream is asked now and then which models it has; only some can tell. */
    default boolean discover() {
        return false;
    }

    /** Where it is asked then: one list, or several that belong together. */
    default List<URI> lists() {
        return ModelLists.below(this);
    }

    /** Who runs the backend, as the price list names them; absent of a server that may be anybody's, and of this process. */
    static Optional<String> provider(BackendSettings backend) {
        return switch (backend) {
            case BackendSettings.Engine engine -> Optional.empty();
            case BackendSettings.AzureServer azure -> Optional.of("azure");
            case BackendSettings.VertexServer vertex -> Optional.of("vertex");
            case BackendSettings.VertexAnthropicServer vertex -> Optional.of("vertex");
            case HandoffSettings handoff -> Optional.empty();
            case BedrockSettings bedrock -> Optional.of("bedrock");
            case BackendSettings.OpenAiServer server -> Providers.at(server.url());
            case BackendSettings.OllamaServer server -> Providers.at(server.url());
            case BackendSettings.AnthropicServer server -> Providers.at(server.url());
            case BackendSettings.GeminiServer server -> Providers.at(server.url());
        };
    }

    /** Where upstream expects the key. */
    default KeyHeader keyHeader() {
        return KeyHeader.BEARER;
    }

    /** Names of the dialects upstream speaks; apps that speak none of them are served in the first. */
    List<String> dialects();

    /**
     * Looks whether a vendor can be reached at this URL.
     *
     * @throws IllegalArgumentException with the rule that it breaks
     */
    static void check(URI url) {
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null)
            throw new IllegalArgumentException("url must be http:// or https:// with a host");
        if (url.getUserInfo() != null || url.getQuery() != null)
            throw new IllegalArgumentException("url must hold neither credentials nor a query");
    }
}
