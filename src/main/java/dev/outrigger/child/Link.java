package dev.outrigger.child;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One side of a connection between a sidecar and its engine. A thread reads, another writes; whoever has something to say
 * only leaves it, and is never blocked.
 *
 * @param <S> what this side sends
 * @param <R> what it receives
 */
final class Link<S, R> implements AutoCloseable {
    /** Messages that may wait to be written. More wait only when the other side reads no more: it is given up then. */
    static final int MOST_WAITING = 16_384;

    /** Written at once. */
    private static final int BATCH = 64;

    private final SocketChannel channel;
    private final Frames frames;
    private final Version version;
    private final Encoding<S> sent;
    private final Encoding<R> received;
    private final Hearer<S, R> hearer;
    private final BlockingQueue<Optional<S>> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final CompletableFuture<Void> greeted = new CompletableFuture<>();
    private final AtomicBoolean isOver = new AtomicBoolean();

    /** Who hears what the other side says. */
    interface Hearer<S, R> {
        /** On the reading thread, which must be left at once. */
        void heard(R message);

        /** This was longer than a frame and was not sent; on the writing thread. */
        void tooLong(S message);

        /** The connection is over, for this reason; called once, on any thread, and never before the greeting. */
        void ended(String why);
    }

    Link(SocketChannel channel, Version version, Encoding<S> sent, Encoding<R> received, Hearer<S, R> hearer) {
        this.channel = channel;
        this.frames = new Frames(channel);
        this.version = version;
        this.sent = sent;
        this.received = received;
        this.hearer = hearer;
    }

    /**
     * Begins, and returns when both sides have greeted.
     *
     * @throws IOException when the other one does not, or is another
     */
    void start(Duration patience) throws IOException {
        greet();
        Thread.ofPlatform().daemon().name("outrigger-engine-write").start(this::write);
        Thread.ofPlatform().daemon().name("outrigger-engine-read").start(this::read);
        try {
            greeted.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException objection) {
            throw new IOException(
                    String.valueOf(Objects.requireNonNull(objection.getCause()).getMessage()), objection);
        } catch (TimeoutException silent) {
            close();
            throw new IOException("it did not greet within " + patience.toMillis() + " ms", silent);
        } catch (InterruptedException interrupted) {
            close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    /** Before the other one is judged, so that it learns what this one is. */
    private void greet() throws IOException {
        try {
            frames.write(List.of(Welcome.of(version)));
        } catch (IOException gone) {
            close();
            throw gone;
        }
    }

    /** Sends this after what was sent before; of a connection that is over nothing is sent. */
    void send(S message) {
        if (!waiting.offer(Optional.of(message))) end("the other side reads no more");
    }

    /** Ends the connection; the other side learns of it at once. */
    @Override
    public void close() {
        end("it was closed");
    }

    private void read() {
        try {
            Optional<byte[]> hello = frames.read(Welcome.MOST_BYTES);
            Optional<String> objection =
                    hello.map(said -> Welcome.objection(said, version)).orElse(Optional.of("it went without a word"));
            if (objection.isPresent()) {
                end(objection.get());
                return;
            }
            greeted.complete(null);
            for (Optional<byte[]> frame = frames.read(); frame.isPresent(); frame = frames.read())
                hearer.heard(received.of(frame.get()));
            end("the other side ended it");
        } catch (IOException broken) {
            end("it broke: " + broken.getMessage());
        } catch (WrongBytes wrong) {
            end("what came is no message: " + wrong.getMessage());
        } catch (RuntimeException | Error fault) {
            end("this process failed: " + fault);
        }
    }

    private void write() {
        try {
            boolean goesOn = true;
            while (goesOn) goesOn = write(waiting.take());
        } catch (IOException broken) {
            end("it broke: " + broken.getMessage());
        } catch (InterruptedException | RuntimeException | Error fault) {
            end("this process failed: " + fault);
        }
    }

    /** With what waits besides; false after the last. */
    private boolean write(Optional<S> first) throws IOException {
        List<Optional<S>> taken = new ArrayList<>(List.of(first));
        waiting.drainTo(taken, BATCH);
        List<byte[]> batch = new ArrayList<>();
        for (Optional<S> message : taken) message.flatMap(this::encoded).ifPresent(batch::add);
        frames.write(batch);
        return taken.stream().allMatch(Optional::isPresent);
    }

    private Optional<byte[]> encoded(S message) {
        try {
            return Optional.of(sent.bytes(message, Frames.MOST_BYTES));
        } catch (WrongBytes tooLong) {
            hearer.tooLong(message);
            return Optional.empty();
        }
    }

    private void end(String why) {
        if (!isOver.compareAndSet(false, true)) return;
        try {
            channel.close();
        } catch (IOException closed) {
            // What could be said of it is said already.
        }
        // The writer ends by the empty message, or by the closed channel where there is no room for one.
        waiting.clear();
        boolean unusedRoom = waiting.offer(Optional.empty());
        boolean isFirstWord = greeted.completeExceptionally(new IOException(why));
        if (!isFirstWord) hearer.ended(why);
    }
}
