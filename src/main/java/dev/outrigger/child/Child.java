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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/** One running process of the engine, from its start to its end. */
final class Child {
    /**
     * How long a process that says nothing is waited for; then it is ended, for nothing else takes it from its work.
     *
     * @param load since a load last went on
     * @param free until a model is freed
     */
    record Patience(Duration load, Duration free) {
        static final Patience STANDARD = new Patience(Duration.ofSeconds(60), Duration.ofSeconds(10));
    }

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
    private final Patience patience;
    private volatile boolean isStopping;
    private volatile boolean isOver;
    private volatile boolean wasAsked;
    private volatile Optional<String> givenUp = Optional.empty();

    /** When a load began, went on or ended last. */
    private volatile long movedNanos;

    private Child(
            Command command,
            Patience patience,
            Process process,
            SocketChannel channel,
            BiConsumer<Child, String> whenEnded) {
        this.command = command;
        this.patience = patience;
        this.process = process;
        this.whenEnded = whenEnded;
        this.link = new Link<>(
                channel, command.version(), Encodings.of(Asked.class), Encodings.of(Told.class), conversation);
        conversation.open(link::send);
    }

    /**
     * Starts a process and returns when it can be asked.
     *
     * @param isGivenUp whether nobody wants it any more; looked at while it does not listen yet
     * @param whenEnded called once, when it has ended and its answers have failed, with how it ended
     * @throws IOException when it does not start, or is of another version
     */
    static Child start(
            Command command,
            Patience patience,
            Path socket,
            BooleanSupplier isGivenUp,
            BiConsumer<Child, String> whenEnded)
            throws IOException {
        List<String> words = new ArrayList<>(command.java());
        words.addAll(List.of("engine", "--socket", socket.toString()));
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        Files.deleteIfExists(command.crash());
        Process process = builder.start();
        Relayed.start(process);
        try {
            Child child =
                    new Child(command, patience, process, connect(command, process, socket, isGivenUp), whenEnded);
            child.link.start(GREETING);
            return child;
        } catch (IOException | RuntimeException failed) {
            process.destroyForcibly();
            throw failed;
        }
    }

    private static SocketChannel connect(Command command, Process process, Path socket, BooleanSupplier isGivenUp)
            throws IOException {
        long until = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < until) {
            if (isGivenUp.getAsBoolean()) throw new IOException("the process is stopping");
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
     * @throws EngineCrashed when the process ended meanwhile, unasked, or had to be ended because nothing went on
     */
    Told.Loaded load(long model, Asked.Kind kind, Bytes wanted, DoubleConsumer progress) throws IOException {
        try {
            return switch (outcome(conversation.load(model, kind, wanted, share -> {
                moved();
                progress.accept(share);
            }))) {
                case Told.Loaded loaded -> loaded;
                case Told.NotLoaded(long not, var reason, String message) -> throw refusal(reason, message);
                case Told other -> throw new IOException("the engine answered a load with " + other.getClass());
            };
        } catch (ExecutionException failed) {
            String how = isStopping ? "it was stopped" : end.join();
            if (isStopping || wasAsked) throw new IOException("the engine's process ended: " + how, failed);
            throw new EngineCrashed("the engine's process ended in a load: " + how, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(interrupted);
        }
    }

    /** Of all loads one goes on at a time: those that wait for another wait as long as that goes on. */
    private Told outcome(CompletableFuture<Told> load) throws ExecutionException, InterruptedException {
        moved();
        while (true) {
            long left = movedNanos + patience.load().toNanos() - System.nanoTime();
            try {
                return load.get(Math.max(0, left), TimeUnit.NANOSECONDS);
            } catch (TimeoutException silent) {
                if (left <= 0)
                    giveUp("it did nothing in a load for " + patience.load().toMillis() + " ms");
                if (givenUp.isPresent()) return load.get();
            } finally {
                if (load.isDone()) moved();
            }
        }
    }

    private void moved() {
        movedNanos = System.nanoTime();
    }

    /** Ends it at once, whatever it does; its answers and calls fail. */
    private void giveUp(String why) {
        givenUp = Optional.of(why);
        process.destroyForcibly();
        link.close();
    }

    private static IOException refusal(Told.NotLoaded.Reason reason, String message) {
        return switch (reason) {
            case ABSENT -> new FileNotFoundException(message);
            case BROKEN -> new IOException(message);
        };
    }

    /**
     * Has it free a model, and waits for that. Of a process that has ended nothing is left to free; one that does not do it
     * is ended, with all that it has.
     */
    void free(long model) {
        conversation.forget(model);
        try {
            Told unusedFreed = conversation.free(model).get(patience.free().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException silent) {
            giveUp("it did not free a model within " + patience.free().toMillis() + " ms");
        } catch (ExecutionException gone) {
            // Its memory went with it.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
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

    /** Whether its end was noticed. */
    boolean isOver() {
        return isOver;
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
            throw new FailureException(new Failure.Overloaded(503, "the engine's process " + what, Optional.empty()));
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
            wasAsked = !process.isAlive() && ProcessEnd.wasAsked(process.exitValue());
        } catch (IOException interrupted) {
            process.destroyForcibly();
        }
        String told = givenUp.orElse(how);
        isOver = true;
        whenEnded.accept(this, told);
        end.complete(told);
        // Whoever stops it knows.
        if (!isStopping) conversation.tellLost(told);
    }
}
