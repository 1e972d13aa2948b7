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
                    default -> new Endpoint.Other(below);
                });
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
