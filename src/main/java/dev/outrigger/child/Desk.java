package dev.outrigger.child;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.engine.Embedder;
import dev.outrigger.engine.Embedding;
import dev.outrigger.engine.Encoder;
import dev.outrigger.engine.Generator;
import io.vertx.core.Future;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/**
 * Does in the engine's process what the sidecar asks. The reading thread only hands over: loading, counting and answering
 * have their own.
 */
final class Desk implements Link.Hearer<Told, Asked> {
    private static final Logger LOG = System.getLogger("dev.outrigger.engine");

    private final Models models;
    private final Runnable over;
    private final ExecutorService loader = daemon("outrigger-loader");
    private final ExecutorService freer = daemon("outrigger-free");
    private final ExecutorService counter = daemon("outrigger-count");
    private final Map<Long, Generator> generators = new ConcurrentHashMap<>();
    private final Map<Long, Encoder> encoders = new ConcurrentHashMap<>();
    private final Map<Long, Embedder> embedders = new ConcurrentHashMap<>();
    private final Map<Long, HostedAnswer> answers = new ConcurrentHashMap<>();
    private Consumer<Told> tell = message -> {};

    /** @param over called when the sidecar has gone */
    Desk(Models models, Runnable over) {
        this.models = models;
        this.over = over;
    }

    /** Where answers go; before anything is heard. */
    void open(Consumer<Told> to) {
        tell = to;
    }

    @Override
    public void heard(Asked message) {
        switch (message) {
            case Asked.Load load -> loader.execute(() -> load(load));
            case Asked.Free free -> freer.execute(() -> free(free.model()));
            case Asked.Generate(long answer, long model, var ask) ->
                generator(answer, model).ifPresent(generator -> {
                    HostedAnswer hosted = new HostedAnswer(answer, tell, () -> answers.remove(answer));
                    answers.put(answer, hosted);
                    generator.generate(Deadlines.here(ask)).subscribe(hosted);
                });
            case Asked.Request(long answer, long events) -> answer(answer).ifPresent(hosted -> hosted.request(events));
            case Asked.Cancel(long answer) -> answer(answer).ifPresent(HostedAnswer::cancel);
            case Asked.Count count -> counter.execute(() -> count(count));
            case Asked.Encode encode -> encode(encode);
            case Asked.Embed embed -> embed(embed);
        }
    }

    /** An answer may have ended while the sidecar spoke of it. */
    private Optional<HostedAnswer> answer(long number) {
        return Optional.ofNullable(answers.get(number));
    }

    private Optional<Generator> generator(long call, long model) {
        return find(generators, call, model);
    }

    /** Whoever asks one that is freed hears so. */
    private <M> Optional<M> find(Map<Long, M> models, long call, long model) {
        Optional<M> found = Optional.ofNullable(models.get(model));
        if (found.isEmpty()) tell.accept(failed(call, gone()));
        return found;
    }

    private void load(Asked.Load load) {
        DoubleConsumer progress = share -> tell.accept(new Told.Progressed(load.model(), share));
        try {
            switch (load.kind()) {
                case GENERATOR -> loaded(load.model(), models.generator(load.wanted(), progress));
                case ENCODER -> loaded(load.model(), models.encoder(load.wanted(), progress));
                case EMBEDDER -> loaded(load.model(), models.embedder(load.wanted(), progress));
            }
        } catch (FileNotFoundException | NoSuchFileException absent) {
            notLoaded(load, Told.NotLoaded.Reason.ABSENT, String.valueOf(absent.getMessage()));
        } catch (IOException failed) {
            notLoaded(load, Told.NotLoaded.Reason.BROKEN, String.valueOf(failed.getMessage()));
        } catch (RuntimeException | LinkageError | OutOfMemoryError fault) {
            LOG.log(Level.ERROR, "a model cannot be loaded", fault);
            notLoaded(load, Told.NotLoaded.Reason.BROKEN, "loading failed: " + fault);
        }
    }

