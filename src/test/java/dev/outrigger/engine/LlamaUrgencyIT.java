package dev.outrigger.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.LogitBias;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Sampling;
import dev.outrigger.engine.Ask.Urgency;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** SmolLM2 with a single slot: whose it is, and which of its tokens an app wants. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LlamaUrgencyIT {
    private static final String STORY = "Tell me a long story about a lighthouse.";
    private static final String CAPITAL = "What is the capital of France?";

    private final LlamaGenerator generator = LlamaGenerator.load(
            DjlRuntime.load(1),
            new ModelName("smollm2-135m-instruct"),
            TestModels.smollm2(),
            new GeneratorSettings(1, 512, 8, 400));

    LlamaUrgencyIT() throws IOException {}

    @AfterAll
    void close() {
        generator.close();
    }

    private Recorded begin(String prompt, Sampling sampling, Urgency urgency) {
        ChatRequest request = Requests.with(Requests.of(prompt), sampling);
        Recorded answer = Recorded.unbounded();
        generator
                .generate(new Ask(request, Optional.empty(), Optional.empty(), urgency, OptionalLong.empty()))
                .subscribe(answer);
        return answer;
    }

    private Recorded answer(String prompt, Sampling sampling) throws InterruptedException {
        return begin(prompt, sampling, Urgency.INTERACTIVE).await();
    }

    @Test
    void aStoryThatNobodyWaitsForIsTheSameThoughItYieldsItsSlot() throws InterruptedException {
        // Given
        Sampling said = Requests.drawing(0.8, 5, 120);
        String undisturbed = answer(STORY, said).text();
        // When somebody asks in its midst, twice
        Recorded story = begin(STORY, said, Urgency.BATCH);
        for (int characters : new int[] {60, 200}) {
            await().until(() -> story.text().length() > characters);
            Recorded asked = answer(CAPITAL, Requests.drawing(0, 0, 8));
            assertTrue(asked.text().contains("Paris"), asked.text());
            assertFalse(story.isOver());
        }
        // Then
        assertEquals(undisturbed, story.await().text());
        assertTrue(story.isComplete);
    }

    @Test
    void aTokenThatIsBannedIsNotSaidAndOneThatIsForcedAlways() throws InterruptedException {
        // Given the ids of " Paris", which it says by itself, and of "A"
        Sampling plain = Requests.drawing(0, 0, 12);
        assertTrue(answer(CAPITAL, plain).text().contains(" Paris"));
        int paris = 7042;
        int letter = 49;
        // Then
        Recorded banned = answer(CAPITAL, plain.withLogitBias(LogitBias.of(Map.of(paris, -100.0))));
        assertFalse(banned.text().contains(" Paris"), banned.text());
        Recorded forced = answer(CAPITAL, plain.withLogitBias(LogitBias.of(Map.of(letter, 100.0))));
        assertEquals("A".repeat(12), forced.text());
    }

    @Test
    void anIdBehindTheVocabularyIsRefused() throws InterruptedException {
        Recorded refused = answer(CAPITAL, Requests.drawing(0, 0, 4).withLogitBias(LogitBias.of(Map.of(49_152, 1.0))));
        assertEquals(
                "logit_bias must have ids of the model's own tokens, 0 to 49151, had 49152",
                assertInstanceOf(Failure.Rejected.class, refused.failure()).message());
    }
}
