package dev.outrigger.backend;

import dev.outrigger.admit.Gathering;
import dev.outrigger.admit.Hold;
import dev.outrigger.analyze.Timer;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.dialect.HeapCost;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonBounds;
import dev.outrigger.dialect.json.JsonObjectText;
import dev.outrigger.dialect.json.JsonValue;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call of a webhook, from its request to the end of its answer. Confined to one event loop. */
final class WebhookCall {
    /** What is told beside what was said, as it counts on the heap. */
    private static final long HEAD_BYTES = 4_096;

    private final Webhook webhook;
    private final Call call;
    private final Inbound chat;
    private final Optional<Proof> proof;
    private final Promise<Optional<String>> told = Promise.promise();
    private @Nullable HttpClientRequest request;
    private boolean sent;

    /** @param proof the operator's, for this call */
    WebhookCall(Webhook webhook, Call call, Inbound chat, Optional<Proof> proof) {
        this.webhook = webhook;
        this.call = call;
        this.chat = chat;
        this.proof = proof;
    }

    /** Begins it; completes with what the webhook says to the app, if it says anything. */
    Future<Optional<String>> send() {
        if (told.future().isComplete()) return told.future();
        Hold hold = call.holdings().open();
        if (!hold.tryGrow(HEAD_BYTES + (webhook.isToldContent() ? HeapCost.ofSaying(chat) : 0)))
            return Future.failedFuture(new FailureException(call.holdings().full("what a webhook is told")));
        Timer.Alarm alarm = Timer.of(call.context().owner()).after(webhook.timeout(), this::late);
        told.future().onComplete(ended -> {
            alarm.cancel();
            hold.release();
        });
        webhook.open(call.headers(), proof)
                .compose(this::sent)
                .compose(this::read)
                .onSuccess(told::tryComplete)
                .onFailure(thrown -> told.tryFail(UpstreamFault.of(thrown, webhook.backend())));
        return told.future();
    }

    private Future<HttpClientResponse> sent(HttpClientRequest opened) {
        request = opened;
        // Without a handler Vert.x logs what the response's future tells already.
        opened.exceptionHandler(lost -> {});
        if (told.future().isComplete()) {
            opened.reset();
            return Future.failedFuture(cancelled());
        }
        sent = true;
        return opened.send(WebhookBody.of(call, chat, webhook.isToldContent()));
    }

    private Future<Optional<String>> read(HttpClientResponse head) {
        head.exceptionHandler(lost -> {});
        int status = head.statusCode();
        if (status >= 200 && status < 300) return body(head).map(this::text);
        proof.ifPresent(shown -> shown.refused(status, name -> Optional.ofNullable(head.getHeader(name))));
        reset();
        return Future.failedFuture(new FailureException(failure(status)));
    }

    private Failure failure(int status) {
        String message = "the webhook of backend " + webhook.backend() + " answered " + status;
        return switch (status) {
            case 401, 403 -> new Failure.Unauthorized(message);
            case 404, 405, 410 -> new Failure.UnknownPath(message);
            case 408, 409, 425, 429 -> new Failure.Overloaded(status, Optional.empty(), message, Optional.empty());
            default ->
                status >= 500
                        ? new Failure.Overloaded(status, Optional.empty(), message, Optional.empty())
                        : new Failure.Malformed(message);
        };
    }

    private Future<Bytes> body(HttpClientResponse head) {
        Promise<Bytes> read = Promise.promise();
        Gathering gathering = new Gathering(call.holdings().open());
        head.exceptionHandler(
                broken -> read.tryFail(new FailureException(new Failure.Malformed("the answer broke before its end"))));
        head.endHandler(end -> read.tryComplete(gathering.take()));
        head.handler(chunk -> {
            if (read.future().isComplete()) return;
            boolean fits = gathering.size() + chunk.length() <= Webhook.MAX_ANSWER_BYTES && gathering.tryAdd(chunk);
            if (fits) return;
            read.tryFail(new FailureException(new Failure.Malformed("the webhook of backend " + webhook.backend()
                    + " says more than " + Webhook.MAX_ANSWER_BYTES + " bytes")));
            reset();
        });
        return read.future();
    }

    /** Of an answer that is no JSON, or has no text in it, the good status alone is heeded. */
    private Optional<String> text(Bytes answer) {
        try {
            JsonValue text = JsonValue.first(
                            JsonObjectText.read(answer, JsonBounds.WRITTEN).tape())
                    .get("text");
            return Optional.of(text.text()).filter(words -> !words.isBlank()).map(Secrets.of(proof)::hidden);
        } catch (Json.Unfit other) {
            return Optional.empty();
        }
    }

    private void late() {
        told.tryFail(new FailureException(new Failure.TimedOut(
                Failure.Clock.FIRST_TOKEN,
                "the webhook of backend " + webhook.backend() + " did not answer within its timeout, "
                        + webhook.timeout().toMillis() + " ms")));
        reset();
    }

    /** Whether it was told all. */
    boolean isSent() {
        return sent;
    }

    /** Nobody waits for it any more. Harmless after its end. */
    void cancel() {
        told.tryFail(cancelled());
        reset();
    }

    private void reset() {
        if (request != null) request.reset();
    }

    private static FailureException cancelled() {
        return new FailureException(new Failure.Cancelled("the attempt was given up"));
    }
}
