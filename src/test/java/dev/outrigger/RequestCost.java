package dev.outrigger;

import com.sun.management.ThreadMXBean;
import dev.outrigger.support.Figures;
import dev.outrigger.support.Lockstep;
import dev.outrigger.support.OpenAiText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a request takes of a whole sidecar on real sockets, in counts. This program is the app and upstream as well, on
 * one thread, so that each byte that is sent is awaited before the next, and all that other threads do is the sidecar's.
 */
final class RequestCost {
    private static final int WARM = 300;
    private static final int ROUNDS = 5;
    private static final int REQUESTS = 50;
    private static final int FEW = 5;
    private static final int MANY = 55;

    private static final String END = OpenAiText.finish(0) + OpenAiText.DONE;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * What is counted. How often an event loop sleeps is not: where app and sidecar share a core, the next bytes are there
     * before it gets to that, and a figure of a request is anything from 0.1 to 2.
     */
    private enum Measure {
        BYTES,
        READS,
        WRITES
    }

    private RequestCost() {}

    /** Prints the figures of each kind of request. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("outrigger-cost");
        try (Lockstep lockstep = new Lockstep();
                RunningSidecar sidecar = RunningSidecar.remoteOnly(folder, RunningSidecar.oneRemote(lockstep.url()))) {
            lockstep.app(sidecar.data);
            Figures.print(figures(lockstep));
        } catch (Exception | Error failed) {
            failed.printStackTrace();
            System.exit(1);
        }
        System.exit(0);
    }

    private static SortedMap<String, Double> figures(Lockstep lockstep) throws IOException {
        SortedMap<String, Double> figures = new TreeMap<>();
        Map<Measure, Double> few = streamed(lockstep, FEW);
        Map<Measure, Double> many = streamed(lockstep, MANY);
        tell(figures, "a model named, answered whole", whole(lockstep, "mini"));
        tell(figures, "auto, answered whole", whole(lockstep, "auto"));
        tell(figures, "a model named, streamed in %d events".formatted(FEW), few);
        many.replaceAll((measure, count) -> (count - few.getOrDefault(measure, 0.0)) / (MANY - FEW));
        tell(figures, "an event more", many);
        return figures;
    }

    private static void tell(SortedMap<String, Double> figures, String name, Map<Measure, Double> counts) {
        counts.forEach(
                (measure, count) -> figures.put(name + ", " + measure.name().toLowerCase(Locale.ROOT), count));
    }

    private static Map<Measure, Double> whole(Lockstep lockstep, String model) throws IOException {
        Lockstep.Turn turn = lockstep.whole(
                OpenAiText.request(model, ""), OpenAiText.answer("It is what a reader says to a writer."));
        return least(turn);
    }

    private static Map<Measure, Double> streamed(Lockstep lockstep, int events) throws IOException {
        Lockstep.Turn turn = lockstep.streamed(
                OpenAiText.request("mini", ",\"stream\":true"), OpenAiText.delta(" word"), events, END);
        return least(turn);
    }

    /** The least of several rounds of each: what else goes on in the process, such as a timer of its own, only adds. */
    private static Map<Measure, Double> least(Lockstep.Turn turn) throws IOException {
        for (int i = 0; i < WARM; i++) turn.take();
        Map<Measure, Double> least = new EnumMap<>(Measure.class);
        for (int round = 0; round < ROUNDS; round++) {
            Map<Measure, Long> before = counts();
            for (int i = 0; i < REQUESTS; i++) turn.take();
            Map<Measure, Long> after = counts();
            after.forEach((measure, count) ->
                    least.merge(measure, (count - before.getOrDefault(measure, 0L)) / (double) REQUESTS, Math::min));
        }
        return least;
    }

    private static Map<Measure, Long> counts() {
        Map<Measure, Long> counts = new EnumMap<>(Measure.class);
        counts.put(Measure.BYTES, THREADS.getTotalThreadAllocatedBytes() - THREADS.getCurrentThreadAllocatedBytes());
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            for (Path task : tasks.toList()) add(counts, task);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return counts;
    }

    /** Counts what an event loop did, by the name that Linux cuts after 15 letters. */
    private static void add(Map<Measure, Long> counts, Path task) throws IOException {
        if (!Files.readString(task.resolve("comm")).startsWith("vert.x-eventloo")) return;
        counts.merge(Measure.READS, value(task.resolve("io"), "syscr:"), Long::sum);
        counts.merge(Measure.WRITES, value(task.resolve("io"), "syscw:"), Long::sum);
    }

    private static long value(Path file, String key) throws IOException {
        for (String line : Files.readAllLines(file))
            if (line.startsWith(key))
                return Long.parseLong(line.substring(key.length()).strip());
        throw new IOException(file + " has no " + key);
    }
}
