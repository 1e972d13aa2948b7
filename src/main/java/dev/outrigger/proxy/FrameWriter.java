package dev.outrigger.proxy;

import dev.outrigger.admit.Hold;
import dev.outrigger.admit.Holdings;
import dev.outrigger.backend.Answer;
import dev.outrigger.backend.PacedWrite;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Splice;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.HeapCost;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Retelling;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Writes an answer to the app, as fast as the app reads: frames of upstream byte for byte, frames made here in the app's
 * dialect. Confined to one event loop.
 */
final class FrameWriter implements AnswerWriter, Flow.Subscriber<Frame> {
    /** A stream whose words come later, or again at its end, keeps no more than this of them. */
    static final int MAX_HELD_BYTES = 32 * 1024 * 1024;

    private final HttpServerResponse response;
    private final Dialect dialect;
    private final Answer answer;
    private final Inbound inbound;
    private final Account account;
    private final ExchangeId id;
    private final Dialect.StreamEncoder encoder;
    private final Retelling retelling;
    private final Holdings holdings;
    private final Hold hold;
    private final List<Frame> whole = new ArrayList<>();
    private final Promise<Void> written = Promise.promise();
    private Flow.@Nullable Subscription subscription;
    private int told;

    /**
     * @param account told of what is lost, beside the id that the answer has
     * @param holdings what is kept of the answer while it is said in other words counts among them
     */
    FrameWriter(
            HttpServerResponse response,
            Dialect dialect,
            Answer answer,
            Inbound inbound,
            Account account,
            Holdings holdings) {
        this.response = response;
        this.dialect = dialect;
        this.answer = answer;
        this.inbound = inbound;
        this.account = account;
        this.id = account.id();
        this.encoder = dialect.streamEncoder(inbound, id);
        this.retelling = new Retelling(answer.stream() ? encoder.arguments() : dialect.arguments());
        this.holdings = holdings;
        this.hold = holdings.open();
    }

    @Override
    public Future<Void> write() {
        if (!answer.isVerbatim())
            response.putHeader("content-type", answer.stream() ? dialect.streamType(inbound) : "application/json");
        if (answer.stream()) begin();
        answer.frames().subscribe(this);
        return written.future();
    }

    private void begin() {
        response.setChunked(true);
        // Where nothing has come that it could read yet, its SDK waits for the head at least.
        if (!answer.isWaiting()) return;
        response.writeHead().onFailure(gone -> {});
        Bytes comment = dialect.comment("outrigger: waiting for the first content");
        if (!comment.isEmpty()) response.write(PacedWrite.buffer(comment));
    }

    @Override
    public void abandon() {
        written.tryFail(new FailureException(new Failure.Cancelled("the app left")));
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(Frame frame) {
        account.echo().ifPresent(echo -> echo.hear(frame));
        if (answer.stream()) {
            writeChunk(bytes(frame));
        } else {
            whole.add(answer.isVerbatim() ? frame : kept(frame));
            next();
        }
    }

    /** Upstream's own bytes go on until the answer is gone on with by another attempt. */
    private boolean isVerbatim() {
        return answer.isVerbatim() && answer.resumable().encoder().isEmpty();
    }

    private Dialect.StreamEncoder encoder() {
        return answer.resumable().encoder().orElse(encoder);
    }

    private void disclose() {
        if (answer.resumable().resumptions() == told) return;
        told = answer.resumable().resumptions();
        Bytes comment = dialect.comment("outrigger: the answer broke off here and was gone on with");
        if (!comment.isEmpty()) response.write(PacedWrite.buffer(comment));
    }

    private Bytes bytes(Frame frame) {
        disclose();
        if (!isVerbatim()) return said(frame);
        encoder.follow(frame);
        return frame.raw();
    }

    /** Until it can be said with all others. */
    private Frame kept(Frame frame) {
        keep(hold.bytes() + HeapCost.ofSaying(frame));
        Frame retold = retelling.retold(frame);
        name(frame);
        return retold;
    }

    /** In the app's words; what comes of it is held until the next one is asked for. */
    private Bytes said(Frame frame) {
        keep(held() + HeapCost.ofSaying(frame));
        Bytes said = encoder().encode(retelling.retold(frame));
        if (encoder().held() > MAX_HELD_BYTES)
            throw new FailureException(new Failure.Saturated(
                    "the answer in another dialect has to be kept until its end, and is longer than may be"));
        keep(held() + said.size());
        name(frame);
        return said;
    }

    private long held() {
        return encoder().held() + retelling.held();
    }

    /** What the app's dialect has no words for is lost, and said to be. */
    private void name(Frame frame) {
        for (Event event : frame.events())
            if (event instanceof Event.MediaDelta(int choice, Part.Media media) && !dialect.answersWith(media))
                account.unsaid("answer." + media.kind().name().toLowerCase(Locale.ROOT));
        if (retelling.hasLost()) account.unsaid(Retelling.LOST_CALL);
    }

    /** Without room the answer ends here, and upstream with it: whoever makes the frames is told by what is thrown. */
    private void keep(long bytes) {
        if (!hold.tryResize(bytes)) throw new FailureException(holdings.full("an answer in another dialect"));
    }

    private void writeChunk(Bytes bytes) {
        if (bytes.size() > PacedWrite.PIECE_BYTES) {
            PacedWrite.write(response, Splice.of(bytes)).onSuccess(taken -> next());
            return;
        }
        if (!bytes.isEmpty()) response.write(PacedWrite.buffer(bytes));
        next();
    }

    private void next() {
        if (!response.writeQueueFull()) ask();
        else response.drainHandler(drained -> ask());
    }

    private void ask() {
        if (subscription != null) subscription.request(1);
    }

    @Override
    public void onComplete() {
        if (!answer.stream()) {
            end(wholeBody());
            return;
        }
        boolean lacksEnd = !answer.frames().progress().hasEnded();
        end(lacksEnd ? encoder().encode(Frame.of(List.of(new Event.Ended()))) : Bytes.EMPTY);
    }

    private Bytes wholeBody() {
        return answer.isVerbatim() ? whole.getFirst().raw() : dialect.encodeAnswer(inbound, whole, id);
    }

    /** The status is sent, so the failure is told in the stream: as an error, never as a clean finish. */
    @Override
    public void onError(Throwable thrown) {
        if (answer.stream() && !response.closed()) {
            Failure failure = FailureException.of(thrown);
            Bytes event = encoder().encodeFailure(failure).orElseGet(() -> dialect.encodeStreamFailure(failure, id));
            response.end(PacedWrite.buffer(event));
        }
        written.tryFail(thrown);
    }

    private void end(Bytes last) {
        if (!answer.stream()) {
            ResponseHead.dropped(response.headers(), account);
            response.putHeader("content-length", Integer.toString(last.size()));
        }
        WholeWriter.end(response, last).onSuccess(written::tryComplete).onFailure(written::tryFail);
    }
}
