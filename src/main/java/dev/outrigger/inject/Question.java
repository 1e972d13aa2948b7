package dev.outrigger.inject;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** One question whose body is on its way: it is whole within a time and a size, or refused and its connection closed. */
final class Question {
    /** Longest body. The API server takes no pod above 3 MiB itself. */
    static final int MAX_BYTES = 3 * 1024 * 1024;

    private final Intake intake;
    private final String address;
    private final BiConsumer<Tally.Rejection, String> refuse;
    private final Buffer body = Buffer.buffer();
    private boolean isOver;

    private Question(Intake intake, String address, BiConsumer<Tally.Rejection, String> refuse) {
        this.intake = intake;
        this.address = address;
        this.refuse = refuse;
    }

    /**
     * Reads one, on the event loop of its request.
     *
     * @param deadline for the whole body, however its bytes come
     */
    static void read(
            Vertx vertx,
            HttpServerRequest request,
            Intake intake,
            Duration deadline,
            Consumer<byte[]> whole,
            BiConsumer<Tally.Rejection, String> refuse) {
        Question question =
                new Question(intake, request.connection().remoteAddress().hostAddress(), refuse);
        long timer = vertx.setTimer(
                deadline.toMillis(),
                late -> question.refuse(Tally.Rejection.LATE, "a body has " + deadline.toMillis() + " ms"));
        request.handler(question::chunk);
        request.endHandler(end -> {
            vertx.cancelTimer(timer);
            if (question.isOver) return;
            byte[] bytes = question.body.getBytes();
            question.over();
            whole.accept(bytes);
        });
        request.response().closeHandler(gone -> {
            vertx.cancelTimer(timer);
            question.over();
        });
    }

    private void chunk(Buffer chunk) {
        if (isOver) return;
        if (body.length() + chunk.length() > MAX_BYTES)
            refuse(Tally.Rejection.TOO_LARGE, "at most " + MAX_BYTES + " bytes");
        else if (!intake.hold(address, chunk.length()))
            refuse(Tally.Rejection.BUSY, "at most " + Intake.MAX_BYTES + " bytes at once");
        else body.appendBuffer(chunk);
    }

    private void refuse(Tally.Rejection why, String words) {
        if (isOver) return;
        over();
        refuse.accept(why, words);
    }

    private void over() {
        if (isOver) return;
        isOver = true;
        intake.release(address, body.length());
    }
}
