package dev.outrigger;

import static dev.outrigger.EngineRoom.settle;
import static dev.outrigger.EngineRoom.slots;
import static dev.outrigger.EngineRoom.smol;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.backend.LocalModel;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Event;
import dev.outrigger.config.Hash;
import dev.outrigger.engine.CacheFolder;
import dev.outrigger.engine.Device;
import dev.outrigger.engine.Embedder;
import dev.outrigger.engine.FaultyModel;
import dev.outrigger.engine.Footprint;
import dev.outrigger.engine.Generator;
import dev.outrigger.engine.LoadMarker;
import dev.outrigger.engine.Shared;
import dev.outrigger.life.LoadListener;
import dev.outrigger.life.Loaded;
import dev.outrigger.life.Loader;
import dev.outrigger.registry.Skills;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.function.DoubleConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real small model's steps break for good: it is freed, loaded again, and answers. */
class LocalLossIT {
    private final List<FaultyModel> loaded = new CopyOnWriteArrayList<>();

    @Test
    void aBrokenStepLoopRecovers(@TempDir Path folder) {
        InstantSource clock = InstantSource.system();
        LoadMarker marker = new LoadMarker(new CacheFolder(folder), "test", clock);
        try (LocalEngine engine = new LocalEngine(new Faulty(), marker, clock, LoadListener.NOBODY)) {
            settle(engine, slots(1));
            assertTrue(answer(engine).contains("Paris"));
            // When each step of it fails
            loaded.getFirst().breakForGood();
            Shared<Generator> broken =
                    assertInstanceOf(LocalModel.Ready.class, smol(engine)).generator();
            for (int i = 0; i < 3; i++) assertThrows(CompletionException.class, () -> answer(broken));
            await().until(() -> !(smol(engine) instanceof LocalModel.Ready));
            // Then
            await().atMost(Duration.ofSeconds(30)).until(() -> smol(engine) instanceof LocalModel.Ready);
            assertEquals(2, loaded.size());
            assertTrue(answer(engine).contains("Paris"));
            assertEquals(
                    "ready on probation: loaded again after this: 3 steps in a row failed, the last with IllegalStateException",
                    engine.shortcomings().get("smol"));
        }
    }

    private static String answer(LocalEngine engine) {
        return answer(assertInstanceOf(LocalModel.Ready.class, smol(engine)).generator());
    }

    private static String answer(Shared<Generator> model) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        StringBuilder text = new StringBuilder();
        try (Shared.Loan<Generator> loan = model.borrow().orElseThrow()) {
            loan.model()
                    .generate(ChatRequest.of(FaultyModel.NAME, "What is the capital of France?"))
                    .subscribe(new Flow.Subscriber<>() {
                        @Override
                        public void onSubscribe(Flow.Subscription subscription) {
                            subscription.request(Long.MAX_VALUE);
                        }

                        @Override
                        public void onNext(Event event) {
                            if (event instanceof Event.TextDelta delta) text.append(delta.text());
                        }

                        @Override
                        public void onError(Throwable thrown) {
                            answer.completeExceptionally(thrown);
                        }

                        @Override
                        public void onComplete() {
                            answer.complete(text.toString());
                        }
                    });
            return answer.join();
        }
    }

    /** The real model with steps that break when told; what reads requests is scripted. */
    private final class Faulty implements ModelLoader {
        private final ScriptedModels scripted = new ScriptedModels();

        @Override
        public Loader<Wanted.Reader, LearnedReader> readers() {
            return scripted.readers();
        }

        @Override
        public Loader<Wanted.Embedding, Embedder> embedders() {
            return scripted.embedders();
        }

        @Override
        public int countTokens(String model, ChatRequest request) throws IOException {
            return scripted.countTokens(model, request);
        }

        @Override
        public Loader<Wanted.Answering, Generator> generators() {
            return new Loader<>() {
                @Override
                public Loaded<Generator> load(Wanted.Answering terms, DoubleConsumer progress) throws IOException {
                    FaultyModel model = new FaultyModel();
                    loaded.add(model);
                    Generator generator = model.generator();
                    return new Loaded<>(generator, Device.CPU, generator::close, generator::whenLost);
                }

                @Override
                public Footprint footprint(Wanted.Answering terms) {
                    return Footprint.NOTHING;
                }

                @Override
                public boolean hasRoom(Wanted.Answering terms) {
                    return true;
                }
            };
        }

        @Override
        public Optional<Hash> hash(Wanted.Reader wanted) {
            return scripted.hash(wanted);
        }

        @Override
        public Skills skills(String model) {
            return Skills.NONE;
        }
    }
}
