package dev.outrigger.child;

import dev.outrigger.chat.Bytes;
import dev.outrigger.engine.BackOff;
import dev.outrigger.engine.Embedder;
import dev.outrigger.engine.Encoder;
import dev.outrigger.engine.Generator;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Keeps one process of the engine while there are models in it: started by the first load, stopped after the last is
 * freed. One that ends unasked has cost its own answers alone; whoever loads next starts another, after a wait that
 * doubles, so that it is never a loop.
 */
public final class Supervisor implements AutoCloseable {
    /** Nobody is started again for so long after one ended unasked, doubling. */
    static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private static final Logger LOG = System.getLogger("dev.outrigger.engine");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LONGEST_NAME = "01234567.sock";

    private final Supplier<Command> command;
    private final Path run;
    private final ReentrantLock lock = new ReentrantLock();
    private final BackOff backOff = new BackOff(FIRST_WAIT, LONGEST_WAIT);

    // Guarded by the lock.
    private Optional<Child> current = Optional.empty();

    /** Completes when the start under way is over, well or not. */
    private Optional<CompletableFuture<Void>> starting = Optional.empty();

    private int inUse;
    private int starts;
    private long startedNanos;
    private Optional<Long> notBeforeNanos = Optional.empty();
    private volatile boolean isClosed;

    private volatile String lastEnd = "";
    private volatile Optional<Long> pid = Optional.empty();

    /**
     * @param command asked for when a process is started
     * @param run the folder for traces of running processes
     */
    public Supervisor(Supplier<Command> command, Path run) {
        this.command = command;
        this.run = run;
    }

    /**
     * Has the process load a generator; starts one if none runs, and blocks meanwhile.
     *
     * @param progress hears which share of its weights is in, 0 to 1
     * @throws EngineCrashed when the load took the process with it
     * @throws IOException when it cannot be loaded, as {@link Models} says, or no process can be started, or not yet; the
     *     message says when
     */
    public Generator generator(Bytes wanted, DoubleConsumer progress) throws IOException {
        return load(Asked.Kind.GENERATOR, wanted, progress, ChildGenerator::new);
    }

    /** An encoder; likewise. */
    public Encoder encoder(Bytes wanted, DoubleConsumer progress) throws IOException {
        return load(Asked.Kind.ENCODER, wanted, progress, ChildEncoder::new);
    }

    /** A model that makes vectors; likewise. */
    public Embedder embedder(Bytes wanted, DoubleConsumer progress) throws IOException {
        return load(Asked.Kind.EMBEDDER, wanted, progress, ChildEmbedder::new);
    }

    /** The process' number; absent while there is none. */
    public Optional<Long> pid() {
        return pid;
    }

    /** What a person should know: which process it is, and how the one before ended; absent while none was needed. */
    public Optional<String> words() {
        Optional<String> now = pid.map(number -> "in process " + number);
        if (lastEnd.isEmpty()) return now;
        return Optional.of(now.orElse("in no process now") + "; the one before: " + lastEnd);
    }

    private <M> M load(Asked.Kind kind, Bytes wanted, DoubleConsumer progress, Function<ChildModel, M> make)
            throws IOException {
        Child child = enter();
        try {
            Told.Loaded loaded = child.load(child.conversation().number(), kind, wanted, progress);
            return make.apply(new ChildModel(child, loaded, () -> leave(child)));
        } catch (IOException | RuntimeException failed) {
            leave(child);
            throw failed;
        }
    }

    /** The process that runs now, or a new one, in use by one more. Who waits for a start holds nobody else up. */
    private Child enter() throws IOException {
        while (true) {
            CompletableFuture<Void> own = new CompletableFuture<>();
            Optional<Child> running;
            Optional<CompletableFuture<Void>> other;
            lock.lock();
            try {
                if (isClosed) throw stopping();
                running = current;
                other = starting;
                if (running.isPresent()) inUse++;
                else if (other.isEmpty()) begin(own);
            } finally {
                lock.unlock();
            }
            if (running.isPresent()) return running.get();
            if (other.isEmpty()) return start(own);
            await(other.get());
        }
    }

