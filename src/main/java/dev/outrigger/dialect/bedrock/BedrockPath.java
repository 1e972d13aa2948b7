package dev.outrigger.dialect.bedrock;

import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.PathName;
import dev.outrigger.dialect.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a path of Bedrock says: the model, whose name may hold colons and slashes, and what is asked of it. Source: Amazon
 * Bedrock, "Converse" (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html).
 *
 * @param model decoded; may be blank
 */
record BedrockPath(String model, Method method) {
    private static final String PREFIX = "/bedrock";
    private static final String MODEL = "/model/";
    private static final String MODELS = "/foundation-models";

    /** First segments of paths that no other vendor has. */
    private static final Set<String> OWN =
            Set.of("model", "guardrail", "guardrail-checks", "async-invoke", "foundation-models");

    /** What is asked of a model: its answer, in two ways, or the tokens of a request. */
    enum Method {
        WHOLE("converse"),
        STREAM("converse-stream"),
        COUNT("count-tokens");

        private final String word;

        Method(String word) {
            this.word = word;
        }

        /** The path as a pattern of few values. */
        String route() {
            return MODEL + "*/" + word;
        }
    }

    static Optional<Endpoint> endpoint(RequestHead head) {
        boolean prefixed = head.path().startsWith(PREFIX + "/");
        String path = prefixed ? head.path().substring(PREFIX.length()) : head.path();
        int end = path.indexOf('/', 1);
        String first = path.substring(Math.min(1, path.length()), end < 0 ? path.length() : end);
        if (!prefixed && !OWN.contains(first)) return Optional.empty();
        return Optional.of(
                switch (head.method()) {
                    case "POST" ->
                        read(path)
                                .map(asked -> of(asked.method(), path, head.query()))
                                .orElseGet(() -> new Endpoint.Other(path));
                    case "GET", "HEAD" -> listed(path);
                    default -> new Endpoint.Other(path);
                });
    }

    private static Endpoint of(Method method, String path, String query) {
        return switch (method) {
            case WHOLE, STREAM -> new Endpoint.Chat(method.route(), path, query);
            case COUNT -> new Endpoint.CountTokens(method.route(), path, query);
        };
    }

    private static Endpoint listed(String path) {
        if (path.equals(MODELS)) return new Endpoint.Models();
        return path.startsWith(MODELS + "/")
                ? new Endpoint.Model(path, PathName.decoded(path.substring(MODELS.length() + 1)))
                : new Endpoint.Other(path);
    }

    /** Of a path below the backend's URL, if it is about a chat. */
    static Optional<BedrockPath> read(String path) {
        int slash = path.lastIndexOf('/');
        if (!path.startsWith(MODEL) || slash < MODEL.length()) return Optional.empty();
        String model = PathName.decoded(path.substring(MODEL.length(), slash));
        return Stream.of(Method.values())
                .filter(method -> path.substring(slash + 1).equals(method.word))
                .map(method -> new BedrockPath(model, method))
                .findFirst();
    }

    /** Where this is asked below the backend's URL, encoded as AWS's SDKs do, whose signatures are over it. */
    String below() {
        return MODEL + encoded(model) + "/" + method.word;
    }

    private static String encoded(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
            if (plain) encoded.append(c);
            else encoded.append("%%%02X".formatted((int) c));
        }
        return encoded.toString();
    }
}
