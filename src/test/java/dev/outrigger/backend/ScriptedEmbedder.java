package dev.outrigger.backend;

import dev.outrigger.chat.Vector;
import dev.outrigger.engine.Device;
import dev.outrigger.engine.Embedder;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Makes vectors of two numbers when it is told to: of each text its length, and 1. */
final class ScriptedEmbedder implements Embedder {
    record Job(String text, Promise<Embedded> promise) {}

    /** Asked for, and not answered yet. */
    final List<Job> open = new ArrayList<>();

    int asked;

    @Override
    public int dimensions() {
        return 2;
    }

    @Override
    public int contextTokens() {
        return 256;
    }

    @Override
    public Device device() {
        return Device.CPU;
    }

    @Override
    public synchronized Future<Embedded> embed(String text) {
        asked++;
        Job job = new Job(text, Promise.promise());
        open.add(job);
        return job.promise().future();
    }

    synchronized int waiting() {
        return open.size();
    }

    /** Answers all that waits. */
    synchronized void answer() {
        List<Job> all = List.copyOf(open);
        open.clear();
        all.forEach(job -> job.promise()
                .complete(new Embedded(
                        Vector.of(job.text().length(), 1), job.text().length() + 2)));
    }

    /** Fails the first that waits, and answers the rest. */
    synchronized void fail(Throwable cause) {
        Job first = open.removeFirst();
        answer();
        first.promise().fail(cause);
    }

    @Override
    public void whenLost(Consumer<String> then) {}

    @Override
    public void close() {}
}
