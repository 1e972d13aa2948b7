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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** SmolLM2 with answers beside each other, of beginnings that they share. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LlamaSharingIT {
    private static final String STORY = "Tell me a long story about a lighthouse.";

    /** Spans of each step; the stepping thread writes, and the test reads what was written before an answer's end. */
    private final List<Integer> steps = new CopyOnWriteArrayList<>();

    private final LlamaGenerator generator = LlamaGenerator.load(
            DjlRuntime.load(1),
            new ModelName("smollm2-135m-instruct"),
            TestModels.smollm2(),
            new GeneratorSettings(4, 512, 8, 400),
            Precision.BFLOAT16,
            decoder -> new Counted(decoder, steps));

    LlamaSharingIT() throws IOException {}

    @AfterAll
    void close() {
        generator.close();
    }

    /** Twice as many as there are slots, of several chunks, half of them with a beginning of several chunks in common. */
    @Test
    void answersTogetherAsAlone() throws InterruptedException {
        // Given
        List<ChatRequest> requests = IntStream.range(0, 8)
                .mapToObj(seed -> Requests.with(
                        Requests.of(
                                Message.of(Role.SYSTEM, "You write for children. ".repeat(seed < 4 ? 30 : seed)),
                                Message.of(Role.USER, "Tell me a story of " + seed + " lighthouses.")),
                        Requests.drawing(0.8, seed, 24)))
                .toList();
        List<String> alone = new ArrayList<>();
        for (ChatRequest request : requests) {
            // Something else in between: nothing of it is known beforehand.
            for (int slot = 0; slot < 4; slot++) answer(limited(STORY + " " + slot, 1));
            alone.add(answer(request).text());
        }
        // When
        List<Recorded> together = requests.stream().map(this::begin).toList();
        for (Recorded answer : together) answer.await();
        // Then
        assertEquals(alone, together.stream().map(Recorded::text).toList());
        assertTrue(together.stream().allMatch(answer -> answer.isComplete));
    }

    /** Four beside each other leave no room for guesses. */
    @Test
    void guessesSaveStepsAndChangeNothing() throws InterruptedException {
        // Given
        List<ChatRequest> requests = Stream.of("Ann", "Ben", "Cleo", "Dan")
                .map(name -> limited(
                        "Copy this text exactly: \"" + name
                                + " saw seven boats come in before noon, with salt, fish, rope, lamps"
                                + " and two letters for the school. Then " + name
                                + " went home, and the harbour was empty.\"",
                        40))
                .toList();
        steps.clear();
        List<String> together = new ArrayList<>();
        for (Recorded answer : requests.stream().map(this::begin).toList())
            together.add(answer.await().text());
        // When
        List<String> alone = new ArrayList<>();
        steps.clear();
        for (ChatRequest request : requests) alone.add(answer(request).text());
        // Then
        assertEquals(together, alone);
        assertTrue(steps.size() < 100, () -> steps.size() + " steps for 160 tokens");
        assertTrue(steps.contains(Stepper.ROWS));
    }

    @Test
    void readsASharedBeginningOnce() throws InterruptedException {
        // Given: 190 tokens and more that two chats share
        String system = "You are a careful clerk of a small museum by the sea. ".repeat(14);
        answer(asking(system, "When do you open?"));
        // When
        Recorded second = answer(asking(system, "What does a ticket cost?"));
        // Then: whole chunks
        assertEquals(128, second.usage().cached().orElseThrow());
    }

    @Test
    void givesTheChoicesThatWereAskedFor() throws InterruptedException {
        // Given
        ChatRequest request = Requests.with(
                Requests.of("Say one of a hundred words. ".repeat(20)),
                new Drawn().choices(4).seed(1).maxTokens(12).sampling());
        // When
        Recorded answer = answer(request);
        // Then
        assertEquals(
                4,
                answer.events.stream().filter(Event.Finished.class::isInstance).count());
        assertEquals(
                Set.of(0, 1, 2, 3),
                answer.events.stream()
                        .filter(Event.TextDelta.class::isInstance)
                        .map(event -> ((Event.TextDelta) event).choice())
                        .collect(Collectors.toSet()));
        assertTrue(answer.isComplete);
    }

    /** One that tells of how many spans each step was. */
    private record Counted(Decoder decoder, List<Integer> steps) implements Decoder {
        @Override
        public int slots() {
            return decoder.slots();
        }

        @Override
        public int slotTokens() {
            return decoder.slotTokens();
        }

        @Override
        public List<Candidates> step(List<Span> spans) {
            steps.add(spans.size());
            return decoder.step(spans);
        }

        @Override
        public void copy(int from, int to, int tokens) {
            decoder.copy(from, to, tokens);
        }
    }

    private static ChatRequest asking(String system, String question) {
        return Requests.with(
                Requests.of(Message.of(Role.SYSTEM, system), Message.of(Role.USER, question)),
                new Drawn().maxTokens(3).sampling());
    }

    private static ChatRequest limited(String prompt, int maxTokens) {
        return Requests.with(Requests.of(prompt), Sampling.UNSAID.withMaxTokens(maxTokens));
    }

    private Recorded answer(ChatRequest request) throws InterruptedException {
        return begin(request).await();
    }

    private Recorded begin(ChatRequest request) {
        Recorded recorded = Recorded.unbounded();
        generator.generate(request).subscribe(recorded);
        return recorded;
    }
}
