package dev.outrigger.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Failure.Verbatim;
import dev.outrigger.chat.KeyOwner;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.ErrorAnswer;
import dev.outrigger.dialect.ErrorWords;
import dev.outrigger.dialect.NotFound;
import dev.outrigger.dialect.RetryAfter;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads error answers. Source: Gemini API, "Troubleshooting guide" (https://ai.google.dev/gemini-api/docs/troubleshooting)
 * and "Rate limits" (https://ai.google.dev/gemini-api/docs/rate-limits).
 */
final class GeminiFailure {
    private final int status;
    private final ErrorWords words;
    private final KeyOwner key;
    private final String model;
    private final String backend;
    private final Optional<Duration> wait;
    private final Optional<Verbatim> verbatim;
    private final String message;

    private GeminiFailure(ErrorAnswer answer, ErrorWords words) {
        this.status = answer.status();
        this.words = words;
        this.key = answer.key();
        this.model = answer.model().value();
        this.backend = "backend " + answer.backend();
        this.wait = RetryAfter.of(answer.headers(), words.node());
        this.verbatim = Optional.of(answer.verbatim(Gemini.NAME, words.asWritten()));
        this.message = backend + " answered " + status + label(words);
    }

    private GeminiFailure(int status, ErrorWords words, Verbatim verbatim) {
        this.status = status;
        this.words = words;
        this.key = KeyOwner.OPERATOR;
        this.model = "";
        this.backend = "upstream";
        this.wait = RetryAfter.of(name -> Optional.empty(), words.node());
        this.verbatim = Optional.of(verbatim);
        this.message = backend + " sent an error inside its answer" + label(words);
    }

    static Failure decode(ErrorAnswer answer) {
        return new GeminiFailure(answer, ErrorWords.read(answer.body())).failure();
    }

    /** An error where an answer should be. */
    static Failure inAnswer(JsonNode answer, Bytes body) {
        ErrorWords words = ErrorWords.of(answer);
        int status = missingStatus(words);
        return new GeminiFailure(status, words, words.inAnswer(status, body, Gemini.NAME)).failure();
    }

    /** A prompt that was refused before anything was answered: status 200, and the app's own to read. */
    static Failure blocked(String reason, String contentType, Bytes body) {
        String said = "the prompt was blocked" + (isWord(reason) ? ": " + reason : "");
        return new Failure.Refused(
                said, Optional.of(new Verbatim(200, contentType, body, Gemini.NAME, Passage.of(said))));
    }

    private static int missingStatus(ErrorWords words) {
        if (words.code().matches("[45]\\d\\d")) return Integer.parseInt(words.code());
        return switch (status(words)) {
            case "INVALID_ARGUMENT", "FAILED_PRECONDITION", "OUT_OF_RANGE" -> 400;
            case "UNAUTHENTICATED" -> 401;
            case "PERMISSION_DENIED" -> 403;
            case "NOT_FOUND" -> 404;
            case "RESOURCE_EXHAUSTED" -> 429;
            case "INTERNAL" -> 500;
            case "UNAVAILABLE" -> 503;
            case "DEADLINE_EXCEEDED" -> 504;
            default -> 502;
        };
    }

    private static String status(ErrorWords words) {
        return words.node().path("status").asText();
    }

    /** The status' name if it is one, and so can quote nothing. */
    private static String label(ErrorWords words) {
        return isWord(status(words)) ? " (" + status(words) + ")" : words.label();
    }

    private static boolean isWord(String text) {
        return text.matches("[A-Z_]{1,48}");
    }

    private Failure failure() {
        if (status < 400) return new Failure.Malformed(message + ", which is no answer; redirects are not followed");
        return switch (status) {
            case 401 -> unauthorized();
            case 402 -> new Failure.Exhausted(message, verbatim);
            case 403 -> forbidden();
            case 404, 405, 410 -> notFound();
            case 408, 409, 499 -> overloaded();
            case 413 -> new Failure.TooLong(message, verbatim);
            case 429 -> throttled();
            case 451 -> new Failure.Refused(message, verbatim);
            default -> status >= 500 ? broken() : rejected();
        };
    }

    private Failure unauthorized() {
        return key == KeyOwner.OPERATOR
                ? new Failure.Unauthorized(message)
                : new Failure.Rejected(status, message, verbatim);
    }

    private Failure forbidden() {
        // Without any key.
        if (words.say("unregistered callers")) return unauthorized();
        return key == KeyOwner.OPERATOR
                ? new Failure.Forbidden(message)
                : new Failure.Rejected(status, message, verbatim);
    }

    private Failure throttled() {
        // A limit of the day, or of nothing at all: the wait that is told cures neither.
        boolean spent = isOfTheDay() || words.say("limit: 0,", "limit: 0\n", "billing account", "spending", "credits");
        boolean uncured = wait.isEmpty() && words.say("exceeded your current quota");
        return spent || uncured
                ? new Failure.Exhausted(message, verbatim)
                : new Failure.Throttled(wait, message, verbatim);
    }

    private boolean isOfTheDay() {
        for (JsonNode detail : words.node().path("details"))
            for (JsonNode violation : detail.path("violations"))
                if (violation.path("quotaId").asText().contains("PerDay")) return true;
        return false;
    }

    private Failure notFound() {
        return switch (NotFound.of(status, words, model)) {
            case MODEL -> new Failure.UnknownModel(message, verbatim);
            case PATH ->
                new Failure.UnknownPath(
                        backend + " answered " + status + " without knowing the path: its url looks wrong");
            case OTHER -> rejected();
        };
    }

    private Failure overloaded() {
        return new Failure.Overloaded(status, wait, message, verbatim);
    }

    /** A request that is too long is answered with a 500 by some models. */
    private Failure broken() {
        return status == 500 && isTooLong() ? new Failure.TooLong(message, verbatim) : overloaded();
    }

    private Failure rejected() {
        if (words.say("api key not valid", "api key expired", "api_key_invalid")) return unauthorized();
        if (words.say("user location is not supported")) return forbidden();
        if (isTooLong()) return new Failure.TooLong(message, verbatim);
        if (NotFound.isModel(words, model)) return new Failure.UnknownModel(message, verbatim);
        return new Failure.Rejected(status, message, verbatim);
    }

    private boolean isTooLong() {
        return words.say(
                "exceeds the maximum number of tokens",
                "maximum number of tokens allowed",
                "input context is too long",
                "request payload size exceeds");
    }
}
