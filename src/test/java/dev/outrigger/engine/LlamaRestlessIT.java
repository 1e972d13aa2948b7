package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Sampling;
import dev.outrigger.support.Drawn;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * SmolLM2 with many answers that are cancelled, stopped, refused or finished at random: no slot is kept and no memory.
 * {@code -Doutrigger.generations} says how many; the figures go to {@code target/engine-restless.json}.
 */
class LlamaRestlessIT {
    private static final int GENERATIONS = Integer.getInteger("outrigger.generations", 50);
    private static final int SLOTS = 8;
    private static final int TOGETHER = 12;

    /** Samples of memory; the first third is warming up. */
    private static final int SAMPLES = 24;

    /** Less than one float32 row of all logits, the smallest thing that a step could forget. */
    private static final double BYTES_PER_GENERATION = 49_152 * Float.BYTES;

    private final Random random = new Random(7);

    @Test
    void restlessAnswersLeaveNothingBehind() throws Exception {
        DjlRuntime runtime = DjlRuntime.load(1);
        try (LlamaGenerator generator = load(runtime)) {
            List<long[]> samples = new ArrayList<>();
            Semaphore together = new Semaphore(TOGETHER);
            List<Restless> all = new ArrayList<>();
            for (int number = 0; number < GENERATIONS; number++) {
                assertTrue(together.tryAcquire(60, TimeUnit.SECONDS), "an answer does not end");
                Restless answer = new Restless(random.nextInt(3) == 0 ? random.nextInt(8) : -1, together);
                generator.generate(request(number)).subscribe(answer);
                all.add(answer);
                if (number % Math.max(1, GENERATIONS / SAMPLES) == 0)
                    samples.add(new long[] {number, nativeBytes(runtime)});
            }
            for (Restless answer : all) answer.await();
            idle(generator);
            double slope = slope(samples.subList(samples.size() / 3, samples.size()));
            write(all, slope);
            assertTrue(slope < BYTES_PER_GENERATION, slope + " bytes stay of each answer");
            assertAllSlotsAnswer(generator);
        }
    }

    private static LlamaGenerator load(DjlRuntime runtime) throws IOException {
        return LlamaGenerator.load(
                runtime,
                new ModelName("smollm2-135m-instruct"),
                TestModels.smollm2(),
                new GeneratorSettings(SLOTS, 256, TOGETHER, 16));
    }

    private ChatRequest request(int number) {
        Drawn drawn = new Drawn().temperature(random.nextInt(2)).seed(number).maxTokens(1 + random.nextInt(8));
        Sampling sampling = switch (random.nextInt(5)) {
            case 0 -> drawn.stop("e").sampling();
            case 1 -> drawn.choices(2).sampling();
            case 2 -> drawn.topLogProbs(3).sampling();
            default -> drawn.sampling();
        };
        String question = random.nextInt(20) == 0 ? "too long ".repeat(300) : "What is " + random.nextInt(100) + "?";
        return Requests.with(
                Requests.of(
                        Message.of(Role.SYSTEM, "You answer in a few words, and you are kind. ".repeat(8)),
                        Message.of(Role.USER, question)),
                sampling);
    }

    /** Nothing runs or waits once the loop has looked again. */
    private static void idle(LlamaGenerator generator) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (generator.open() > 0 && System.nanoTime() < end) Thread.onSpinWait();
        assertEquals(0, generator.open(), "answers are still open");
    }

    private static void assertAllSlotsAnswer(LlamaGenerator generator) throws InterruptedException {
        List<Recorded> last = IntStream.range(0, SLOTS)
                .mapToObj(i -> {
                    Recorded recorded = Recorded.unbounded();
                    generator
                            .generate(Requests.with(Requests.of("Hi " + i), Sampling.UNSAID.withMaxTokens(3)))
                            .subscribe(recorded);
                    return recorded;
                })
                .toList();
        for (Recorded answer : last) assertTrue(answer.await().isComplete);
    }

    /** Resident bytes that are not the collector's. */
    private static long nativeBytes(DjlRuntime runtime) throws IOException {
        System.gc();
        runtime.trim();
        long resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("RssAnon"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * 1024)
                .sum();
        return resident
                - ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
    }

    /** Of the line nearest to the samples, bytes a generation. */
    private static double slope(List<long[]> samples) {
        double x = samples.stream().mapToLong(sample -> sample[0]).average().orElseThrow();
        double y = samples.stream().mapToLong(sample -> sample[1]).average().orElseThrow();
        double above = 0;
        double below = 0;
        for (long[] sample : samples) {
            above += (sample[0] - x) * (sample[1] - y);
            below += (sample[0] - x) * (sample[0] - x);
        }
        return above / below;
    }

    private static void write(List<Restless> all, double slope) throws IOException {
        Files.writeString(
                Path.of("target", "engine-restless.json"),
                String.format(
                        Locale.ROOT,
                        "{\"generations\": %d, \"cancelled\": %d, \"refused\": %d, \"bytesEach\": %.0f}%n",
                        all.size(),
                        all.stream().filter(answer -> answer.isCancelled).count(),
                        all.stream().filter(answer -> answer.isRefused).count(),
                        slope));
    }

    /** Cancels when it has heard so many events; never if that is negative. */
    private static final class Restless implements Flow.Subscriber<Event> {
        private final int patience;
        private final Semaphore together;
        private final CountDownLatch over = new CountDownLatch(1);
        private Runnable cancel = () -> {};
        private int heard;
        private volatile boolean isCancelled;
        private volatile boolean isRefused;

        Restless(int patience, Semaphore together) {
            this.patience = patience;
            this.together = together;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            cancel = given::cancel;
            if (patience == 0) leave();
            else given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Event event) {
            if (++heard == patience) leave();
        }

        @Override
        public void onError(Throwable cause) {
            isRefused = true;
            end();
        }

        @Override
        public void onComplete() {
            end();
        }

        private void leave() {
            isCancelled = true;
            cancel.run();
            end();
        }

        private void end() {
            over.countDown();
            together.release();
        }

        void await() throws InterruptedException {
            assertTrue(over.await(60, TimeUnit.SECONDS), "an answer does not end");
        }
    }
}
