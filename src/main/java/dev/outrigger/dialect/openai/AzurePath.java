package dev.outrigger.dialect.openai;

import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.PathName;
import dev.outrigger.dialect.RequestHead;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The older paths of OpenAI's models at Azure: a version stands in the query, and in most of them the name of a deployment
 * for the model's. Upstream is asked on the paths without: the version was meant for them alone. Those without a
 * deployment are named by what they share with OpenAI's; that of responses is their dialect's to claim. Source: "Azure
 * OpenAI REST API reference" (https://learn.microsoft.com/azure/ai-services/openai/reference).
 */
final class AzurePath {
    /** The route of a chat. */
    static final String ROUTE = "/openai/deployments/*/chat/completions";

    /** The route of embeddings. */
    static final String EMBEDDINGS = "/openai/deployments/*" + OpenAiEmbeddings.PATH;

    private static final String CHAT = "/chat/completions";

    /** What all of Azure's own routes begin with, and none of OpenAI's. */
    private static final String PREFIX = "/openai/";

    private static final String MODELS = PREFIX + "models";
    private static final Pattern DEPLOYMENT = Pattern.compile("/openai/deployments/([^/]+)(/.+)");

    /** Stands between the name and the rest where the path is kept for the reading of the body. */
    private static final String MARK = "/deployments/";

    private AzurePath() {}

    static Optional<Endpoint> endpoint(RequestHead head) {
        if (head.isQuestion() && head.path().equals(MODELS)) return Optional.of(new Endpoint.Models());
        if (head.isQuestion() && head.path().startsWith(MODELS + "/"))
            return Optional.of(
                    new Endpoint.Model(head.path(), PathName.decoded(head.path().substring(MODELS.length() + 1))));
        if (!head.path().startsWith(PREFIX)) return Optional.empty();
        Matcher path = DEPLOYMENT.matcher(head.path());
        if (!path.matches()) return Optional.empty();
        String below = path.group(2);
        return Optional.of(
                switch (head.method() + " " + below) {
                    case "POST " + CHAT -> new Endpoint.Chat(ROUTE, MARK + path.group(1) + CHAT, "");
                    case "POST " + OpenAiEmbeddings.PATH ->
                        new Endpoint.Embeddings(EMBEDDINGS, below, "", Optional.of(PathName.decoded(path.group(1))));
                    default -> new Endpoint.Gone("of a deployment's paths, chats and embeddings are served here");
                });
    }

    /** Its key and its version are meant for a deployment of Azure's, and none of this name is known. */
    static Optional<String> unpassable(Endpoint at) {
        boolean isAzures = switch (at) {
            case Endpoint.Chat chat -> chat.route().startsWith(PREFIX);
            case Endpoint.Embeddings embeddings -> embeddings.route().startsWith(PREFIX);
            case Endpoint.Model model -> model.path().startsWith(PREFIX);
            default -> false;
        };
        return isAzures
                ? Optional.of("no model of this deployment's name is configured, and a deployment is nobody else's")
                : Optional.empty();
    }

    /** The deployment that a chat's path names. */
    static Optional<String> deployment(Endpoint.Chat at) {
        if (!at.route().equals(ROUTE)) return Optional.empty();
        return Optional.of(
                PathName.decoded(at.path().substring(MARK.length(), at.path().length() - CHAT.length())));
    }
}
