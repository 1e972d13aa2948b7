package dev.outrigger.rollout;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.exchange.Compared;
import dev.outrigger.exchange.Shadowed;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * Writes down what two answers say that are compared: the one place where content is kept, where an operator turned that on.
 * Its files may be read by this user alone. On a thread of its own; with {@link #MOST_WAITING} waiting, or where the disk fails,
 * what was to be written is lost and counted. Thread-safe.
 */
public final class ContentLog implements AutoCloseable {
    /** What files are called. */
    public static final String STEM = "content";

    /** Comparisons that may wait to be written; each holds two answers of {@code proxy.Echo.MOST_CHARS} at most. */
    static final int MOST_WAITING = 64;

    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final Logger LOG = System.getLogger(ContentLog.class.getName());

    private final Bounds bounds;
    private final Redaction redaction;
    private final InstantSource clock;
    private final BlockingQueue<Optional<Shadowed>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final LongAdder written = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final Thread writer;
    private Optional<ChainedFiles> files = Optional.empty();
    private volatile boolean closing;
    private volatile boolean failed;

    private ContentLog(Bounds bounds, Redaction redaction, InstantSource clock) {
        this.bounds = bounds;
        this.redaction = redaction;
        this.clock = clock;
        this.writer = Thread.ofPlatform().daemon().name("outrigger-content").unstarted(this::run);
    }

    /**
     * Where files are, and how many.
     *
     * @param bytes of one
     * @param keep the most of them
     */
    public record Bounds(Path folder, long bytes, int keep) {}

    /**
     * Begins to write.
     *
     * @param isRedacted whether personal data is written as its kind instead; keys always are
     */
    public static ContentLog open(Bounds bounds, boolean isRedacted, InstantSource clock) {
        ContentLog log = gathering(bounds, isRedacted, clock);
        log.writer.start();
        return log;
    }

    /** One that gathers what it is given, and writes nothing yet. */
    static ContentLog gathering(Bounds bounds, boolean isRedacted, InstantSource clock) {
        return new ContentLog(bounds, isRedacted ? Redaction.ofPersonalData() : Redaction.ofSecrets(), clock);
    }

    /** Writes it down soon, if there are two answers. Never fails, never waits. */
    public void accept(Shadowed shadowed) {
        if (shadowed.texts().app().isEmpty() || shadowed.texts().shadow().isEmpty()) return;
        if (closing || !waiting.offer(Optional.of(shadowed))) lost.increment();
    }

    private void run() {
        try {
            while (!closing) waiting.take().ifPresent(this::write);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
        for (Optional<Shadowed> next = waiting.poll(); next != null; next = waiting.poll()) next.ifPresent(this::write);
        shut();
    }

    private void write(Shadowed shadowed) {
        try {
            String body = body(shadowed);
            if (files.isEmpty())
                files = Optional.of(new ChainedFiles(
                        bounds.folder(), STEM, bounds.bytes(), bounds.keep(), clock, ChainedFiles.Readers.OWNER));
            var _ = files.get().turn(body.getBytes(StandardCharsets.UTF_8).length + (long) Chain.FRAME_BYTES);
            files.get().append(body);
            written.increment();
        } catch (Throwable fault) {
            // Errors too, of memory or of linkage: the thread that writes must outlive them.
            // By its kind alone: its words may be content.
            lost.increment();
            if (!failed)
                LOG.log(
                        Level.WARNING,
                        "captured content is lost: {0}",
                        fault.getClass().getSimpleName());
            failed = true;
            shut();
        }
    }

    private String body(Shadowed shadowed) {
        Compared compared = shadowed.compared();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("exchange", compared.exchange())
                .put("time", compared.time().toString())
                .put("policy", compared.policy())
                .put("serves", compared.serves())
                .put("watched", compared.watched());
        side(json.putObject("app"), compared.app(), shadowed.texts().app());
        side(json.putObject("shadow"), compared.shadow(), shadowed.texts().shadow());
        return json.toString();
    }

    private void side(ObjectNode json, Compared.Side side, Optional<String> text) {
        json.put("model", side.model());
        text.map(redaction::of).ifPresent(said -> json.put("text", said));
    }

    private void shut() {
        try {
            if (files.isPresent()) files.get().close();
        } catch (IOException ignored) {
            LOG.log(Level.WARNING, "captured content: its file cannot be closed");
        }
        files = Optional.empty();
    }

    /** What it did, for people. */
    public String detail() {
        return written.sum() + " comparisons written to " + bounds.folder()
                + (lost.sum() == 0 ? "" : ", " + lost.sum() + " lost");
    }

    /** Comparisons that were not written. */
    long lost() {
        return lost.sum();
    }

    /** Returns when what waits is written, or the disk has stood still too long. */
    @Override
    public void close() {
        closing = true;
        var _ = waiting.offer(Optional.empty());
        try {
            var _ = writer.join(CLOSE);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
