package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ModelName;
import dev.outrigger.support.Resident;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** SmolLM2 answers with more adapters than it holds at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdapterAnswersIT {
    private static final ModelName NAME = new ModelName("smollm2-135m-instruct");

    private final SmolAdapters adapters;
    private final LlamaGenerator generator;

    AdapterAnswersIT(@TempDir Path folder) throws IOException {
        adapters = new SmolAdapters(folder);
        for (String name : List.of("a", "b", "c")) adapters.write(name, name);
        generator = LlamaGenerator.load(
                DjlRuntime.load(1),
                NAME,
                TestModels.smollm2(),
                new GeneratorSettings(4, 256, 16, 400),
                Optional.of(new AdapterSettings(folder, 2, 64 << 20, 64)));
    }

    @AfterAll
    void close() {
        generator.close();
    }

    private static Optional<String> adapter(int i) {
        return i % 4 == 0
                ? Optional.empty()
                : Optional.of(List.of("a", "b", "c").get(i % 4 - 1));
    }

    private Recorded begin(int i) {
        Ask ask = Ask.of(Requests.with(
                        Requests.of("Tell me a story of " + i % 3 + " lighthouses. ".repeat(20)),
                        Requests.drawing(0.8, i, 16)))
                .over(adapter(i));
        Recorded recorded = Recorded.unbounded();
        generator.generate(ask).subscribe(recorded);
        return recorded;
    }

    @Test
    void twelveAnswersWithThreeAdaptersOfWhichTwoFitAreAllGiven() throws InterruptedException {
        // When: in four slots
        List<Recorded> together = IntStream.range(0, 12).mapToObj(this::begin).toList();
        for (Recorded answer : together) answer.await();
        // Then
        assertTrue(together.stream().allMatch(answer -> answer.isComplete));
        Set<String> different = together.stream().map(Recorded::text).collect(Collectors.toSet());
        assertEquals(12, different.size());
        assertEquals(0, generator.open());
    }

    /** Each time both places are given to others: nothing of those before may stay. */
    @Test
    void adaptersThatWentLeaveNoMemoryBehind() throws IOException, InterruptedException {
        for (int i = 0; i < 5; i++) swap(i);
        long before = Resident.anonymousKilobytes();
        for (int i = 5; i < 30; i++) swap(i);
        long grown = Resident.anonymousKilobytes() - before;
        // Twenty-five of four megabytes came and went.
        assertTrue(grown < 40_000, "grew by " + grown + " kB");
    }

    private void swap(int i) throws IOException, InterruptedException {
        adapters.write("c", "swap " + i);
        assertTrue(begin(3).await().isComplete);
    }
}
