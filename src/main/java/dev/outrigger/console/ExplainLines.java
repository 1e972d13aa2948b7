package dev.outrigger.console;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Answers lines with lines, in order. Several are worked on at a time, never more than the bound: the input may be
 * longer than memory. A line that cannot be answered gets an error with its number in its place, and the rest go on.
 * Blank lines get none.
 *
 * <p>Blocks the calling thread until the input ends; not for an event loop.
 */
public final class ExplainLines {
    private final Bounds bounds;
    private final Function<String, Future<String>> answer;

    /**
     * What a run may hold.
     *
     * @param lookAhead lines in work at one time
     * @param lineChars characters of a line; a longer one is an error
     */
    public record Bounds(int lookAhead, int lineChars) {
        public Bounds {
            if (lookAhead < 1) throw new IllegalArgumentException("lookAhead must be at least 1, was " + lookAhead);
            if (lineChars < 1) throw new IllegalArgumentException("lineChars must be at least 1, was " + lineChars);
        }
    }

    /**
     * Over a way to answer a line.
     *
     * @param answer a line of JSON to a line of JSON; fails, or throws, for a line that is none, with a message that may
     *     be shown
     */
    public ExplainLines(Bounds bounds, Function<String, Future<String>> answer) {
        this.bounds = bounds;
        this.answer = answer;
    }

    private record Pending(long line, Future<String> answer) {}

    /** Answers until the input ends. */
    public void run(Reader in, Appendable out) throws IOException {
        BoundedLines lines = new BoundedLines(in, bounds.lineChars());
        Deque<Pending> pending = new ArrayDeque<>();
        for (Optional<BoundedLines.Line> next = lines.next(); next.isPresent(); next = lines.next()) {
            if (next.get().text().isBlank()) continue;
            if (pending.size() == bounds.lookAhead()) write(pending.removeFirst(), out);
            pending.addLast(new Pending(next.get().number(), start(next.get())));
        }
        while (!pending.isEmpty()) write(pending.removeFirst(), out);
    }

    private Future<String> start(BoundedLines.Line line) {
        if (line.isCut()) return Future.failedFuture("longer than " + bounds.lineChars() + " characters");
        try {
            return answer.apply(line.text());
        } catch (RuntimeException refused) {
            return Future.failedFuture(refused);
        }
    }

    private static void write(Pending pending, Appendable out) throws IOException {
        out.append(await(pending)).append('\n');
    }

    private static String await(Pending pending) {
        try {
            return pending.answer().toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException failed) {
            Throwable cause = Optional.ofNullable(failed.getCause()).orElse(failed);
            String message = Optional.ofNullable(cause.getMessage())
                    .orElse(cause.getClass().getSimpleName());
            return ExplanationJson.encodeError(message, pending.line());
        }
    }
}
