package dev.outrigger.engine;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.engine.grammar.Grammar;
import dev.outrigger.engine.grammar.Grammars;
import dev.outrigger.engine.grammar.SchemaRefused;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Compiles the forms that answers must have beside the stepping thread: a schema may take a third of a second, in which no
 * answer would go on. It has one thread, which ends when nothing comes for a while. Thread-safe.
 */
final class FormReader implements AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Grammars grammars = new Grammars();
    private final Runnable warm;
    private final ThreadPoolExecutor pool;

    private record Job(Arrival arrival, Runnable work) implements Runnable {
        @Override
        public void run() {
            work.run();
        }
    }

    /**
     * @param name of the model
     * @param waiting requests that may wait for it
     * @param warm makes what all forms need, before the first; called on its thread
     */
    FormReader(String name, int waiting, Runnable warm) {
        this.warm = warm;
        this.pool = new ThreadPoolExecutor(
                1,
                1,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(waiting),
                Thread.ofPlatform()
                        .daemon()
                        .name("outrigger-" + name + "-forms")
                        .factory());
        pool.allowCoreThreadTimeOut(true);
    }

    /**
     * Hands the arrival on with its grammar: at once where it has no form; else on this reader's thread, where one that is
     * refused is told so.
     */
    void read(Arrival arrival, Consumer<Arrival> then) {
        OutputFormat format = arrival.ask().request().format();
        if (format instanceof OutputFormat.Free) {
            then.accept(arrival);
            return;
        }
        try {
            pool.execute(new Job(arrival, () -> compile(arrival, format, then)));
        } catch (RejectedExecutionException full) {
            arrival.outbox().fail(overloaded("the local model has too many schemas to read"));
        }
    }

    private void compile(Arrival arrival, OutputFormat format, Consumer<Arrival> then) {
        if (arrival.outbox().isCancelled()) return;
        try {
            warm.run();
            Optional<Grammar> grammar = grammars.of(format);
            then.accept(grammar.map(arrival::of).orElse(arrival));
        } catch (SchemaRefused refused) {
            arrival.outbox()
                    .fail(new Failure.Untranslatable(
                            "the local model cannot promise the schema: " + refused.getMessage(), Optional.empty()));
        } catch (RuntimeException | VirtualMachineError cause) {
            // The stack or heap that a schema takes is that request's fault, and gone with it.
            arrival.outbox().fail(FailureException.of(cause));
        }
    }

    /** Ends those that wait; what is being read is handed on yet. */
    @Override
    public void close() {
        for (Runnable left : pool.shutdownNow())
            if (left instanceof Job job) job.arrival().outbox().fail(overloaded("the local model is closing"));
    }

    private static Failure overloaded(String message) {
        return new Failure.Overloaded(503, Optional.of(Stepper.BUSY), message, Optional.empty());
    }
}
