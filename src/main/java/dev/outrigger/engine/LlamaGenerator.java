package dev.outrigger.engine;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Sampling;
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
    private final Adapters adapters;
    private final FormReader forms;
    private final Stepper stepper;
    private final Thread thread;
    private final CompletableFuture<String> lost = new CompletableFuture<>();

    private LlamaGenerator(
            ModelName name,
            GeneratorSettings settings,
            Optional<AdapterSettings> adapterSettings,
            ChatModel model,
            Decoder decoder) {
        this.name = name;
        this.settings = settings;
        this.model = model;
        this.adapters = adapterSettings
                .map(said -> new Adapters(
                        decoder,
                        new AdapterFolder(name, model.llama().shape(), said, this::wake),
                        said.resident(),
                        said.bytes()))
                .orElseGet(() -> Adapters.none(decoder));
        this.stepper = new Stepper(decoder, this::begin, settings.queued(), adapters);
        this.forms = new FormReader(name.value(), settings.slots() + settings.queued(), model::readTokens);
        this.thread = Thread.currentThread();
    }

    /**
     * Loads the model and waits until it can answer, about two seconds.
     *
     * @throws IOException when a file is missing, damaged, or of a model that does not fit the program
     */
    public static LlamaGenerator load(DjlRuntime runtime, ModelName name, ModelFiles files, GeneratorSettings settings)
            throws IOException {
        return load(runtime, name, files, settings, Optional.empty());
    }

    /** The same, over which adapters may be laid. */
    public static LlamaGenerator load(
            DjlRuntime runtime,
            ModelName name,
            ModelFiles files,
            GeneratorSettings settings,
            Optional<AdapterSettings> adapters)
            throws IOException {
        return load(runtime, name, files, settings, new How(adapters, Precision.BFLOAT16, decoder -> decoder));
    }

    /**
     * How a model is run.
     *
     * @param stepped what is stepped in the model's place, over it
     */
    record How(Optional<AdapterSettings> adapters, Precision precision, UnaryOperator<Decoder> stepped) {}

    /** The same, run so. */
    static LlamaGenerator load(
            DjlRuntime runtime, ModelName name, ModelFiles files, GeneratorSettings settings, How how)
            throws IOException {
        CompletableFuture<LlamaGenerator> loaded = new CompletableFuture<>();
        Thread.ofPlatform().name("outrigger-" + name).daemon().start(() -> {
            runtime.enter();
            try (ChatModel model = ChatModel.load(runtime, files, settings, how.precision())) {
                runtime.trim();
                LlamaGenerator generator = over(name, settings, how, model);
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

    private static LlamaGenerator over(ModelName name, GeneratorSettings settings, How how, ChatModel model) {
        try {
            return new LlamaGenerator(
                    name, settings, how.adapters(), model, how.stepped().apply(model.llama()));
        } catch (RuntimeException | Error cause) {
            model.closeLanguage();
            throw cause;
        }
    }

    /**
     * Memory that a model takes when all its slots are full: its weights as the program holds them, half as much again for
     * what loading leaves, the slots' keys and values, and as many adapters as may lie over it.
     *
     * @throws IOException when the weights cannot be read
     */
    public static long residentBytes(ModelFiles files, GeneratorSettings settings, Optional<AdapterSettings> adapters)
            throws IOException {
        try (DecoderFile file = DecoderFile.open(files.weights())) {
            DecoderShape shape = file.shape();
            long cache = shape.cacheBytes() * settings.slots() * settings.contextTokens();
            long weights = new DecoderLayout(file).bytes();
            long laid = adapters.map(AdapterSettings::bytes).orElse(0L);
            return weights * 3 / 2 + cache + shape.ropeBytes(settings.contextTokens()) + laid;
        }
    }

    /**
     * What a loaded one holds.
     *
     * @throws IOException when the weights cannot be read
     */
    public static Footprint footprint(ModelFiles files, GeneratorSettings settings, Optional<AdapterSettings> adapters)
            throws IOException {
        try (DecoderFile file = DecoderFile.open(files.weights())) {
            DecoderShape shape = file.shape();
            long weights = new DecoderLayout(file).bytes() + shape.ropeBytes(settings.contextTokens());
            long laid = adapters.map(AdapterSettings::bytes).orElse(0L);
            return new Footprint(weights, shape.cacheBytes() * settings.slots() * settings.contextTokens(), laid);
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

    /** Tokenises on the caller's thread: call it off the event loops. One that was lost still counts; after {@link #close} it fails. */
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
            if (isTaken.compareAndSet(false, true)) forms.read(new Arrival(ask, outbox), stepper::submit);
            else outbox.fail(new Failure.Internal("an answer has a single subscriber"));
        };
    }

    @Override
    public LaidNow laid() {
        return adapters.laid();
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
        forms.close();
        stepper.stop();
        try {
            thread.join();
            // A lost one has freed its weights already, while others still counted by its language.
            model.closeLanguage();
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
        }
    }

    private void wake() {
        stepper.wake();
    }

    private List<Generation> begin(Arrival arrival) {
        ChatRequest request = arrival.ask().request();
        int[] prompt = model.encodeWithin(Turn.of(request));
        Sampling sampling = request.sampling();
        SamplingBounds.check(sampling, model.vocabulary().size());
        int asked = sampling.maxTokens().orElse(settings.answerTokens());
        int answerTokens = Math.clamp(asked, 1, settings.contextTokens() - prompt.length);
        Choices choices = new Choices(arrival, prompt.length, sampling.choices());
        Optional<String> adapter = arrival.ask().adapter();
        ModelName served = adapter.map(over -> new ModelName(name + ":" + over)).orElse(name);
        List<Generation> generations = IntStream.range(0, sampling.choices())
                .mapToObj(choice -> new Generation(
                        served,
                        model.vocabulary(),
                        prompt,
                        answerTokens,
                        sampling,
                        arrival.grammar().map(model::form),
                        choices,
                        choice))
                .toList();
        Optional<Draft> draft = arrival.ask().draft().filter(made -> generations.size() == 1);
        if (adapter.isPresent()) {
            AdapterWish wish = adapters.find(adapter.get());
            generations.forEach(generation -> generation.overlay().wish(wish, draft));
        } else {
            draft.filter(made -> made.answers(name, prompt)).ifPresent(generations.getFirst()::goOnWith);
        }
        if (generations.size() == 1) {
            arrival.outbox().drafts(generations.getFirst()::draft);
        }
        return generations;
    }
}