    private static IOException stopping() {
        return new IOException("the process is stopping");
    }

    private void begin(CompletableFuture<Void> start) throws IOException {
        checkTurn();
        starting = Optional.of(start);
        startedNanos = System.nanoTime();
    }

    /** Whoever is refused may ask again then: their thread has other models to load. */
    private void checkTurn() throws IOException {
        long left = left();
        if (left <= 0) return;
        Instant at = Instant.now().plusNanos(left).truncatedTo(ChronoUnit.MILLIS);
        throw new IOException("the engine's process has gone, " + lastEnd + "; it starts again at " + at);
    }

    private long left() {
        return notBeforeNanos.map(time -> time - System.nanoTime()).orElse(0L);
    }

    private static void await(CompletableFuture<Void> start) throws IOException {
        try {
            start.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(interrupted);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Takes seconds, so without the lock. */
    private Child start(CompletableFuture<Void> own) throws IOException {
        try {
            return started(launch());
        } finally {
            over();
            own.complete(null);
        }
    }

    private void over() {
        lock.lock();
        try {
            starting = Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private Child launch() throws IOException {
        try {
            Path socket =
                    Sockets.folder(run, LONGEST_NAME).resolve(HexFormat.of().toHexDigits(RANDOM.nextInt()) + ".sock");
            return Child.start(command.get(), Child.Patience.STANDARD, socket, () -> isClosed, this::ended);
        } catch (IOException failed) {
            failed(String.valueOf(failed.getMessage()));
            throw failed;
        }
    }

    private Child started(Child child) throws IOException {
        lock.lock();
        try {
            starts++;
            if (isClosed) {
                child.stop();
                throw stopping();
            }
            // Whose end was told before it was known here would be the current one for ever.
            if (child.isOver()) throw new IOException("the engine's process has gone as soon as it ran");
            current = Optional.of(child);
            pid = Optional.of(child.pid());
            inUse = 1;
            LOG.log(Level.INFO, "the engine runs in process {0}", Long.toString(child.pid()));
            return child;
        } finally {
            lock.unlock();
        }
    }

    private void failed(String why) {
        lock.lock();
        try {
            lastEnd = why;
            rest();
        } finally {
            lock.unlock();
        }
    }

    private void rest() {
        Duration wait = wait(backOff, Duration.ofNanos(System.nanoTime() - startedNanos));
        notBeforeNanos = Optional.of(System.nanoTime() + wait.toNanos());
    }

    /** How long nobody is started after one that lived so long: one that lived for the longest wait counts as the first again. */
    static Duration wait(BackOff backOff, Duration life) {
        if (life.compareTo(LONGEST_WAIT) >= 0) backOff.reset();
        return backOff.next();
    }

    private void ended(Child child, String how) {
        lock.lock();
        try {
            if (current.filter(running -> running == child).isPresent()) {
                current = Optional.empty();
                pid = Optional.empty();
            }
            if (child.isStopping()) return;
            rest();
            lastEnd = how;
            LOG.log(
                    Level.WARNING,
                    "the engine''s process {0} has gone, {1}; not started again within {2} ms",
                    Long.toString(child.pid()),
                    how,
                    Long.toString(TimeUnit.NANOSECONDS.toMillis(left())));
        } finally {
            lock.unlock();
        }
    }

    /** One who used it needs it no more; without users it need not run. */
    private void leave(Child child) {
        lock.lock();
        try {
            if (current.filter(running -> running == child).isEmpty() || --inUse > 0) return;
            current = Optional.empty();
            pid = Optional.empty();
            child.stop();
        } finally {
            lock.unlock();
        }
    }

    /** Times that a process was started. */
    public int starts() {
        lock.lock();
        try {
            return starts;
        } finally {
            lock.unlock();
        }
    }

    /** Stops the process, whatever runs in it, and starts no other. */
    @Override
    public void close() {
        lock.lock();
        try {
            isClosed = true;
            current.ifPresent(Child::stop);
            current = Optional.empty();
            pid = Optional.empty();
        } finally {
            lock.unlock();
        }
    }
}
