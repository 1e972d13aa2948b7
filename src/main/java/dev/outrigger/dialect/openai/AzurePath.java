package dev.outrigger.dialect.openai;

import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.RequestHead;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The older paths of OpenAI's models at Azure, in which the name of a deployment stands for the model's and a version in
 * the query. Upstream is asked on the paths without: the version was meant for them alone. Source: "Azure OpenAI REST API
 * reference" (https://learn.microsoft.com/azure/ai-services/openai/reference).
 */
final class AzurePath {
    /** The route of a chat. */
    static final String ROUTE = "/openai/deployments/*/chat/completions";

    /** The route of embeddings. */
    static final String EMBEDDINGS = "/openai/deployments/*" + OpenAiEmbeddings.PATH;

    private static final String CHAT = "/chat/completions";
    private static final Pattern DEPLOYMENT = Pattern.compile("/openai/deployments/([^/]+)(/.+)");

    /** Stands between the name and the rest where the path is kept for the reading of the body. */
    private static final String MARK = "/deployments/";

    private AzurePath() {}

    static Optional<Endpoint> endpoint(RequestHead head) {
        Matcher path = DEPLOYMENT.matcher(head.path());
        if (!path.matches()) return Optional.empty();
        String below = path.group(2);
        return Optional.of(
                switch (head.method() + " " + below) {
                    case "POST " + CHAT -> new Endpoint.Chat(ROUTE, MARK + path.group(1) + CHAT, "");
                    case "POST " + OpenAiEmbeddings.PATH ->
                        new Endpoint.Embeddings(EMBEDDINGS, below, "", Optional.of(decoded(path.group(1))));
                    default -> new Endpoint.Gone("of a deployment's paths, chats and embeddings are served here");
                });
    }

    /** Its key and its version are meant for a deployment of Azure's, and none of this name is known. */
    static Optional<String> unpassable(Endpoint at) {
        boolean isAzures = switch (at) {
            case Endpoint.Chat chat -> chat.route().equals(ROUTE);
            case Endpoint.Embeddings embeddings -> embeddings.route().equals(EMBEDDINGS);
            default -> false;
        };
        return isAzures
                ? Optional.of("no model of this deployment's name is configured, and a deployment is nobody else's")
                : Optional.empty();
    }

    /** The deployment that a chat's path names. */
    static Optional<String> deployment(Endpoint.Chat at) {
        if (!at.route().equals(ROUTE)) return Optional.empty();
        return Optional.of(decoded(at.path().substring(MARK.length(), at.path().length() - CHAT.length())));
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return name;
        }
    }
}
