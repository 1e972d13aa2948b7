package dev.outrigger.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.dialect.json.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The models that a server says it has. Sources: OpenAI, "List models"; Anthropic, "List Models"
 * (https://docs.claude.com/en/api/models-list); Gemini, "models.list" (https://ai.google.dev/api/models); Ollama, "List Local
 * Models" (https://docs.ollama.com/api/tags); Bedrock, "ListFoundationModels" and "ListInferenceProfiles"
 * (https://docs.aws.amazon.com/bedrock/latest/APIReference/); Vertex AI, "publishers.models.list"
 * (https://cloud.google.com/vertex-ai/docs/reference/rest/v1beta1/publishers.models/list).
 *
 * @param names as its requests name them
 * @param whole whether there are no others
 * @param next what to add to the query for the next page; absent where there is none, or none can be asked for
 */
public record OfferedModels(List<String> names, boolean whole, Optional<String> next) {
    /** A longer name is no model's. */
    static final int MOST_CHARACTERS = 200;

    /** A longer mark of a page is none; Bedrock's may have 2,048. */
    static final int MOST_MARK = 4_096;

    /** Under which key each vendor tells its models. */
    private static final List<String> LISTS =
            List.of("data", "models", "modelSummaries", "inferenceProfileSummaries", "publisherModels");

    /**
     * Of a vendor's own models.
     * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html
     */
    private static final Pattern LISTED_ARN = Pattern.compile("arn:[^/]*:(foundation-model|inference-profile)/.*");

    /** Vertex' endpoints are named so. */
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    public OfferedModels {
        names = List.copyOf(names);
    }

    /** A list that has no further page. */
    public OfferedModels(List<String> names, boolean whole) {
        this(names, whole, Optional.empty());
    }

    /** Where a server of this dialect tells them, below its URL; absent where it cannot tell. */
    public static Optional<String> path(String dialect) {
        return switch (dialect) {
            case "openai" -> Optional.of("/models");
            case "anthropic" -> Optional.of("/models?limit=1000");
            case "gemini" -> Optional.of("/models?pageSize=1000");
            case "ollama" -> Optional.of("/tags");
            default -> Optional.empty();
        };
    }

    /** Reads what it answered, of any of these dialects; absent when it is no list of models. */
    public static Optional<OfferedModels> decode(byte[] body) {
        try {
            return of(Json.LENIENT.readTree(body));
        } catch (IOException broken) {
            return Optional.empty();
        }
    }

    /**
     * Whether a server that tells all its models would tell this one: not what somebody set up for himself there, as
     * Bedrock's throughputs, routers, profiles and models of one account, and Vertex' endpoints are.
     *
     * @param name as the configuration has it
     */
    public static boolean isOfLists(String name) {
        if (name.startsWith("arn:")) return LISTED_ARN.matcher(name).matches();
        return !name.contains("endpoints/")
                && !name.startsWith("projects/")
                && !DIGITS.matcher(name).matches();
    }

    /** These and those of a further page, or of another list. */
    public OfferedModels and(OfferedModels more) {
        return new OfferedModels(
                Stream.concat(names.stream(), more.names.stream()).toList(), more.whole, more.next);
    }

    /** The same, of which nobody asks the next page. */
    public OfferedModels cut() {
        return new OfferedModels(names, whole, Optional.empty());
    }

    private static Optional<OfferedModels> of(JsonNode answer) {
        Optional<JsonNode> list = LISTS.stream()
                .map(answer::path)
                .filter(found -> !found.isMissingNode())
                .findFirst();
        // Google leaves an empty list out.
        boolean isPage = list.isEmpty() && answer.hasNonNull("nextPageToken");
        if (!isPage && list.filter(JsonNode::isArray).isEmpty()) return Optional.empty();
        List<String> names = new ArrayList<>();
        list.ifPresent(models -> models.forEach(model -> names(model)
                .filter(name -> !name.isBlank() && name.length() <= MOST_CHARACTERS)
                .forEach(names::add)));
        Optional<String> next = next(answer);
        // A mark that is too long to be sent back stands for a further page all the same.
        boolean more = answer.path("has_more").asBoolean(false)
                || isMarked(answer.path("nextPageToken"))
                || isMarked(answer.path("nextToken"));
        return Optional.of(new OfferedModels(names, !more, next));
    }

    private static Optional<String> next(JsonNode answer) {
        if (answer.path("has_more").asBoolean(false)) return mark("after_id", answer.path("last_id"));
        return mark("pageToken", answer.path("nextPageToken")).or(() -> mark("nextToken", answer.path("nextToken")));
    }

    private static Optional<String> mark(String key, JsonNode said) {
        String mark = said.asText("");
        return isMarked(said) && mark.length() <= MOST_MARK
                ? Optional.of(key + "=" + URLEncoder.encode(mark, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private static boolean isMarked(JsonNode said) {
        return !said.isNull() && !said.asText("").isEmpty();
    }

    private static Stream<String> names(JsonNode model) {
        if (model.has("inferenceProfileId") || model.has("modelId"))
            return Stream.of("modelId", "modelArn", "inferenceProfileId", "inferenceProfileArn")
                    .map(key -> model.path(key).asText(""));
        String said = model.path("id").asText(model.path("name").asText(""));
        if (!said.startsWith("publishers/"))
            return Stream.of(said.startsWith("models/") ? said.substring("models/".length()) : said);
        // A request names the version behind either sign, or leaves it out.
        String name = said.substring(said.lastIndexOf('/') + 1);
        String version = model.path("versionId").asText("");
        return version.isEmpty() || name.endsWith(version)
                ? Stream.of(name)
                : Stream.of(name, name + "-" + version, name + "@" + version);
    }
}
