package dev.outrigger.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure.Verbatim;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.json.Json;
import java.io.IOException;
import java.util.Locale;

/**
 * The words of an error answer in lower case, wherever the many servers of this dialect put them: {@code error} as an
 * object (OpenAI, Azure), as a text (Ollama), inside an array (Gemini), fields at the top (vLLM, Mistral), or
 * {@code detail} (FastAPI). They are looked at, never repeated: an error may quote the prompt or the key.
 *
 * @param isError whether the body has the form of an error at all: a page of a web server has not
 */
public record ErrorWords(String code, String type, String message, JsonNode node, boolean isError) {
    private static final int MAX_CHARS = 8 * 1024;

    public static ErrorWords read(Bytes body) {
        try {
            return of(Json.LENIENT.readTree(body.array()));
        } catch (IOException notJson) {
            return of(Json.LENIENT.missingNode());
        }
    }

    public static ErrorWords of(JsonNode answer) {
        JsonNode top = answer.isArray() ? answer.path(0) : answer;
        JsonNode error = top.hasNonNull("error") ? top.get("error") : top;
        String message = error.isTextual() ? error.asText() : text(error, "message");
        return new ErrorWords(
                text(error, "code"),
                text(error, "type"),
                message.isEmpty() ? lower(error.path("detail").toString()) : lower(message),
                error,
                isError(top));
    }

    /** The message as it was written, cut where it is too long to be one: for the app that asked, and nobody else. */
    public Passage asWritten() {
        JsonNode said =
                node.isTextual() ? node : node.hasNonNull("message") ? node.get("message") : node.path("detail");
        String text = said.isTextual() ? said.asText() : said.isMissingNode() ? "" : said.toString();
        return Passage.of(text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…");
    }

    /**
     * An error that came inside an answer of status 200, as if it had come with the status that it should have: for an app
     * of this dialect, with its words for others.
     */
    public Verbatim inAnswer(int status, Bytes body, String dialect) {
        return new Verbatim(status, "application/json", body, dialect, asWritten());
    }

    private static boolean isError(JsonNode answer) {
        return answer.hasNonNull("error")
                || answer.path("object").asText().equals("error")
                || answer.path("type").asText().equals("error");
    }

    /** Whether code, type or message hold any of these. */
    public boolean say(String... words) {
        for (String word : words) if (code.contains(word) || type.contains(word) || message.contains(word)) return true;
        return false;
    }

    /** The code, or else the type, in parentheses if it looks like one and so can quote nothing. */
    public String label() {
        String label = code.isEmpty() ? type : code;
        return label.matches("[a-z_]{1,48}|[0-9]{3,5}") ? " (" + label + ")" : "";
    }

    private static String text(JsonNode error, String name) {
        JsonNode value = error.path(name);
        return value.isValueNode() && !value.isNull() ? lower(value.asText()) : "";
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
