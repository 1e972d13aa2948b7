package dev.outrigger.dialect.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Failure.Verbatim;
import dev.outrigger.chat.KeyOwner;
import dev.outrigger.dialect.ErrorAnswer;
import dev.outrigger.dialect.ErrorWords;
import dev.outrigger.dialect.NotFound;
import dev.outrigger.dialect.RetryAfter;
import dev.outrigger.dialect.json.Json;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads and writes errors: an object with a text. Sources: Ollama, "Errors" (https://docs.ollama.com/api/errors), and
 * what {@code server/routes.go} and {@code server/sched.go} of Ollama answer.
 */
final class OllamaFailure {
    private final int status;
    private final ErrorWords words;
    private final KeyOwner key;
    private final String model;
    private final String backend;
    private final Optional<Duration> wait;
    private final Optional<Verbatim> verbatim;
    private final String message;

    private OllamaFailure(ErrorAnswer answer, ErrorWords words) {
        this.status = answer.status();
        this.words = words;
        this.key = answer.key();
        this.model = answer.model().value();
        this.backend = "backend " + answer.backend();
        this.wait = RetryAfter.of(answer.headers(), words.node());
        this.verbatim = Optional.of(answer.verbatim(Ollama.NAME, words.asWritten()));
        this.message = backend + " answered " + status;
    }

    private OllamaFailure(int status, ErrorWords words, Verbatim verbatim) {
        this.status = status;
        this.words = words;
        this.key = KeyOwner.OPERATOR;
        this.model = "";
        this.backend = "upstream";
        this.wait = Optional.empty();
        this.verbatim = Optional.of(verbatim);
        this.message = "upstream sent an error inside its answer";
    }

    static Failure decode(ErrorAnswer answer) {
        return new OllamaFailure(answer, ErrorWords.read(answer.body())).failure();
    }

    /** An error where an answer should be: its words say what the missing status would have. */
    static Failure inAnswer(JsonNode answer, Bytes body) {
        ErrorWords words = ErrorWords.of(answer);
        int status = missingStatus(words);
        return new OllamaFailure(status, words, words.inAnswer(status, body, Ollama.NAME)).failure();
    }

    static Bytes encode(Failure failure, ExchangeId id) {
        ObjectNode answer = Json.STRICT.createObjectNode();
        return Json.bytes(answer.put("error", failure.words() + " [exchange " + id.value() + "]"));
    }

    private static int missingStatus(ErrorWords words) {
        if (isTooLong(words)) return 400;
        if (words.say("too many requests", "rate limit", "usage limit")) return 429;
        return words.say("busy") ? 503 : 502;
    }

    private Failure failure() {
        if (status < 400) return new Failure.Malformed(message + ", which is no answer; redirects are not followed");
        return switch (status) {
            case 401 -> ofTheKey(new Failure.Unauthorized(message));
            case 402 -> new Failure.Exhausted(message, verbatim);
            case 403 -> ofTheKey(new Failure.Forbidden(message));
            case 404, 405, 410 -> notFound();
            case 408, 409 -> new Failure.Overloaded(status, wait, message, verbatim);
            case 413 -> new Failure.TooLong(message, verbatim);
            case 429 -> throttled();
            case 451 -> new Failure.Refused(message, verbatim);
            default -> status >= 500 ? broken() : rejected();
        };
    }

    private Failure ofTheKey(Failure ours) {
        return key == KeyOwner.OPERATOR ? ours : new Failure.Rejected(status, message, verbatim);
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

    /** A limit of the cloud's by the hour or the week is cured by no wait that an app has. */
    private Failure throttled() {
        return wait.isEmpty() && words.say("usage limit", "upgrade")
                ? new Failure.Exhausted(message, verbatim)
                : new Failure.Throttled(wait, message, verbatim);
    }

    private Failure broken() {
        return isTooLong(words)
                ? new Failure.TooLong(message, verbatim)
                : new Failure.Overloaded(status, wait, message, verbatim);
    }

    private Failure rejected() {
        if (isTooLong(words)) return new Failure.TooLong(message, verbatim);
        if (NotFound.isModel(words, model)) return new Failure.UnknownModel(message, verbatim);
        return new Failure.Rejected(status, message, verbatim);
    }

    private static boolean isTooLong(ErrorWords words) {
        return words.say("context length", "context window", "context size", "prompt is too long", "input is too long");
    }
}
