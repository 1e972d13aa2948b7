package dev.outrigger.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Failure.Verbatim;
import dev.outrigger.chat.KeyOwner;
import dev.outrigger.dialect.ErrorAnswer;
import dev.outrigger.dialect.ErrorWords;
import dev.outrigger.dialect.NotFound;
import dev.outrigger.dialect.RetryAfter;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads error answers, of OpenAI and of the servers that speak its dialect in spellings of their own. Source: OpenAI API,
 * "Error codes" (https://platform.openai.com/docs/guides/error-codes).
 */
public final class OpenAiFailure {
    private final int status;
    private final ErrorWords words;
    private final KeyOwner key;
    private final String model;
    private final String backend;
    private final Optional<Duration> wait;
    private final Optional<Verbatim> verbatim;
    private final String message;

    private OpenAiFailure(ErrorAnswer answer, ErrorWords words, String dialect) {
        this.status = answer.status();
        this.words = words;
        this.key = answer.key();
        this.model = answer.model().value();
        this.backend = "backend " + answer.backend();
        this.wait = RetryAfter.of(answer.headers(), words.node()).or(() -> RetryAfter.inWords(words.message()));
        this.verbatim = Optional.of(answer.verbatim(dialect, words.asWritten()));
        this.message = backend + " answered " + status + words.label();
    }

    private OpenAiFailure(int status, ErrorWords words, Verbatim verbatim) {
        this.status = status;
        this.words = words;
        this.key = KeyOwner.OPERATOR;
        this.model = "";
        this.backend = "upstream";
        this.wait = RetryAfter.of(name -> Optional.empty(), words.node()).or(() -> RetryAfter.inWords(words.message()));
        this.verbatim = Optional.of(verbatim);
        this.message = backend + " sent an error inside its answer" + words.label();
    }

    /** Of an error answer in any dialect of OpenAI's, which share one form of error. */
    public static Failure decode(ErrorAnswer answer, String dialect) {
        return new OpenAiFailure(answer, ErrorWords.read(answer.body()), dialect).failure();
    }

    /**
     * An error where an answer should be: its words say what the missing status would have.
     *
     * @param body the error as an answer of that status would hold it, in this dialect
     */
    public static Failure inAnswer(JsonNode answer, Bytes body, String dialect) {
        ErrorWords words = ErrorWords.of(answer);
        int status = missingStatus(words);
        return new OpenAiFailure(status, words, words.inAnswer(status, body, dialect)).failure();
    }

    private static int missingStatus(ErrorWords words) {
        if (words.code().matches("[45]\\d\\d")) return Integer.parseInt(words.code());
        if (isTooLong(words)) return 400;
        if (words.say("rate_limit", "rate limit", "insufficient_quota", "too many requests")) return 429;
        if (words.say(
                "invalid_request",
                "badrequest",
                "content_filter",
                "content_policy",
                "context_length",
                "_policy",
                "invalid_prompt")) return 400;
        if (words.say("invalid_image", "invalid_base64", "image_", "empty_image", "download_image")) return 400;
        if (words.say("overloaded", "unavailable")) return 503;
        return 502;
    }

    private Failure failure() {
        if (status < 400) return new Failure.Malformed(message + ", which is no answer; redirects are not followed");
        return switch (status) {
            case 401 -> unauthorized();
            case 402 -> exhausted();
            case 403 -> forbidden();
            case 404, 405, 410 -> notFound();
            case 408, 409 -> overloaded();
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

    /** Some moderate with a 403. */
    private Failure forbidden() {
        if (isFiltered()) return new Failure.Refused(message, verbatim);
        return key == KeyOwner.OPERATOR
                ? new Failure.Forbidden(message)
                : new Failure.Rejected(status, message, verbatim);
    }

    private Failure throttled() {
        // One request above the rate for a whole minute: no wait cures it, a model with more room does.
        if (words.say("request too large")) return new Failure.TooLong(message, verbatim);
        if (words.say("insufficient_quota", "billing", "spending limit", "spend limit", "credit balance", "no credit"))
            return exhausted();
        // Gemini says this of its limits per minute as well, but then with a wait.
        if (wait.isEmpty() && words.say("exceeded your current quota")) return exhausted();
        return new Failure.Throttled(wait, message, verbatim);
    }

    private Failure notFound() {
        return switch (NotFound.of(status, words, model)) {
            case MODEL -> unknownModel();
            // Its label is left out: another kind of server wrote it.
            case PATH ->
                new Failure.UnknownPath(
                        backend + " answered " + status + " without knowing the path: its url looks wrong");
            case OTHER -> rejected();
        };
    }

    private Failure unknownModel() {
        return new Failure.UnknownModel(message, verbatim);
    }

    private Failure exhausted() {
        return new Failure.Exhausted(message, verbatim);
    }

    private Failure overloaded() {
        return new Failure.Overloaded(status, wait, message, verbatim);
    }

    /** Some answer 500 to a request that is too long. */
    private Failure broken() {
        return status == 500 && isTooLong(words) ? new Failure.TooLong(message, verbatim) : overloaded();
    }

    private Failure rejected() {
        if (isFiltered()) return new Failure.Refused(message, verbatim);
        if (isTooLong(words)) return new Failure.TooLong(message, verbatim);
        if (NotFound.isModel(words, model)) return unknownModel();
        if (words.say("invalid_api_key", "api key not valid", "incorrect api key", "invalid api key"))
            return unauthorized();
        if (words.say("insufficient_quota", "credit balance")) return exhausted();
        return new Failure.Rejected(status, message, verbatim);
    }

    private boolean isFiltered() {
        return words.say(
                "content_filter",
                "content_policy",
                "bio_policy",
                "content management policy",
                "responsibleaipolicyviolation",
                "invalid_prompt",
                "usage policy",
                "usage policies",
                "usage guidelines",
                "flagged",
                "moderation",
                "safety system",
                "data_inspection_failed",
                "content exists risk");
    }

    private static boolean isTooLong(ErrorWords words) {
        return words.say(
                "context_length",
                "context length",
                "context window",
                "context size",
                "context_size",
                "maximum prompt length",
                "prompt is too long",
                "input is too long",
                "too many tokens",
                "maximum number of tokens allowed",
                "string_above_max_length",
                "too large for model",
                "`inputs` must have less than",
                "`inputs` tokens + `max_new_tokens`");
    }
}
