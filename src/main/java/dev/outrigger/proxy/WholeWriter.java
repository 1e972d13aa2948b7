package dev.outrigger.proxy;

import dev.outrigger.backend.Answer;
import dev.outrigger.backend.PacedWrite;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.Splice;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.Flow;

/** Writes an answer of one frame, whose bytes are the app's. Confined to one event loop. */
final class WholeWriter implements AnswerWriter, Flow.Subscriber<Frame> {
    private final HttpServerResponse response;
    private final Answer answer;
    private final Promise<Void> written = Promise.promise();
    private Bytes body = Bytes.EMPTY;

    WholeWriter(HttpServerResponse response, Answer answer) {
        this.response = response;
        this.answer = answer;
    }

    @Override
    public Future<Void> write() {
        answer.frames().subscribe(this);
        return written.future();
    }

    @Override
    public void abandon() {
        written.tryFail(new FailureException(new Failure.Cancelled("the app left")));
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(1);
    }

    @Override
    public void onNext(Frame frame) {
        body = frame.raw();
    }

    @Override
    public void onError(Throwable thrown) {
        written.tryFail(thrown);
    }

    @Override
    public void onComplete() {
        response.putHeader("content-length", Integer.toString(body.size()));
        end(response, body).onSuccess(written::tryComplete).onFailure(written::tryFail);
    }

    /** Writes the last bytes of an answer; completes when the connection took them. */
    static Future<Void> end(HttpServerResponse response, Bytes last) {
        Future<Void> ended = last.size() <= PacedWrite.PIECE_BYTES
                ? response.end(PacedWrite.buffer(last))
                : PacedWrite.write(response, Splice.of(last)).compose(written -> response.end());
        return ended.recover(gone ->
                Future.failedFuture(new FailureException(new Failure.Cancelled("the app left before the last byte"))));
    }
}
