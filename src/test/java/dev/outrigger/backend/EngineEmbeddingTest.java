package dev.outrigger.backend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.EmbeddingInbound;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.Vectored;
import dev.outrigger.dialect.ollama.Ollama;
import dev.outrigger.dialect.openai.OpenAi;
import dev.outrigger.engine.Embedder;
import dev.outrigger.engine.Shared;
import dev.outrigger.registry.Profiles;
import dev.outrigger.route.HoldSettings;
import dev.outrigger.support.Room;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineEmbeddingTest {
    private static final Dialect OPENAI = new OpenAi(InstantSource.system());
    private static final Dialect OLLAMA = new Ollama(InstantSource.system());

    private final EventLoop loop = new EventLoop();
    private final ScriptedEmbedder model = new ScriptedEmbedder();
    private final Shared<Embedder> shared = new Shared<>(model, () -> {});
    private LocalEmbedder state = new LocalEmbedder.Ready(shared);
    private final EngineBackend backend = new EngineBackend(
            "here",
            profile -> new LocalModel.Unavailable("none here"),
            profile -> state,
            Guards.NO_COUNTER,
            Guards.one(Duration.ofSeconds(30)));

    @AfterEach
    void close() {
        loop.close();
    }

    private Run begin(Dialect dialect, String path, String body) {
        EmbeddingInbound inbound = new Vectored(dialect).read(path, body);
        Call call = new Call(
                new ExchangeId("x-1"),
                dialect,
                inbound,
                MultiMap.caseInsensitiveMultiMap(),
                Profiles.of("mini", "here", "minilm"),
                Optional.empty(),
                OptionalDouble.empty(),
                HoldSettings.NONE,
                Call.Choice.APP,
                Rewrite.Reasoning.KEPT,
                new Drafts(),
                new Losses(TranslationSettings.DEFAULT),
                Room.ample(),
                loop.context(),
                OptionalLong.empty());
        return loop.call(() -> backend.attempt(call));
    }

    private Run begin(String more) {
        return begin(OPENAI, "/v1/embeddings", "{\"model\":\"mini\"" + more + "}");
    }

    private static String inputs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"" + "x".repeat(i % 7) + "\"")
                .collect(Collectors.joining(",", ",\"input\":[", "]"));
    }

    private Answer answered(Run run) {
        await().until(() -> {
            model.answer();
            return run.answer().isComplete();
        });
        return run.answer().result();
    }

    private String body(Answer answer) {
        Reader reader = Reader.greedy();
        loop.run(() -> answer.frames().subscribe(reader));
        return reader.frames.getFirst().raw().utf8();
    }

    private static Failure failure(Run run) {
        CompletableFuture<Throwable> cause = new CompletableFuture<>();
        Future<Answer> unusedEnd = run.answer().onFailure(cause::complete);
        return assertInstanceOf(
                        FailureException.class,
                        cause.orTimeout(30, TimeUnit.SECONDS).join())
                .failure();
    }

    private void isGivenBack() {
        Future<Void> freed = shared.retire();
        await().until(freed::succeeded);
    }

    @Test
    void answersInTheOrderOfTheInputsAndCountsTheirTokens() {
        Answer answer = answered(begin(",\"input\":[\"abc\",\"\",\"a\"],\"user\":\"u\""));
        assertEquals(
                "{\"object\":\"list\",\"data\":["
                        + "{\"object\":\"embedding\",\"index\":0,\"embedding\":[3.0,1.0]},"
                        + "{\"object\":\"embedding\",\"index\":1,\"embedding\":[0.0,1.0]},"
                        + "{\"object\":\"embedding\",\"index\":2,\"embedding\":[1.0,1.0]}],"
                        + "\"model\":\"minilm\",\"usage\":{\"prompt_tokens\":10,\"total_tokens\":10}}",
                body(answer));
        assertEquals(Usage.ofInput(10), answer.frames().progress().usage());
        assertEquals(Set.of("user"), answer.dropped());
        isGivenBack();
    }

    @Test
    void answersEachAppInItsOwnWords() {
        assertEquals(
                "{\"model\":\"minilm\",\"embeddings\":[[2.0,1.0]],\"prompt_eval_count\":4}",
                body(answered(begin(OLLAMA, "/api/embed", "{\"model\":\"mini\",\"input\":\"ab\"}"))));
        // 2 and 1 as float32, little-endian
        assertTrue(body(answered(begin(",\"input\":\"ab\",\"encoding_format\":\"base64\"")))
                .contains("\"embedding\":\"AAAAQAAAgD8=\""));
    }

    @Test
    void asksForAFewAtATime() {
        // Given
        Run run = begin(inputs(40));
        // Then
        await().until(() -> model.waiting() == EngineEmbedding.WAVE);
        model.answer();
        await().until(() -> model.waiting() == EngineEmbedding.WAVE);
        model.answer();
        await().until(() -> model.waiting() == 8);
        assertEquals(40, model.asked);
        model.answer();
        await().until(run.answer()::succeeded);
    }

    @Test
    void asksForNoMoreWhenItsAppHasLeft() {
        // Given
        Run run = begin(inputs(40));
        await().until(() -> model.waiting() == EngineEmbedding.WAVE);
        // When
        loop.run(run::cancel);
        model.answer();
        // Then
        assertInstanceOf(Failure.Cancelled.class, failure(run));
        assertEquals(EngineEmbedding.WAVE, model.asked);
        isGivenBack();
    }

    @Test
    void failsWithTheModelAndGivesItBack() {
        // Given
        Failure full = new Failure.Overloaded(503, "the queue is full", Optional.empty());
        Run run = begin(inputs(3));
        await().until(() -> model.waiting() == 3);
        // When
        model.fail(new FailureException(full));
        // Then
        assertEquals(full, failure(run));
        isGivenBack();
    }

    @Test
    void refusesWhatTheModelCannotDo() {
        assertEquals(
                "input must have at most 2048 texts, had 2049",
                assertInstanceOf(Failure.Rejected.class, failure(begin(inputs(2_049))))
                        .message());
        assertEquals(
                "input must have at least 1 text, had none",
                assertInstanceOf(Failure.Rejected.class, failure(begin(inputs(0))))
                        .message());
        assertEquals(
                "dimensions must be 2, the length of the local model's vectors, was 64",
                assertInstanceOf(Failure.Rejected.class, failure(begin(",\"input\":\"a\",\"dimensions\":64")))
                        .message());
        assertEquals(
                "the local model makes vectors of texts, and cannot read an input of token ids",
                assertInstanceOf(Failure.Untranslatable.class, failure(begin(",\"input\":[1,2]")))
                        .message());
        assertEquals(0, model.asked);
        isGivenBack();
    }

    @Test
    void takesTheLengthThatItsVectorsHave() {
        Answer answer = answered(begin(",\"input\":\"a\",\"dimensions\":2"));
        assertEquals(List.of(), List.copyOf(answer.dropped()));
    }

    @Test
    void saysWhyTheModelIsNotThere() {
        state = new LocalEmbedder.Loading("its weights are being read");
        Failure failure = failure(begin(",\"input\":\"a\""));
        assertEquals(
                "model mini is loading: its weights are being read",
                assertInstanceOf(Failure.Overloaded.class, failure).message());
    }
}
