package dev.outrigger.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.support.Asked;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FormReaderTest {
    private final CountDownLatch gate = new CountDownLatch(1);
    private volatile String thread = "";
    private final List<Arrival> read = new CopyOnWriteArrayList<>();
    private final FormReader reader = new FormReader("m", 1, this::warm);

    @AfterEach
    void close() {
        gate.countDown();
        reader.close();
    }

    private void warm() {
        thread = Thread.currentThread().getName();
        try {
            gate.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private Recorded ask(OutputFormat format) {
        ChatRequest request =
                Asked.of(Requests.of("p").messages().getFirst()).format(format).request();
        Recorded recorded = Recorded.unbounded();
        Outbox outbox = new Outbox(recorded, () -> {});
        reader.read(new Arrival(Ask.of(request), outbox), read::add);
        return recorded;
    }

    private static OutputFormat schema(String json) {
        return new OutputFormat.Schema("", json);
    }

    @Test
    void readsASchemaOnAThreadOfItsOwn() {
        // When
        ask(schema("{\"type\":\"integer\"}"));
        // Then: whoever asks does not wait
        assertEquals(List.of(), read);
        gate.countDown();
        await().until(() -> read.size() == 1);
        assertTrue(read.getFirst().grammar().isPresent());
        assertEquals("outrigger-m-forms", thread);
        assertNotEquals(Thread.currentThread().getName(), thread);
    }

    @Test
    void anAnswerWithoutAFormWaitsForNone() {
        ask(schema("{\"type\":\"integer\"}"));
        ask(new OutputFormat.Free());
        assertEquals(1, read.size());
        assertTrue(read.getFirst().grammar().isEmpty());
    }

    @Test
    void saysWhatItCannotPromise() {
        gate.countDown();
        Recorded answer = ask(schema("{\"not\":{}}"));
        await().until(answer::isOver);
        assertTrue(assertInstanceOf(Failure.Untranslatable.class, answer.failure())
                .message()
                .startsWith("the local model cannot promise the schema: "));
        assertEquals(List.of(), read);
    }

    @Test
    void refusesMoreThanMayWait() {
        // Given one that is read, and one that waits
        ask(schema("{\"type\":\"integer\"}"));
        await().until(() -> !thread.isEmpty());
        ask(schema("{\"type\":\"string\"}"));
        // When
        Recorded third = ask(schema("{\"type\":\"null\"}"));
        // Then
        assertEquals(
                "the local model has too many schemas to read",
                assertInstanceOf(Failure.Overloaded.class, third.failure()).message());
    }

    @Test
    void whatWaitsWhenItClosesIsTold() {
        // Given
        ask(schema("{\"type\":\"integer\"}"));
        await().until(() -> !thread.isEmpty());
        Recorded waiting = ask(schema("{\"type\":\"string\"}"));
        // When
        reader.close();
        // Then
        assertEquals("the local model is closing", waiting.failure().message());
    }
}
