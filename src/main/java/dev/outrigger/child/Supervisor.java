package dev.outrigger.child;

import dev.outrigger.chat.Bytes;
import dev.outrigger.engine.Encoder;
import dev.outrigger.engine.Generator;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;

/**
 * Keeps one process of the engine while there are models in it: started by the first load, stopped after the last is
 * freed. One that ends unasked has cost its own answers alone; whoever loads next starts another, after a wait that
 * doubles, so that it is never a loop.
 */
public final class Supervisor implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.outrigger.engine");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LONGEST_NAME = "01234567.sock";

    private final Supplier<Command> command;
    private final Path run;
    private final ReentrantLock lock = new ReentrantLock();
    private final BackOff backOff = new BackOff();

    // Guarded by the lock.
    private Optional<Child> current = Optional.empty();
    private int inUse;
    private int starts;
    private long startedNanos;
    private Optional<Long> notBeforeNanos = Optional.empty();
    private boolean isClosed;

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
        return load(
                Asked.Kind.GENERATOR,
                wanted,
                progress,
                (child, loaded) -> new ChildGenerator(child, loaded, () -> leave(child)));
    }

    /** An encoder; likewise. */
    public Encoder encoder(Bytes wanted, DoubleConsumer progress) throws IOException {
        return load(
                Asked.Kind.ENCODER,
                wanted,
                progress,
                (child, loaded) -> new ChildEncoder(child, loaded, () -> leave(child)));
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

    private <M> M load(Asked.Kind kind, Bytes wanted, DoubleConsumer progress, BiFunction<Child, Told.Loaded, M> make)
            throws IOException {
        Child child = enter();
        try {
            return make.apply(child, child.load(child.conversation().number(), kind, wanted, progress));
        } catch (IOException | RuntimeException failed) {
            leave(child);
            throw failed;
        }
    }

    /** The process that runs now, or a new one, in use by one more. */
    private Child enter() throws IOException {
        lock.lock();
        try {
            if (isClosed) throw new IOException("the process is stopping");
            if (current.isEmpty()) {
                checkTurn();
                start();
            }
            inUse++;
            return current.orElseThrow();
        } finally {
            lock.unlock();
        }
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

    private void start() throws IOException {
        startedNanos = System.nanoTime();
        try {
            Path folder = Sockets.folder(run, LONGEST_NAME);
            Path socket = folder.resolve(HexFormat.of().toHexDigits(RANDOM.nextInt()) + ".sock");
            Child child = Child.start(command.get(), Child.Patience.STANDARD, socket, this::ended);
            current = Optional.of(child);
            pid = Optional.of(child.pid());
            inUse = 0;
            starts++;
            LOG.log(Level.INFO, "the engine runs in process {0}", Long.toString(child.pid()));
        } catch (IOException failed) {
            lastEnd = String.valueOf(failed.getMessage());
            rest();
            throw failed;
        }
    }

    private void rest() {
        Duration wait = backOff.after(Duration.ofNanos(System.nanoTime() - startedNanos));
        notBeforeNanos = Optional.of(System.nanoTime() + wait.toNanos());
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
