package dev.outrigger;

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
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Sampling;
import dev.outrigger.engine.Ask;
import dev.outrigger.engine.BrokenOff;
import dev.outrigger.engine.Draft;
import dev.outrigger.engine.Embedder;
import dev.outrigger.engine.Embedding;
import dev.outrigger.engine.Encoder;
import dev.outrigger.engine.Generator;
import dev.outrigger.support.Asked;
import dev.outrigger.support.Drawn;
import dev.outrigger.support.HeardAnswer;
import io.vertx.core.Future;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** SmolLM2 and the analyzer's encoder in a process of their own: what they say there is what they say here. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChildEngineIT {
    private static final String STORY = "Tell me a short story about a lighthouse and a 👍.";

    @SuppressWarnings("NullAway.Init")
    private ChildRoom room;

    /** Of all tests; the one that has it killed leaves another. */
    @SuppressWarnings("NullAway.Init")
    private Generator generator;

    @BeforeAll
    void aRoom(@TempDir Path folder) throws IOException {
        room = new ChildRoom(folder);
        generator = room.generator(2);
    }

    @AfterAll
    void close() {
        room.close();
    }

    private static List<ChatRequest> requests() {
        Sampling drawn = new Drawn()
                .temperature(0.8)
                .topP(0.9)
                .topK(40)
                .seed(7)
                .frequencyPenalty(0.3)
                .topLogProbs(3)
                .maxTokens(24)
                .sampling();
        return List.of(
                ChildRoom.asking(STORY, ChildRoom.greedy(40)),
                ChildRoom.asking(STORY, drawn),
                ChildRoom.asking(
                        STORY,
                        new Drawn()
                                .temperature(1)
                                .seed(3)
                                .choices(2)
                                .maxTokens(12)
                                .sampling()),
                ChildRoom.asking(
                        "Count to nine.",
                        new Drawn()
                                .temperature(0)
                                .stop("5", "six")
                                .maxTokens(60)
                                .sampling()),
                Asked.of("A person, as JSON.")
                        .model(ChildRoom.SMOLLM2)
                        .format(new OutputFormat.Schema(
                                "person",
                                "{\"type\":\"object\",\"properties\":{\"age\":{\"type\":\"integer\"}},"
                                        + "\"required\":[\"age\"],\"additionalProperties\":false}"))
                        .sampling(ChildRoom.greedy(20))
                        .request());
    }

    /** All but the answer's own id. */
    private static List<Event> events(Generator generator, ChatRequest request) throws InterruptedException {
        HeardAnswer heard = HeardAnswer.whole(generator.generate(request));
        assertEquals(Optional.empty(), heard.thrown());
        return heard.events().stream()
                .map(event -> event instanceof Event.Started(String id, ModelName model)
                        ? new Event.Started("", model)
                        : event)
                .toList();
    }

    @Test
    void answersAreThoseOfThisProcessEventByEvent() throws Exception {
        List<List<Event>> here = new ArrayList<>();
        List<List<Event>> there = new ArrayList<>();
        for (ChatRequest request : requests()) there.add(events(generator, request));
        try (Generator own =
                room.here.generators().load(ChildRoom.answering(2), share -> {}).model()) {
            for (ChatRequest request : requests()) here.add(events(own, request));
            assertEquals(
                    own.countTokens(requests().getFirst()),
                    generator.countTokens(requests().getFirst()));
        }
        assertEquals(512, generator.contextTokens());
        assertEquals(here, there);
        assertTrue(here.getFirst().size() > 40, here.getFirst().toString());
    }

    @Test
    void refusalsAreThoseOfThisProcess() throws Exception {
        ChatRequest picture = Asked.of(new Part.Media(Part.Media.Kind.IMAGE, new Part.Source.Url("http://x/y.png")))
                .request();
        ChatRequest endless = Asked.of("word ".repeat(2000)).request();
        assertInstanceOf(Failure.Untranslatable.class, failure(generator, picture));
        assertInstanceOf(Failure.TooLong.class, failure(generator, endless));
        assertThrows(FailureException.class, () -> generator.countTokens(picture));
        // More than a frame
        assertInstanceOf(
                Failure.TooLong.class,
                failure(generator, Asked.of("x".repeat(17 << 20)).request()));
        assertFalse(events(generator, requests().getFirst()).isEmpty());
    }

    private static Failure failure(Generator generator, ChatRequest request) throws InterruptedException {
        return FailureException.of(
                HeardAnswer.whole(generator.generate(request)).thrown().orElseThrow());
    }

    @Test
    void whatIsNotThereIsMissedAsHere() {
        assertThrows(FileNotFoundException.class, () -> room.there.generator(ChildRoom.absent(), share -> {}));
        assertTrue(generator.countTokens(requests().getFirst()) > 0);
    }

    @Test
    void vectorsAreThoseOfThisProcess() throws Exception {
        List<String> texts = List.of("Write a poem about the sea.", "int main() { return 0; }", "", "🦀 ".repeat(900));
        try (Encoder own = room.here.encoder(ChildRoom.reader(), share -> {});
                Encoder encoder = room.encoder()) {
            assertEquals(384, encoder.dimensions());
            for (String text : texts) {
                Embedding here = get(own.encode(text));
                Embedding there = get(encoder.encode(text));
                assertEquals(here, there);
                assertEquals(here.unknown(), there.unknown());
                assertEquals(here.isTruncated(), there.isTruncated());
            }
        }
    }

    @Test
    void wholeTextsHaveTheVectorsOfThisProcess() throws Exception {
        try (Embedder own = room.here
                        .embedders()
                        .load(ChildRoom.embedding(), share -> {})
                        .model();
                Embedder embedder = room.embedder()) {
            assertEquals(384, embedder.dimensions());
            assertEquals(own.contextTokens(), embedder.contextTokens());
            for (String text : List.of("Write a poem about the sea.", ""))
                assertEquals(get(own.embed(text)), get(embedder.embed(text)));
            Future<Embedder.Embedded> tooLong = embedder.embed("word ".repeat(300));
            await().until(tooLong::isComplete);
            assertEquals(
                    "an input has 302 tokens, the local model's window is 256 tokens",
                    FailureException.of(tooLong.cause()).message());
        }
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void noMoreComesThanIsAskedFor() throws Exception {
        HeardAnswer heard = HeardAnswer.of(generator.generate(requests().getFirst()), 3);
        await().until(() -> heard.events().size() == 3);
        // What had been sent before this answer to a question would be here by now.
        assertTrue(generator.countTokens(requests().getFirst()) > 0);
        assertEquals(3, heard.events().size());
        heard.subscription().request(2);
        await().until(() -> heard.events().size() == 5);
        heard.subscription().request(Long.MAX_VALUE);
        assertEquals(Optional.empty(), heard.await().thrown());
    }

    @Test
    void aSlotIsFreeAgainAfterACancel() throws Exception {
        for (int i = 0; i < 3; i++) {
            HeardAnswer left = HeardAnswer.of(generator.generate(requests().getFirst()), 4);
            await().until(() -> left.events().size() == 4);
            left.subscription().cancel();
            assertFalse(events(generator, ChildRoom.asking("Hi", ChildRoom.greedy(2)))
                    .isEmpty());
            assertFalse(left.isOver());
        }
    }

    @Test
    void aRealSegmentationFaultBreaksOffAndAnotherProcessGoesOnExactly() throws Exception {
        ChatRequest request = ChildRoom.asking(
                STORY, new Drawn().temperature(0.8).seed(11).maxTokens(60).sampling());
        CompletableFuture<String> reason = new CompletableFuture<>();
        Generator first = generator;
        Encoder encoder = room.encoder();
        long pid = room.there.pid().orElseThrow();
        String unbroken = HeardAnswer.whole(first.generate(request)).text();
        first.whenLost(reason::complete);
        CompletableFuture<String> ofEncoder = new CompletableFuture<>();
        encoder.whenLost(ofEncoder::complete);
        // When
        HeardAnswer broken = HeardAnswer.of(first.generate(request), 21);
        await().until(() -> broken.events().size() == 21);
        room.signal("SEGV");
        // Then
        BrokenOff thrown =
                assertInstanceOf(BrokenOff.class, broken.await().thrown().orElseThrow());
        assertInstanceOf(Failure.Overloaded.class, thrown.failure());
        assertTrue(reason.get(10, TimeUnit.SECONDS).startsWith("it crashed; "));
        assertEquals(reason.get(), ofEncoder.get(10, TimeUnit.SECONDS));
        assertTrue(encoder.encode("x").failed());
        assertInstanceOf(Failure.Overloaded.class, failure(first, request));
        first.close();
        encoder.close();
        // And
        Draft draft = thrown.draft();
        assertTrue(draft.size() > 5, draft.toString());
        assertThrows(IOException.class, () -> room.generator(2));
        generator =
                await().ignoreExceptionsInstanceOf(IOException.class).until(() -> room.generator(2), Objects::nonNull);
        assertNotEquals(pid, room.there.pid().orElseThrow());
        HeardAnswer goneOn = HeardAnswer.whole(generator.generate(Ask.of(request, Optional.of(draft))));
        assertTrue(unbroken.startsWith(broken.text()));
        assertEquals(unbroken, goneOn.text());
        String words = room.there.words().orElseThrow();
        assertTrue(words.contains("the one before: it crashed; "), words);
    }

    @Test
    void signalsThatItsSidecarGetsTooDoNotEndIt() throws Exception {
        long pid = room.there.pid().orElseThrow();
        for (String signal : List.of("INT", "TERM", "HUP")) room.signal(signal);
        assertFalse(
                events(generator, ChildRoom.asking("Hi", ChildRoom.greedy(2))).isEmpty());
        assertEquals(pid, room.there.pid().orElseThrow());
    }

    @Test
    void theProcessEndsWithItsLastModel(@TempDir Path other) throws IOException {
        try (ChildRoom alone = new ChildRoom(other)) {
            Encoder encoder = alone.encoder();
            ProcessHandle process =
                    ProcessHandle.of(alone.there.pid().orElseThrow()).orElseThrow();
            encoder.close();
            await().atMost(Duration.ofSeconds(5)).until(() -> !process.isAlive());
            assertEquals(Optional.empty(), alone.there.pid());
        }
    }
}
