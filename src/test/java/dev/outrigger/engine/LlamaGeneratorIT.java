package dev.outrigger.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Sampling;
import dev.outrigger.support.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** SmolLM2 chats, from the request to the last event. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LlamaGeneratorIT {
    private static final ModelName NAME = new ModelName("smollm2-135m-instruct");
    private static final int CONTEXT_TOKENS = 512;
    private static final String STORY = "Tell me a long story about a lighthouse.";

    private final DjlRuntime runtime = DjlRuntime.load(1);
    private final LlamaGenerator generator =
            LlamaGenerator.load(runtime, NAME, TestModels.smollm2(), new GeneratorSettings(4, CONTEXT_TOKENS, 8, 400));

    LlamaGeneratorIT() throws IOException {}

    @AfterAll
    void close() {
        generator.close();
    }

    @Test
    void answersAQuestionSensibly() throws InterruptedException {
        // When
        Recorded answer = answer(Requests.of("What is the capital of France?"));
        // Then
        assertEquals("The capital of France is Paris.", answer.text());
        assertEquals(FinishReason.STOP, answer.finish());
        assertEquals(Recorded.usage(37, 7), answer.usage());
        assertEquals(NAME, ((Event.Started) answer.events.getFirst()).model());
        assertInstanceOf(Event.Ended.class, answer.events.getLast());
        assertTrue(answer.isComplete);
    }

    @Test
    void writesWhatItsModelChooses() throws InterruptedException, IOException {
        // Given what the model says, without template, scheduling and text in pieces
        Reference reference = Reference.read().get(4);
        String chosen;
        try (Gguf file = Gguf.open(TestModels.smollm2().weights());
                Llama llama = Llama.load(
                        runtime, TestModels.smollm2().program(), new GgufDecoder(file), 1, 128, Precision.BFLOAT16)) {
            chosen = new Forced(llama).text(reference, Vocabulary.of(file));
        }
        // When
        ChatRequest request = limited(reference.prompt(), reference.greedy().size());
        // Then
        assertEquals(chosen, answer(request).text());
    }

    @Test
    void streamsAPieceAToken() throws InterruptedException {
        Recorded answer = answer(limited(STORY, 20));
        assertTrue(
                answer.events.stream().filter(Event.TextDelta.class::isInstance).count() > 15);
    }

    @Test
    void followsTheConversation() throws InterruptedException {
        Recorded answer = answer(Requests.of(
                Message.of(Role.USER, "Remember the word banana."),
                Message.of(Role.ASSISTANT, "I will remember the word banana."),
                Message.of(Role.USER, "Which word should you remember?")));
        assertTrue(answer.text().contains("banana"), answer.text());
    }

    @Test
    void endsAtTheAskedNumberOfTokens() throws InterruptedException {
        Recorded answer = answer(limited(STORY, 5));
        assertEquals(FinishReason.LENGTH, answer.finish());
        assertEquals(5, answer.usage().output().orElseThrow());
    }

    @Test
    void endsWhereTheWindowEnds() throws InterruptedException {
        // Given: a prompt that leaves room for a few tokens
        ChatRequest request = limited("word ".repeat(455) + "Continue.", 10_000);
        int room = CONTEXT_TOKENS - generator.countTokens(request);
        assertTrue(room > 0 && room < 40, "room for " + room);
        // When
        Recorded answer = answer(request);
        // Then
        long written = answer.usage().output().orElseThrow();
        assertTrue(written <= room);
        assertEquals(written == room ? FinishReason.LENGTH : FinishReason.STOP, answer.finish());
    }

    @Test
    void refusesWhatIsLongerThanItsWindow() throws InterruptedException {
        Recorded longer = answer(Requests.of("word ".repeat(600)));
        Recorded huge = answer(Requests.of("word ".repeat(1_000_000)));
        assertInstanceOf(Failure.TooLong.class, longer.failure());
        assertInstanceOf(Failure.TooLong.class, huge.failure());
        assertEquals(
                "the request has 5000000 characters, the local model's window is 512 tokens",
                huge.failure().message());
    }

    @Test
    void refusesWhatATextModelCannotDo() throws InterruptedException {
        Recorded answer = answer(Requests.of(Message.of(Role.TOOL, "42")));
        assertInstanceOf(Failure.Untranslatable.class, answer.failure());
    }

    @Test
    void stopTextsEndTheAnswerAndAreNotPassedOn() throws InterruptedException {
        Recorded answer =
                answer(Requests.with(Requests.of("What is the capital of France?"), Requests.stopping("France is")));
        assertEquals("The capital of ", answer.text());
        assertEquals(FinishReason.STOP, answer.finish());
    }

    @Test
    void theSameSeedGivesTheSameTextAndAnotherAnother() throws InterruptedException {
        String first = answer(drawing(1)).text();
        assertEquals(first, answer(drawing(1)).text());
        assertNotEquals(first, answer(drawing(2)).text());
    }

    @Test
    @Row("leave.local")
    void aCancelFreesTheSlotWithinAStep() {
        // Given
        Recorded answer = begin(Requests.of(STORY));
        await().until(() -> answer.events.size() > 3);
        // When
        answer.subscription.cancel();
        // Then
        await().atMost(Duration.ofSeconds(5)).until(() -> generator.open() == 0);
        assertFalse(answer.isOver());
    }

    @Test
    @Row("leave.local")
    void aCancelWhileThePromptIsReadFreesTheSlot() {
        Recorded answer = begin(Requests.of("word ".repeat(450)));
        await().until(() -> !answer.events.isEmpty());
        answer.subscription.cancel();
        await().atMost(Duration.ofSeconds(5)).until(() -> generator.open() == 0);
        assertEquals(1, answer.events.size());
    }

    @Test
    void refusesMoreThanSlotsAndQueueHold() throws InterruptedException {
        // Given
        List<Recorded> held =
                IntStream.range(0, 12).mapToObj(i -> begin(Requests.of(STORY))).toList();
        // When
        Recorded refused = answer(Requests.of(STORY));
        // Then
        assertInstanceOf(Failure.Overloaded.class, refused.failure());
        assertEquals(503, refused.failure().status());
        held.forEach(answer -> answer.subscription.cancel());
        await().until(() -> generator.open() == 0);
    }

    @Test
    void hasASingleSubscriber() throws InterruptedException {
        Flow.Publisher<Event> publisher = generator.generate(limited("Hi", 1));
        Recorded first = Recorded.unbounded();
        Recorded second = Recorded.unbounded();
        publisher.subscribe(first);
        publisher.subscribe(second);
        assertInstanceOf(Failure.Internal.class, second.await().failure());
        assertTrue(first.await().isComplete);
    }

    @Test
    void countsThePromptsTokens() {
        assertEquals(37, generator.countTokens(Requests.of("What is the capital of France?")));
        assertEquals(CONTEXT_TOKENS, generator.contextTokens());
    }

    @Test
    void closingEndsRunningAnswersAndFreesTheModel() throws IOException, InterruptedException {
        // Given
        LlamaGenerator other =
                LlamaGenerator.load(runtime, NAME, TestModels.smollm2(), new GeneratorSettings(1, 64, 0, 8));
        Recorded running = Recorded.asking(1);
        other.generate(Requests.of("Hi")).subscribe(running);
        // When
        other.close();
        // Then
        assertInstanceOf(Failure.Overloaded.class, running.await().failure());
        Recorded late = Recorded.unbounded();
        other.generate(Requests.of("Hi")).subscribe(late);
        assertInstanceOf(Failure.Overloaded.class, late.await().failure());
        FailureException closed = assertThrows(FailureException.class, () -> other.countTokens(Requests.of("Hi")));
        assertInstanceOf(Failure.Overloaded.class, closed.failure());
    }

    @Test
    void oneThatWasLostStillCountsUntilItIsClosed() throws Exception {
        FaultyModel faulty = new FaultyModel();
        CompletableFuture<String> lost = new CompletableFuture<>();
        faulty.generator().whenLost(lost::complete);
        faulty.breakForGood();
        // When
        for (int i = 0; i < 20 && !lost.isDone(); i++) {
            Recorded broken = Recorded.unbounded();
            faulty.generator().generate(Requests.of("Hi")).subscribe(broken);
            broken.await();
        }
        String unusedReason = lost.get(10, TimeUnit.SECONDS);
        // Then
        assertEquals(37, faulty.generator().countTokens(Requests.of("What is the capital of France?")));
        faulty.generator().close();
        assertThrows(FailureException.class, () -> faulty.generator().countTokens(Requests.of("Hi")));
    }

    @Test
    void saysWhyAModelCannotBeLoaded(@TempDir Path directory) throws IOException {
        Path broken = Files.writeString(directory.resolve("broken.gguf"), "nonsense");
        ModelFiles files = new ModelFiles(TestModels.smollm2().program(), broken);
        IOException thrown = assertThrows(
                IOException.class, () -> LlamaGenerator.load(runtime, NAME, files, GeneratorSettings.DEFAULT));
        assertTrue(
                String.valueOf(thrown.getMessage()).startsWith("cannot load " + NAME + ": " + broken),
                thrown::toString);
    }

    private static ChatRequest drawing(long seed) {
        return Requests.with(Requests.of(STORY), Requests.drawing(1, seed, 24));
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
