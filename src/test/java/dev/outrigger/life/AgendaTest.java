package dev.outrigger.life;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgendaTest {
    private final Agenda agenda = Agenda.onThread("test-agenda");
    private final List<String> story = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        agenda.close();
    }

    @Test
    void runsOneAfterTheOtherOnItsThreadWhateverOneRunsInto() {
        assertTrue(agenda.run(() -> {
            throw new StackOverflowError();
        }));
        assertTrue(agenda.run(() -> story.add(Thread.currentThread().getName())));
        await().until(() -> story.equals(List.of("test-agenda")));
        agenda.after(Duration.ofMillis(1), () -> story.add("later"));
        await().until(() -> story.equals(List.of("test-agenda", "later")));
    }

    @Test
    void saysThatItRunsNothingMore() {
        agenda.close();
        assertFalse(agenda.run(() -> story.add("never")));
        agenda.after(Duration.ZERO, () -> story.add("never"));
        assertEquals(List.of(), story);
    }
}
