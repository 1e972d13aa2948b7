package dev.outrigger.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Failure.Verbatim;
import dev.outrigger.chat.KeyOwner;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.ErrorAnswer;
import dev.outrigger.dialect.RetryAfter;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads exceptions, by their type before their status: throttling, a spent quota and a model that wakes up have the same
 * one. Source: Amazon Bedrock, "Troubleshooting API error codes"
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html).
 */
final class BedrockFailure {
    private final int status;
    private final BedrockError error;
    private final KeyOwner key;
    private final String backend;
    private final Optional<Duration> wait;
    private final Optional<Verbatim> verbatim;
    private final String message;

    private BedrockFailure(ErrorAnswer answer, BedrockError error, JsonNode body) {
        this.status = answer.status();
        this.error = error;
        this.key = answer.key();
        this.backend = "backend " + answer.backend();
        this.wait = RetryAfter.of(answer.headers(), body);
        this.verbatim = Optional.of(answer.verbatim(Bedrock.NAME, Passage.of(error.words())));
        this.message = backend + " answered " + status + error.label();
    }

    private BedrockFailure(BedrockError error) {
        this.status = error.missingStatus();
        this.error = error;
        this.key = KeyOwner.OPERATOR;
        this.backend = "upstream";
        this.wait = Optional.empty();
        this.verbatim = error.words().isEmpty() ? Optional.empty() : Optional.of(error.inAnswer());
        this.message = backend + " sent an error inside its answer" + error.label();
    }

    static Failure decode(ErrorAnswer answer) {
        JsonNode body = BedrockError.tree(answer.body());
        String header = answer.headers().apply("x-amzn-errortype").orElse("");
        return new BedrockFailure(answer, BedrockError.of(header, body), body).failure();
    }

    /** An exception where an answer should be: its type says what the missing status would have. */
    static Failure inAnswer(String type, Bytes body) {
        return new BedrockFailure(BedrockError.of(type, BedrockError.tree(body))).failure();
    }

    private Failure failure() {
        if (status < 400) return new Failure.Malformed(message + ", which is no answer; redirects are not followed");
        return switch (error.type()) {
            case "ThrottlingException", "TooManyRequestsException" -> throttled();
            case "ServiceQuotaExceededException" -> exhausted();
            case "ModelNotReadyException", "ModelTimeoutException", "ModelErrorException" -> overloaded();
            case "ModelStreamErrorException", "InternalServerException", "ServiceUnavailableException" -> overloaded();
            case "AccessDeniedException" -> error.isOfKey() ? unauthorized() : forbidden();
            case "UnrecognizedClientException", "ExpiredTokenException", "InvalidSignatureException" -> unauthorized();
            case "IncompleteSignatureException", "InvalidClientTokenId", "MissingAuthenticationToken" -> unauthorized();
            case "MissingAuthenticationTokenException", "SignatureDoesNotMatch" -> unauthorized();
            case "ResourceNotFoundException" -> new Failure.UnknownModel(message, verbatim);
            case "UnknownOperationException" -> unknownPath();
            case "ValidationException" -> rejected();
            default -> byStatus();
        };
    }

    private Failure byStatus() {
        return switch (status) {
            case 401 -> unauthorized();
            case 402 -> exhausted();
            case 403 -> error.isOfKey() ? unauthorized() : forbidden();
            case 404, 405, 410 -> unknownPath();
            case 408, 409, 424 -> overloaded();
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

    private Failure forbidden() {
        return key == KeyOwner.OPERATOR
                ? new Failure.Forbidden(message)
                : new Failure.Rejected(status, message, verbatim);
    }

    private Failure unknownPath() {
        return new Failure.UnknownPath(
                backend + " answered " + status + " without knowing the path: its url looks wrong");
    }

    private Failure exhausted() {
        return new Failure.Exhausted(message, verbatim);
    }

    private Failure overloaded() {
        return new Failure.Overloaded(status, wait, message, verbatim);
    }

    private Failure throttled() {
        return error.says("per day", "daily") ? exhausted() : new Failure.Throttled(wait, message, verbatim);
    }

    private Failure rejected() {
        if (error.isTooLong()) return new Failure.TooLong(message, verbatim);
        if (error.isOfModel()) return new Failure.UnknownModel(message, verbatim);
        if (error.says("content filtering policy", "content policy", "blocked by"))
            return new Failure.Refused(message, verbatim);
        return new Failure.Rejected(status, message, verbatim);
    }
}
