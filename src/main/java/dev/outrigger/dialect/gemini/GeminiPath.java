package dev.outrigger.dialect.gemini;

import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.PathName;
import dev.outrigger.dialect.QueryKeys;
import dev.outrigger.dialect.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a path of the Gemini API says: beside what it asks for also the model, and whether the answer is streamed. Source:
 * Gemini API, "Generating content" (https://ai.google.dev/api/generate-content).
 *
 * @param model as the app named it, decoded; may be blank
 */
record GeminiPath(String model, Method method) {
    private static final String PREFIX = "/gemini";
    private static final String MODELS = "/models/";

    /** Which version is asked upstream is the backend's URL to say. */
    private static final Set<String> VERSIONS = Set.of("/v1", "/v1beta", "/v1alpha");

    /** Ends of paths below {@code /v1} that are nobody else's. */
    private static final Set<String> METHODS =
            Stream.of(Method.values()).map(Method::word).collect(Collectors.toUnmodifiableSet());

    private static final Set<String> ALT = Set.of("alt", "$alt");

    /** What can be asked: a chat's answer, in two ways, or its tokens; vectors of one text, or of several. */
    enum Method {
        WHOLE("generateContent"),
        STREAM("streamGenerateContent"),
        COUNT("countTokens"),
        EMBED("embedContent"),
        EMBED_ALL("batchEmbedContents");

        private final String word;

        Method(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        /** Whether it is asked of models that chat. */
        boolean isOfChats() {
            return this != EMBED && this != EMBED_ALL;
        }

        /** The path as a pattern of few values. */
        String route() {
            return "/v1beta/models/*:" + word;
        }
    }

    /** What Gemini has below its {@code v1}: all else is another's, whatever keys it shows. */
    private static final Set<String> SHARED = Set.of(
            "models", "tunedModels", "files", "cachedContents", "operations", "batches", "corpora", "fileSearchStores");

    static Optional<Endpoint> endpoint(RequestHead head) {
        boolean prefixed = head.path().startsWith(PREFIX + "/");
        String path = prefixed ? head.path().substring(PREFIX.length()) : head.path();
        int end = path.indexOf('/', 1);
        String version = end < 0 ? "" : path.substring(0, end);
        if (!VERSIONS.contains(version)) return prefixed ? Optional.of(new Endpoint.Other(path)) : Optional.empty();
        String below = path.substring(end);
        if (!prefixed && version.equals("/v1") && !isOwn(head, below)) return Optional.empty();
        return Optional.of(below(head, below));
    }

    /** Of a path that two vendors share: by the header of its key, or by a method that is nobody else's. */
    private static boolean isOwn(RequestHead head, String below) {
        int end = below.indexOf('/', 1);
        String first = below.substring(Math.min(1, below.length()), end < 0 ? below.length() : end);
        if (SHARED.contains(first) && head.header("x-goog-api-key").isPresent()) return true;
        String decoded = PathName.decoded(below);
        return decoded.startsWith(MODELS) && METHODS.contains(decoded.substring(decoded.lastIndexOf(':') + 1));
    }

    private static Endpoint below(RequestHead head, String below) {
        Optional<GeminiPath> asked = head.method().equals("POST") ? read(below) : Optional.empty();
        if (asked.isPresent()) return of(asked.get(), below, QueryKeys.without(head.query()));
        if (!head.isQuestion()) return new Endpoint.Other(below);
        if (below.equals("/models")) return new Endpoint.Models();
        return below.startsWith(MODELS) && PathName.decoded(below).indexOf(':') < 0
                ? new Endpoint.Model(below, PathName.decoded(below).substring(MODELS.length()))
                : new Endpoint.Other(below);
    }

    private static Endpoint of(GeminiPath asked, String below, String query) {
        String route = asked.method().route();
        return switch (asked.method()) {
            case WHOLE, STREAM -> new Endpoint.Chat(route, below, query);
            case COUNT -> new Endpoint.CountTokens(route, below, query);
            case EMBED, EMBED_ALL -> new Endpoint.Embeddings(route, below, query, Optional.of(asked.model()));
        };
    }

    /** Of a path below the backend's URL, if it is about a chat. */
    static Optional<GeminiPath> read(String below) {
        String path = PathName.decoded(below);
        int colon = path.lastIndexOf(':');
        if (!path.startsWith(MODELS) || colon < MODELS.length()) return Optional.empty();
        String model = path.substring(MODELS.length(), colon);
        return Stream.of(Method.values())
                .filter(method -> path.substring(colon + 1).equals(method.word()))
                .map(method -> new GeminiPath(model, method))
                .findFirst();
    }

    /** Where this is asked below the backend's URL; a tuned model's name says where it stands. */
    String below() {
        String name = model.startsWith("tunedModels/") || model.startsWith("models/") ? "/" + model : MODELS + model;
        return encoded(name) + ":" + method.word();
    }

    /** The app's query for upstream: what is not streamed is wanted as JSON, whatever the app would take. */
    String query(String query) {
        return query(query, GeminiStreamWriter.Form.EVENTS);
    }

    /** The same; what is streamed is wanted in this form. */
    String query(String query, GeminiStreamWriter.Form form) {
        Stream<String> kept = Stream.of(query.split("&", -1))
                .filter(parameter -> !parameter.isEmpty() && !ALT.contains(name(parameter)));
        boolean asEvents = method == Method.STREAM && form == GeminiStreamWriter.Form.EVENTS;
        Stream<String> events = asEvents ? Stream.of("alt=sse") : Stream.empty();
        return Stream.concat(kept, events).collect(Collectors.joining("&"));
    }

    /** The form in which the app wants its answer: {@code sse}, {@code json}, …; empty when it did not say. */
    static String alt(String query) {
        return Stream.of(query.split("&", -1))
                .filter(parameter -> ALT.contains(name(parameter)))
                .map(parameter -> PathName.decoded(parameter.substring(parameter.indexOf('=') + 1)))
                // Google's own libraries say more after a semicolon: how enumerations are written.
                .map(value -> value.split(";", 2)[0])
                .findFirst()
                .orElse("");
    }

    private static String name(String parameter) {
        return PathName.decoded(parameter.split("=", 2)[0]);
    }

    private static String encoded(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "/-._~".indexOf(c) >= 0);
            if (plain) encoded.append(c);
            else encoded.append("%%%02X".formatted((int) c));
        }
        return encoded.toString();
    }
}
