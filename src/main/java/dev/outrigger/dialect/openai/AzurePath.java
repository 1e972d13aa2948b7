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

    private static final String CHAT = "/chat/completions";
    private static final Pattern DEPLOYMENT = Pattern.compile("/openai/deployments/([^/]+)(/.+)");

    /** Stands between the name and the rest where the path is kept for the reading of the body. */
    private static final String MARK = "/deployments/";

    private AzurePath() {}

    static Optional<Endpoint> endpoint(RequestHead head) {
        Matcher path = DEPLOYMENT.matcher(head.path());
        if (!path.matches()) return Optional.empty();
        boolean isChat = head.method().equals("POST") && path.group(2).equals(CHAT);
        return Optional.of(
                isChat ? new Endpoint.Chat(ROUTE, MARK + path.group(1) + CHAT, "") : new Endpoint.Other(path.group(2)));
    }

    /** The deployment that a chat's path names. */
    static Optional<String> deployment(Endpoint.Chat at) {
        if (!at.route().equals(ROUTE)) return Optional.empty();
        String name = at.path().substring(MARK.length(), at.path().length() - CHAT.length());
        try {
            return Optional.of(URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notEncoded) {
            return Optional.of(name);
        }
    }
}
