package dev.outrigger.rollout;

import dev.outrigger.chat.ExchangeId;
import dev.outrigger.exchange.Basis;
import dev.outrigger.exchange.Compared;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.route.Decision;
import dev.outrigger.route.Recipe;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * Writes decisions down, each when its exchange has ended, on a thread of its own. Nobody waits for it: with {@link
 * #MOST_WAITING} waiting, or where the disk fails, decisions are lost, which is counted, and said once in the log. A disk
 * that failed is tried again after {@link #PAUSE}. Thread-safe.
 */
public final class DecisionLog implements AutoCloseable {
    /** What files are called. */
    public static final String STEM = "decisions";

    /** Decisions that may wait to be written: a second's, of a busy sidecar. */
    static final int MOST_WAITING = 2048;

    /** The longest line; of an app that names models at length. */
    static final int MOST_LINE_BYTES = ChainedFiles.MOST_LINE_BYTES - Chain.FRAME_BYTES;

    /** How long a disk that failed is left alone. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final Logger LOG = System.getLogger(DecisionLog.class.getName());

    private final DecisionLogSettings settings;
    private final InstantSource clock;
    private final BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Map<Loss, LongAdder> lost = new EnumMap<>(Loss.class);
    private final LongAdder written = new LongAdder();
    private final Thread writer;
    private volatile boolean closing;
    private volatile String state = "opening";

    private Optional<ChainedFiles> files = Optional.empty();
    private EntryLines lines = new EntryLines();
    private Instant resume = Instant.MIN;

    /** Why a decision was not written down. */
    public enum Loss {
        /** Too many wait. */
        FULL,
        /** The disk failed, or another process writes there. */
        DISK,
        /** Its line would be too long. */
        LONG,
        /** It cannot be written: a fault of ours. */
        FAULT
    }

    private DecisionLog(DecisionLogSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        for (Loss loss : Loss.values()) lost.put(loss, new LongAdder());
        this.writer = Thread.ofPlatform().daemon().name("outrigger-decisions").unstarted(this::run);
    }

    /** Begins to write; the folder is made where there is none. */
    public static DecisionLog open(DecisionLogSettings settings, InstantSource clock) {
        DecisionLog log = new DecisionLog(settings, clock);
        log.start();
        return log;
    }

    /** One that gathers what it is given, and writes nothing yet. */
    static DecisionLog gathering(DecisionLogSettings settings, InstantSource clock) {
        return new DecisionLog(settings, clock);
    }

    void start() {
        writer.start();
    }

    /** Writes it down soon, if it was decided. Never fails, never waits. */
    public void accept(Exchange exchange) {
        Entry.Names names = settings.names() ? Entry.Names.WRITTEN : Entry.Names.WITHHELD;
        Entry.of(exchange, names)
                .ifPresent(entry -> accept(entry, exchange.basis().orElseThrow().recipe()));
    }

    /** Writes down soon what was decided and nobody acts by. Never fails, never waits. */
    public void accept(ExchangeId id, Basis basis, Decision decision) {
        accept(Entry.of(id, basis, decision), basis.recipe());
    }

    private void accept(Entry entry, Recipe recipe) {
        offer(lines -> lines.write(entry, recipe), written::increment);
    }

    /** Writes it down soon: figures alone. Never fails, never waits. */
    public void accept(Compared compared) {
        offer(lines -> List.of(lines.write(compared)), () -> {});
    }

    /** What is to be written of something, where so much was told before. */
    private interface Bodies {
        List<String> over(EntryLines lines);
    }

    private void offer(Bodies bodies, Runnable done) {
        if (closing || !waiting.offer(() -> write(bodies, done))) lose(Loss.FULL);
    }

    private void run() {
        try {
            while (!closing) waiting.take().run();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) next.run();
        shut();
    }

    private void write(Bodies all, Runnable done) {
        try {
            if (clock.instant().isBefore(resume)) lose(Loss.DISK);
            else append(opened(), all, done);
        } catch (IOException failed) {
            lose(Loss.DISK);
            fail(failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage());
        } catch (Throwable fault) {
            // Errors too, of memory or of linkage: the thread that writes must outlive them.
            lose(Loss.FAULT);
            // What was told for it was not written, or half of it was.
            lines = new EntryLines();
            shut();
            state = "failing: " + fault.getClass().getSimpleName();
        }
    }

    private ChainedFiles opened() throws IOException {
        if (files.isEmpty()) {
            files = Optional.of(
                    new ChainedFiles(settings.folder(), STEM, settings.size().bytes(), settings.keep(), clock));
            lines = new EntryLines();
        }
        return files.get();
    }

    private void append(ChainedFiles to, Bodies all, Runnable done) throws IOException {
        List<String> bodies = all.over(lines);
        if (bodies.stream().anyMatch(body -> bytes(body) > MOST_LINE_BYTES)) {
            // What was told before it in these lines was not.
            lines = new EntryLines();
            lose(Loss.LONG);
            return;
        }
        int before = to.number();
        if (to.turn(bodies.stream()
                .mapToLong(body -> bytes(body) + Chain.FRAME_BYTES)
                .sum())) {
            lines = new EntryLines();
            bodies = all.over(lines);
        }
        for (String body : bodies) to.append(body);
        done.run();
        state = "writing " + STEM + " " + to.number() + ", " + written.sum() + " written, last link "
                + to.last().hex();
        if (before != to.number()) LOG.log(Level.INFO, "decision log: file {0} begins, {1}", to.number(), state);
    }

    private static int bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8).length;
    }

    private void fail(String why) {
        shut();
        resume = clock.instant().plus(PAUSE);
        String told = "failing: " + why;
        if (!state.equals(told)) LOG.log(Level.WARNING, "decision log {0} {1}", settings.folder(), told);
        state = told;
    }

    private void shut() {
        try {
            if (files.isPresent()) files.get().close();
        } catch (IOException failed) {
            LOG.log(Level.WARNING, "decision log {0} cannot be closed: {1}", settings.folder(), failed.getMessage());
        }
        files = Optional.empty();
    }

    private void lose(Loss why) {
        LongAdder count = lost(why);
        if (count.sum() == 0)
            LOG.log(Level.WARNING, "decision log: a decision was lost ({0}); further ones are counted", why);
        count.increment();
    }

    private LongAdder lost(Loss why) {
        return java.util.Objects.requireNonNull(lost.get(why));
    }

    /** Decisions that were written down. */
    public long written() {
        return written.sum();
    }

    /** Decisions that were not, for this reason. */
    public long losses(Loss why) {
        return lost(why).sum();
    }

    /** Decisions that were not, for any reason. */
    public long losses() {
        return lost.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** What it is doing, for people: the last link is worth noting elsewhere. */
    public String detail() {
        long all = losses();
        return all == 0 ? state : state + "; " + all + " lost";
    }

    /** Returns when what waits is written, or the disk has stood still too long. */
    @Override
    public void close() {
        closing = true;
        // Wakes it; what is offered from now on is lost.
        var _ = waiting.offer(() -> {});
        try {
            var _ = writer.join(CLOSE);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
