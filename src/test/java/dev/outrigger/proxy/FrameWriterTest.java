package dev.outrigger.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Admission;
import dev.outrigger.admit.Holdings;
import dev.outrigger.backend.Answer;
import dev.outrigger.backend.FrameQueue;
import dev.outrigger.backend.Progress;
import dev.outrigger.backend.Valve;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Part;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.ollama.Ollama;
import dev.outrigger.dialect.openai.OpenAi;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Room;
import dev.outrigger.support.Row;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FrameWriterTest {
    private static final Dialect DIALECT = new OpenAi(InstantSource.system());
    private static final String DONE = "data: [DONE]\n\n";

    private static final Event CALL = new Event.ToolCallStarted(0, 0, "call_1", "f");
    private static final Frame PICTURE = Frame.of(List.of(
            new Event.MediaDelta(
                    0, new Part.Media(Part.Media.Kind.IMAGE, new Part.Source.Inline("image/png", "iVBORw0KGgo="))),
            new Event.Finished(0, FinishReason.STOP)));

    private final Account account = Drafts.account();
    private final AtomicInteger opened = new AtomicInteger();
    private final FrameQueue frames = new FrameQueue(new Progress(1), new Counting(), Room.ample());
    private final CompletableFuture<Future<Void>> ended = new CompletableFuture<>();

    @Test
    void writesUpstreamsBytesAsTheyAreAndEndsThem() throws Exception {
        String answer = stream(OptionalInt.of(200), queue -> {
            queue.offer(List.of(text("data: a\n\n"), finish("data: b\n\n"), end(DONE)));
            queue.complete();
        });

        assertTrue(
                answer.endsWith("\r\n\r\n9\r\ndata: a\n\n\r\n9\r\ndata: b\n\n\r\ne\r\n" + DONE + "\r\n0\r\n"), answer);
        assertTrue(outcome().succeeded());
    }

    @Test
    @Row("clock.tail-terminator")
    void suppliesATerminatorThatUpstreamForgot() throws Exception {
        String answer = stream(OptionalInt.of(200), queue -> {
            queue.offer(List.of(finish("data: b\n\n")));
            queue.complete();
        });

        assertEquals(2, answer.split("\\[DONE]", -1).length, answer);
    }

    @Test
    void givesOurOwnFramesTheAppsDialect() throws Exception {
        String answer = stream(OptionalInt.empty(), queue -> {
            queue.offer(List.of(
                    Frame.of(List.of(new Event.TextDelta(0, "Hé"))),
                    Frame.of(List.of(new Event.Finished(0, FinishReason.STOP))),
                    Frame.of(List.of(new Event.Ended()))));
            queue.complete();
        });

        assertTrue(answer.contains("content-type: text/event-stream"), answer);
        assertTrue(answer.contains("\"content\":\"Hé\"") && answer.contains(DONE), answer);
    }

    @Test
    @Row("after.cut-told")
    void endsAStreamThatIsCutWithAnErrorAndNeverCleanly() throws Exception {
        String answer = stream(OptionalInt.of(200), queue -> {
            queue.offer(List.of(text("data: a\n\n")));
            queue.fail(new Failure.Cut("upstream went away"));
        });

        assertTrue(answer.contains("data: {\"error\":{\"message\":\"upstream went away"), answer);
        assertFalse(answer.contains("[DONE]"), answer);
        assertTrue(FailureException.of(outcome().cause()) instanceof Failure.Cut);
    }

    @Test
    void asksForNoMoreThanTheAppReads() throws Exception {
        try (Served served = new Served(request -> {
                    write(request.response(), OptionalInt.of(200), true);
                    frames.offer(List.of(text("data: a\n\n")));
                });
                var app = served.app()) {
            app.send("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n").until("data: a");

            // The one that was asked for when the first had been taken
            assertEquals(2, opened.get());
        }
    }

    @Test
    void isGivenUpWhenTheAppHasLeft() throws Exception {
        try (Served served = new Served(request -> {
            FrameWriter writer = write(request.response(), OptionalInt.of(200), true);
            writer.abandon();
            request.response().end();
        })) {
            served.get("\r\n0\r\n");
        }
        assertTrue(FailureException.of(outcome().cause()) instanceof Failure.Cancelled);
    }

    @Test
    void endsAStreamWhoseWordsAreKeptBackPastTheBoundWithAnError() throws Exception {
        String args = "x".repeat(1024 * 1024);
        String answer = held(Room.ample(), queue -> {
            queue.offer(List.of(Frame.of(List.of(CALL))));
            for (int i = 0; i < FrameWriter.MAX_HELD_BYTES / args.length(); i++)
                queue.offer(List.of(Frame.of(List.of(new Event.ToolCallDelta(0, 0, args)))));
        });

        assertTrue(answer.contains("has to be kept until its end"), answer);
        assertTrue(FailureException.of(outcome().cause()) instanceof Failure.Saturated);
    }

    @Test
    void endsAStreamWhoseWordsHaveNoRoomWithAnErrorAndHoldsNothing() throws Exception {
        Admission admission = new Admission();
        Holdings little = Room.of(admission, 64 * 1024);
        String answer = held(little, queue -> {
            queue.offer(List.of(Frame.of(List.of(CALL))));
            queue.offer(List.of(Frame.of(List.of(new Event.ToolCallDelta(0, 0, "x".repeat(16 * 1024))))));
        });

        assertTrue(answer.contains("limits.bufferedBytes"), answer);
        assertTrue(FailureException.of(outcome().cause()) instanceof Failure.Saturated);
        assertTrue(frames.completed().failed(), "upstream is told");
    }

    /** To an app of Ollama's, which gets calls whole. */
    private String held(Holdings holdings, Consumer<FrameQueue> upstream) throws Exception {
        Dialect ollama = new Ollama(InstantSource.system());
        Inbound asked = assertInstanceOf(
                        Dialect.Reading.Read.class,
                        ollama.decodeRequest(
                                ollama.chatAt(new ModelName("m")),
                                Bytes.of("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")))
                .inbound();
        try (Served served = new Served(request -> {
            Answer answer = new Answer(OptionalInt.empty(), MultiMap.caseInsensitiveMultiMap(), true, frames);
            ended.complete(new FrameWriter(request.response(), ollama, answer, asked, account, holdings).write());
            upstream.accept(frames);
        })) {
            return served.get("\r\n0\r\n");
        }
    }

    @Test
    void writesAWholeAnswerWithItsLength() throws Exception {
        try (Served served = new Served(request -> {
            FrameQueue whole = FrameQueue.whole(text("{\"whole\":1}"), new Progress(1), Room.ample());
            Answer answer = new Answer(OptionalInt.of(200), MultiMap.caseInsensitiveMultiMap(), false, whole);
            ended.complete(
                    new FrameWriter(request.response(), DIALECT, answer, inbound(), account, Room.ample()).write());
        })) {
            assertTrue(served.get("}").endsWith("content-length: 11\r\n\r\n{\"whole\":1}"));
        }
        assertTrue(outcome().succeeded());
    }

    @Test
    void namesInTheHeadOfAWholeAnswerWhatTheAppsDialectHasNoWordsFor() throws Exception {
        try (Served served = new Served(request -> {
            FrameQueue whole = FrameQueue.whole(PICTURE, new Progress(1), Room.ample());
            Answer answer = new Answer(OptionalInt.empty(), MultiMap.caseInsensitiveMultiMap(), false, whole);
            ended.complete(
                    new FrameWriter(request.response(), DIALECT, answer, inbound(), account, Room.ample()).write());
        })) {
            assertTrue(served.get("}").contains("x-outrigger-dropped: answer.image\r\n"));
        }
    }

    @Test
    void accountsForWhatAStreamHadNoWordsFor() throws Exception {
        stream(OptionalInt.empty(), queue -> {
            queue.offer(List.of(PICTURE, Frame.of(List.of(new Event.Ended()))));
            queue.complete();
        });

        assertEquals(Set.of("answer.image"), account.dropped());
    }

    @Test
    void losesNothingOfWhatGoesOnAsItCame() throws Exception {
        stream(OptionalInt.of(200), queue -> {
            queue.offer(List.of(new Frame(Bytes.of("data: x\n\n"), PICTURE.events()), end(DONE)));
            queue.complete();
        });

        assertEquals(Set.of(), account.dropped());
    }

    private String stream(OptionalInt status, Consumer<FrameQueue> upstream) throws Exception {
        try (Served served = new Served(request -> {
            write(request.response(), status, true);
            upstream.accept(frames);
        })) {
            return served.get("\r\n0\r\n");
        }
    }

    private FrameWriter write(io.vertx.core.http.HttpServerResponse response, OptionalInt status, boolean stream) {
        Answer answer = new Answer(status, MultiMap.caseInsensitiveMultiMap(), stream, frames);
        FrameWriter writer = new FrameWriter(response, DIALECT, answer, inbound(), account, Room.ample());
        ended.complete(writer.write());
        return writer;
    }

    private Future<Void> outcome() throws Exception {
        Future<Void> written = ended.get(5, TimeUnit.SECONDS);
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        written.onComplete(end -> done.complete(true));
        done.get(5, TimeUnit.SECONDS);
        return written;
    }

    private static Inbound inbound() {
        return switch (DIALECT.decodeRequest(OpenAiText.AT, Bytes.of(OpenAiText.request("auto", ",\"stream\":true")))) {
            case Dialect.Reading.Read read -> read.inbound();
            case Dialect.Reading.Unreadable unreadable -> throw new FailureException(unreadable.failure());
            case Dialect.Reading.Owned _, Dialect.Reading.About _ -> throw new AssertionError("it is no chat");
        };
    }

    private static Frame text(String raw) {
        return new Frame(Bytes.of(raw), List.of(new Event.TextDelta(0, raw)));
    }

    private static Frame finish(String raw) {
        return new Frame(Bytes.of(raw), List.of(new Event.Finished(0, FinishReason.STOP)));
    }

    private static Frame end(String raw) {
        return new Frame(Bytes.of(raw), List.of(new Event.Ended()));
    }

    private final class Counting implements Valve {
        @Override
        public void open() {
            opened.incrementAndGet();
        }

        @Override
        public void close() {}

        @Override
        public void shut() {}
    }

    @Test
    void namesACallThatWasCutWhereItCannotBeToldWhole() throws Exception {
        String answer = held(Room.ample(), queue -> {
            queue.offer(List.of(Frame.of(List.of(CALL, new Event.ToolCallDelta(0, 0, "{\"a\": \"tr")))));
            queue.offer(List.of(Frame.of(List.of(new Event.Finished(0, FinishReason.LENGTH), new Event.Ended()))));
            queue.complete();
        });
        assertFalse(answer.contains("tool_calls"), answer);
        assertTrue(answer.contains("\"done_reason\":\"length\""), answer);
        assertEquals(Set.of("answer.tool_call"), account.dropped());
    }

    @Test
    void saysThatAnAnswerWaitsForTheToolsThatItCalled() throws Exception {
        String answer = stream(OptionalInt.empty(), queue -> {
            queue.offer(List.of(Frame.of(List.of(CALL, new Event.Finished(0, FinishReason.STOP), new Event.Ended()))));
            queue.complete();
        });

        assertTrue(answer.contains("\"finish_reason\":\"tool_calls\""), answer);
    }
}
