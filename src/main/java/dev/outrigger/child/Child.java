package dev.outrigger.child;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.DoubleConsumer;

/** One running process of the engine, from its start to its end. */
final class Child {
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration GREETING = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration EXIT = Duration.ofSeconds(5);

    private final Command command;
    private final Process process;
    private final Conversation conversation = new Conversation(this::over);
    private final Link<Asked, Told> link;
    private final BiConsumer<Child, String> whenEnded;
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private volatile boolean isStopping;

    private Child(Command command, Process process, SocketChannel channel, BiConsumer<Child, String> whenEnded) {
        this.command = command;
        this.process = process;
        this.whenEnded = whenEnded;
        this.link = new Link<>(
                channel, command.version(), Encodings.of(Asked.class), Encodings.of(Told.class), conversation);
        conversation.open(link::send);
    }

    /**
     * Starts a process and returns when it can be asked.
     *
     * @param whenEnded called once, when it has ended and its answers have failed, with how it ended
     * @throws IOException when it does not start, or is of another version
     */
    static Child start(Command command, Path socket, BiConsumer<Child, String> whenEnded) throws IOException {
        List<String> words = new ArrayList<>(command.java());
        words.addAll(List.of("engine", "--socket", socket.toString()));
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().putAll(command.environment());
        Files.deleteIfExists(command.crash());
        Process process = builder.start();
        Relayed.start(process);
        try {
            Child child = new Child(command, process, connect(command, process, socket), whenEnded);
            child.link.start(GREETING);
            return child;
        } catch (IOException | RuntimeException failed) {
            process.destroyForcibly();
            throw failed;
        }
    }

    private static SocketChannel connect(Command command, Process process, Path socket) throws IOException {
        long until = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < until) {
            if (hasEnded(process, LOOK))
                throw new IOException(
                        "the engine's process cannot start: " + ProcessEnd.words(process.exitValue(), command.crash()));
            try {
                return SocketChannel.open(UnixDomainSocketAddress.of(socket));
            } catch (SocketException notYet) {
                // It takes a JVM's start until it listens.
            }
        }
        throw new IOException("the engine's process does not listen after " + START.toSeconds() + " s");
    }

    private static boolean hasEnded(Process process, Duration patience) throws IOException {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(interrupted);
        }
    }

    Conversation conversation() {
        return conversation;
    }

    long pid() {
        return process.pid();
    }

    /**
     * Has it load a model, and waits for that.
     *
     * @throws EngineCrashed when the process ended meanwhile
     */
    Told.Loaded load(long model, Asked.Kind kind, Bytes wanted, DoubleConsumer progress) throws IOException {
        try {
            return switch (conversation.load(model, kind, wanted, progress).get()) {
                case Told.Loaded loaded -> loaded;
                case Told.NotLoaded(long not, var reason, String message) -> throw refusal(reason, message);
                case Told other -> throw new IOException("the engine answered a load with " + other.getClass());
            };
        } catch (ExecutionException failed) {
            String how = isStopping ? "it was stopped" : end.join();
            if (isStopping) throw new IOException("the engine's process ended: " + how, failed);
            throw new EngineCrashed("the engine's process ended in a load: " + how, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(interrupted);
        }
    }

    private static IOException refusal(Told.NotLoaded.Reason reason, String message) {
        return switch (reason) {
            case ABSENT -> new FileNotFoundException(message);
            case BROKEN -> new IOException(message);
        };
    }

    /** Has it free a model, and waits for that; of a process that has ended nothing is left to free. */
    void free(long model) {
        conversation.forget(model);
        try {
            Told unusedFreed = await(conversation.free(model));
        } catch (FailureException gone) {
            // Its memory went with it.
        }
    }

    /** Ends it in order: its side of the connection closes, and it goes. */
    void stop() {
        isStopping = true;
        link.close();
        var unusedEnd = end.copy().orTimeout(EXIT.toSeconds(), TimeUnit.SECONDS).exceptionally(late -> {
            process.destroyForcibly();
            return "";
        });
    }

    boolean isStopping() {
        return isStopping;
    }

    /** Waits for what was asked. */
    static Told await(CompletableFuture<Told> asked) {
        try {
            return asked.orTimeout(ANSWER.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof FailureException failure) throw failure;
            String what = failed.getCause() instanceof TimeoutException ? "does not answer" : "failed";
            throw new FailureException(
                    new Failure.Overloaded(503, "the engine's process " + what, java.util.Optional.empty()));
        }
    }

    /** The connection is over, and the process with it; whoever noticed, an event loop perhaps, is not held up. */
    private void over(String why) {
        Thread.ofPlatform().daemon().name("outrigger-engine-end").start(() -> ended(why));
    }

    private void ended(String why) {
        String how = why;
        try {
            if (!hasEnded(process, isStopping ? EXIT : LOOK.multipliedBy(50))) process.destroyForcibly();
            else if (process.exitValue() != 0) how = ProcessEnd.words(process.exitValue(), command.crash());
        } catch (IOException interrupted) {
            process.destroyForcibly();
        }
        whenEnded.accept(this, how);
        end.complete(how);
        conversation.tellLost(how);
    }
}