    private void loaded(long model, Generator generator) {
        generators.put(model, generator);
        OptionalInt tokens = OptionalInt.of(generator.contextTokens());
        tell.accept(new Told.Loaded(model, tokens, OptionalInt.empty(), generator.device()));
        generator.whenLost(reason -> tell.accept(new Told.Lost(model, reason)));
        generator.laid().whenChanged(laid -> tell.accept(new Told.Overlaid(model, laid)));
    }

    private void loaded(long model, Encoder encoder) {
        encoders.put(model, encoder);
        OptionalInt dimensions = OptionalInt.of(encoder.dimensions());
        tell.accept(new Told.Loaded(model, OptionalInt.empty(), dimensions, encoder.device()));
        encoder.whenLost(reason -> tell.accept(new Told.Lost(model, reason)));
    }

    private void loaded(long model, Embedder embedder) {
        embedders.put(model, embedder);
        OptionalInt tokens = OptionalInt.of(embedder.contextTokens());
        OptionalInt dimensions = OptionalInt.of(embedder.dimensions());
        tell.accept(new Told.Loaded(model, tokens, dimensions, embedder.device()));
        embedder.whenLost(reason -> tell.accept(new Told.Lost(model, reason)));
    }

    private void notLoaded(Asked.Load load, Told.NotLoaded.Reason reason, String message) {
        tell.accept(new Told.NotLoaded(load.model(), reason, message));
    }

    private void free(long model) {
        Optional.ofNullable(generators.remove(model)).ifPresent(Generator::close);
        Optional.ofNullable(encoders.remove(model)).ifPresent(Encoder::close);
        Optional.ofNullable(embedders.remove(model)).ifPresent(Embedder::close);
        tell.accept(new Told.Freed(model));
    }

    private void count(Asked.Count count) {
        generator(count.call(), count.model()).ifPresent(generator -> {
            try {
                tell.accept(new Told.Counted(count.call(), generator.countTokens(count.request())));
            } catch (RuntimeException refused) {
                tell.accept(failed(count.call(), FailureException.of(refused)));
            }
        });
    }

    private void encode(Asked.Encode encode) {
        long call = encode.call();
        find(encoders, call, encode.model())
                .ifPresent(encoder ->
                        answer(call, encoder.encode(encode.text().text()).map(vector -> encoded(call, vector))));
    }

    private void embed(Asked.Embed embed) {
        long call = embed.call();
        find(embedders, call, embed.model())
                .ifPresent(embedder ->
                        answer(call, embedder.embed(embed.text().text()).map(made -> new Told.Embedded(call, made))));
    }

    private void answer(long call, Future<Told> told) {
        told.onSuccess(tell::accept).onFailure(refused -> tell.accept(failed(call, FailureException.of(refused))));
    }

    private static Told encoded(long call, Embedding vector) {
        return new Told.Encoded(call, vector.toArray(), vector.unknown(), vector.isTruncated());
    }

    private static Told failed(long call, Failure failure) {
        return new Told.Failed(call, failure, Optional.empty());
    }

    private static Failure gone() {
        return new Failure.Overloaded(503, "the model is not loaded any more", Optional.empty());
    }

    /** An event holds a step's text: it is never so long. */
    @Override
    public void tooLong(Told message) {
        LOG.log(
                Level.ERROR,
                "a message of kind {0} is longer than a frame",
                message.getClass().getSimpleName());
        if (message instanceof Told.Happened happened) {
            answer(happened.answer()).ifPresent(HostedAnswer::cancel);
            tell.accept(failed(happened.answer(), new Failure.Internal("an event is longer than a frame")));
        }
    }

    @Override
    public void ended(String why) {
        LOG.log(Level.INFO, "the sidecar has gone: {0}", why);
        over.run();
    }

    private static ExecutorService daemon(String name) {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }
}
