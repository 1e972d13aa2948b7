package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Sampling;
import dev.outrigger.support.Row;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** SmolLM2's answers break off after so many tokens, and are gone on with: they are those that did not break. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LlamaDraftIT {
    private static final String STORY = "Tell me a short story about a lighthouse and a 👍.";
    private static final int TOKENS = 72;

    private final FaultyModel model = new FaultyModel();

    LlamaDraftIT() throws IOException {}

    @AfterAll
    void close() {
        model.generator().close();
    }

    private Recorded answer(ChatRequest request, int steps, Optional<Draft> draft) throws InterruptedException {
        model.breakAfter(steps);
        Recorded answer = Recorded.unbounded();
        model.generator().generate(Ask.of(request, draft)).subscribe(answer);
        return answer.await();
    }

    private void assertIsUnbroken(Sampling sampling) throws InterruptedException {
        ChatRequest request = Requests.with(Requests.of(STORY), sampling);
        Recorded unbroken = answer(request, -1, Optional.empty());
        assertTrue(unbroken.isComplete);
        for (int step : new int[] {0, 1, 9, 20, 35}) {
            Recorded broken = answer(request, step, Optional.empty());
            Draft draft = assertInstanceOf(BrokenOff.class, broken.thrown.orElseThrow())
                    .draft();
            Recorded goneOn = answer(request, -1, Optional.of(draft));
            assertTrue(goneOn.text().startsWith(broken.text()));
            assertEquals(unbroken.text(), goneOn.text(), "broken at step " + step);
            assertEquals(unbroken.finish(), goneOn.finish());
            assertEquals(unbroken.usage(), goneOn.usage());
        }
    }

    @Test
    @Row("resume.local")
    void goesOnWithItsLikeliestAnswer() throws InterruptedException {
        assertIsUnbroken(Requests.drawing(0, 0, TOKENS));
    }

    @Test
    @Row("resume.local")
    void goesOnWithAnswersThatAreDrawn() throws InterruptedException {
        for (int seed = 1; seed <= 2; seed++) assertIsUnbroken(Requests.drawing(0.8, seed, TOKENS));
    }
}
