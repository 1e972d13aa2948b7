package dev.outrigger.engine;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Sampling;
import dev.outrigger.engine.grammar.Grammar;
import dev.outrigger.engine.grammar.Grammars;
import dev.outrigger.engine.grammar.SchemaRefused;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Chats with a Llama-shaped model in this process. The model belongs to one platform thread, which loads it, steps it
 * and frees it; callers only hand over requests.
 */
public final class LlamaGenerator implements Generator {
    private final ModelName name;
    private final GeneratorSettings settings;
    private final ChatModel model;
    private final Grammars grammars = new Grammars();
    private final Stepper stepper;
    private final Thread thread;
    private final CompletableFuture<String> lost = new CompletableFuture<>();

    private LlamaGenerator(ModelName name, GeneratorSettings settings, ChatModel model, Decoder decoder) {
        this.name = name;
        this.settings = settings;
        this.model = model;
        this.stepper = new Stepper(decoder, this::begin, settings.queued());
        this.thread = Thread.currentThread();
    }

    /**
     * Loads the model and waits until it can answer, about two seconds.
     *
     * @throws IOException when a file is missing, damaged, or of a model that does not fit the program
     */
    public static LlamaGenerator load(DjlRuntime runtime, ModelName name, ModelFiles files, GeneratorSettings settings)
            throws IOException {
        return load(runtime, name, files, settings, Precision.BFLOAT16, decoder -> decoder);
    }

    /**
     * The same, computing in this precision.
     *
     * @param stepped what is stepped in the model's place, over it
     */
    static LlamaGenerator load(
            DjlRuntime runtime,
            ModelName name,
            ModelFiles files,
            GeneratorSettings settings,
            Precision precision,
            UnaryOperator<Decoder> stepped)
            throws IOException {
        CompletableFuture<LlamaGenerator> loaded = new CompletableFuture<>();
        Thread.ofPlatform().name("outrigger-" + name).daemon().start(() -> {
            runtime.enter();
            try (ChatModel model = ChatModel.load(runtime, files, settings, precision)) {
                runtime.trim();
                LlamaGenerator generator = new LlamaGenerator(name, settings, model, stepped.apply(model.llama()));
                loaded.complete(generator);
                generator.stepper.run();
            } catch (IOException | RuntimeException | Error cause) {
                if (!loaded.completeExceptionally(cause)) loaded.join().lost.complete(Loss.words(cause));
            } finally {
                // Weights are many blocks of some hundred kilobytes, which the native heap would keep.
                runtime.trim();
            }
        });
        try {
            return loaded.join();
        } catch (CompletionException wrapped) {
            Throwable cause = Objects.requireNonNull(wrapped.getCause());
            throw new IOException("cannot load " + name + ": " + cause.getMessage(), cause);
        }
    }

    /**
     * Memory that a model takes when all its slots are full: its weights as the program holds them, half as much again for
     * what loading leaves, and the slots' keys and values.
     *
     * @throws IOException when the weights cannot be read
     */
    public static long residentBytes(ModelFiles files, GeneratorSettings settings) throws IOException {
        try (DecoderFile file = DecoderFile.open(files.weights())) {
            DecoderShape shape = file.shape();
            long cache = shape.cacheBytes() * settings.slots() * settings.contextTokens();
            long weights = new DecoderLayout(file).bytes();
            return weights * 3 / 2 + cache + shape.ropeBytes(settings.contextTokens());
        }
    }

    /**
     * What a loaded one holds.
     *
     * @throws IOException when the weights cannot be read
     */
    public static Footprint footprint(ModelFiles files, GeneratorSettings settings) throws IOException {
        try (DecoderFile file = DecoderFile.open(files.weights())) {
            DecoderShape shape = file.shape();
            long weights = new DecoderLayout(file).bytes() + shape.ropeBytes(settings.contextTokens());
            return new Footprint(weights, shape.cacheBytes() * settings.slots() * settings.contextTokens(), 0);
        }
    }

    @Override
    public int contextTokens() {
        return settings.contextTokens();
    }

    @Override
    public Device device() {
        return model.llama().device();
    }

    /** Tokenises on the caller's thread: call it off the event loops, and not after {@link #close}. */
    @Override
    public int countTokens(ChatRequest request) {
        return model.encode(Turn.of(request)).length;
    }

    @Override
    public Flow.Publisher<Event> generate(Ask ask) {
        AtomicBoolean isTaken = new AtomicBoolean();
        return subscriber -> {
            Outbox outbox = new Outbox(subscriber, stepper::wake);
            subscriber.onSubscribe(outbox);
            if (isTaken.compareAndSet(false, true)) stepper.submit(new Arrival(ask, outbox));
            else outbox.fail(new Failure.Internal("an answer has a single subscriber"));
        };
    }

    @Override
    public void whenLost(Consumer<String> then) {
        var unusedStage = lost.thenAccept(then);
    }

    /** Answers that run or wait. */
    public int open() {
        return stepper.open();
    }

    @Override
    public void close() {
        stepper.stop();
        try {
            thread.join();
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Grammar> grammar(OutputFormat format) {
        try {
            return grammars.of(format);
        } catch (SchemaRefused refused) {
            throw new FailureException(new Failure.Untranslatable(
                    "the local model cannot promise the schema: " + refused.getMessage(), Optional.empty()));
        }
    }

    private List<Generation> begin(Arrival arrival) {
        ChatRequest request = arrival.ask().request();
        int[] prompt = model.encodeWithin(Turn.of(request));
        Sampling sampling = request.sampling();
        int asked = sampling.maxTokens().orElse(settings.answerTokens());
        int answerTokens = Math.clamp(asked, 1, settings.contextTokens() - prompt.length);
        Optional<Grammar> grammar = grammar(request.format());
        Choices choices = new Choices(arrival.outbox(), prompt.length, sampling.choices());
        List<Generation> generations = IntStream.range(0, sampling.choices())
                .mapToObj(choice -> new Generation(
                        name,
                        model.vocabulary(),
                        prompt,
                        answerTokens,
                        sampling,
                        grammar.map(model::form),
                        choices,
                        choice))
                .toList();
        if (generations.size() == 1) {
            arrival.ask()
                    .draft()
                    .filter(made -> made.answers(name, prompt))
                    .ifPresent(generations.getFirst()::goOnWith);
            arrival.outbox().drafts(generations.getFirst()::draft);
        }
        return generations;
    }
}
