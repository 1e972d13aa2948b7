package dev.outrigger.dialect.anthropic;

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

/** Reads error answers. Source: Anthropic API, "Errors" (https://docs.anthropic.com/en/api/errors). */
final class AnthropicFailure {
    private final int status;
    private final ErrorWords words;
    private final KeyOwner key;
    private final String model;
    private final String backend;
    private final Optional<Duration> wait;
    private final Optional<Verbatim> verbatim;
    private final String message;

    private AnthropicFailure(ErrorAnswer answer, ErrorWords words) {
        this.status = answer.status();
        this.words = words;
        this.key = answer.key();
        this.model = answer.model().value();
        this.backend = "backend " + answer.backend();
        this.wait = RetryAfter.of(answer.headers(), words.node()).or(() -> AnthropicResets.wait(answer.headers()));
        this.verbatim = Optional.of(answer.verbatim(Anthropic.NAME, words.asWritten()));
        this.message = backend + " answered " + status + words.label();
    }

    private AnthropicFailure(int status, ErrorWords words, Verbatim verbatim) {
        this.status = status;
        this.words = words;
        this.key = KeyOwner.OPERATOR;
        this.model = "";
        this.backend = "upstream";
        this.wait = Optional.empty();
        this.verbatim = Optional.of(verbatim);
        this.message = backend + " sent an error inside its answer" + words.label();
    }

    static Failure decode(ErrorAnswer answer) {
        return new AnthropicFailure(answer, ErrorWords.read(answer.body())).failure();
    }

    /** An error where an answer should be: its type says what the missing status would have. */
    static Failure inAnswer(JsonNode answer, Bytes body) {
        ErrorWords words = ErrorWords.of(answer);
        int status = missingStatus(words.type());
        return new AnthropicFailure(status, words, words.inAnswer(status, body, Anthropic.NAME)).failure();
    }

    private static int missingStatus(String type) {
        return switch (type) {
            case "invalid_request_error" -> 400;
            case "authentication_error" -> 401;
            case "billing_error" -> 402;
            case "permission_error" -> 403;
            case "not_found_error" -> 404;
            case "request_too_large" -> 413;
            case "rate_limit_error" -> 429;
            case "api_error" -> 500;
            case "timeout_error" -> 504;
            case "overloaded_error" -> 529;
            default -> 502;
        };
    }

    private Failure failure() {
        if (status < 400) return new Failure.Malformed(message + ", which is no answer; redirects are not followed");
        return switch (status) {
            case 401 -> unauthorized();
            case 402 -> exhausted();
            case 403 ->
                key == KeyOwner.OPERATOR
                        ? new Failure.Forbidden(message)
                        : new Failure.Rejected(status, message, verbatim);
            case 404, 405, 410 -> notFound();
            case 408, 409 -> overloaded();
            case 413 -> new Failure.TooLong(message, verbatim);
            case 429 -> throttled();
            default -> status >= 500 ? overloaded() : rejected();
        };
    }

    private Failure unauthorized() {
        return key == KeyOwner.OPERATOR
                ? new Failure.Unauthorized(message)
                : new Failure.Rejected(status, message, verbatim);
    }

    private Failure exhausted() {
        return new Failure.Exhausted(message, verbatim);
    }

    private Failure overloaded() {
        return new Failure.Overloaded(status, wait, message, verbatim);
    }

    private Failure throttled() {
        return isSpent() ? exhausted() : new Failure.Throttled(wait, message, verbatim);
    }

    private Failure notFound() {
        return switch (NotFound.of(status, words, model)) {
            case MODEL -> new Failure.UnknownModel(message, verbatim);
            // Its label is left out: another kind of server wrote it.
            case PATH ->
                new Failure.UnknownPath(
                        backend + " answered " + status + " without knowing the path: its url looks wrong");
            case OTHER -> new Failure.Rejected(status, message, verbatim);
        };
    }

    private Failure rejected() {
        if (words.say("content filtering policy", "usage policy", "usage policies"))
            return new Failure.Refused(message, verbatim);
        if (words.say("prompt is too long", "exceed context limit", "context window", "input is too long"))
            return new Failure.TooLong(message, verbatim);
        if (isSpent()) return exhausted();
        if (NotFound.isModel(words, model)) return new Failure.UnknownModel(message, verbatim);
        return new Failure.Rejected(status, message, verbatim);
    }

    private boolean isSpent() {
        return words.say("credit balance", "api usage limits", "billing");
    }
}
