package dev.outrigger.child;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Passage;
import dev.outrigger.engine.Ask;
import dev.outrigger.engine.Draft;
import dev.outrigger.engine.Laid;
import dev.outrigger.engine.LaidNow;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/**
 * What this side has asked of one engine's process and not heard the end of. When that process goes, every answer and
 * every call fails with {@link Failure.Overloaded}, at once. Thread-safe.
 */
final class Conversation implements Link.Hearer<Asked, Told> {
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, ChildAnswer> answers = new ConcurrentHashMap<>();
    private final Map<Long, CompletableFuture<Told>> calls = new ConcurrentHashMap<>();
    /** How each was lost; from before it is asked for, since a loss may follow a load at once. */
    private final Map<Long, CompletableFuture<String>> models = new ConcurrentHashMap<>();

    private final Map<Long, LaidNow> laid = new ConcurrentHashMap<>();
    private final Map<Long, DoubleConsumer> loads = new ConcurrentHashMap<>();
    private final Consumer<String> afterEnd;
    private Consumer<Asked> ask = message -> {};
    private volatile Optional<String> end = Optional.empty();
    private volatile Optional<String> gone = Optional.empty();

    /** @param afterEnd called with the reason when the process has gone and all have been told */
    Conversation(Consumer<String> afterEnd) {
        this.afterEnd = afterEnd;
    }

    /** Where questions go; before any is asked. */
    void open(Consumer<Asked> to) {
        ask = to;
    }

    /** A number for something new. */
    long number() {
        return numbers.incrementAndGet();
    }

    /** Answers that run. */
    int open() {
        return answers.size();
    }

    /** Calls this when a model that nobody freed answers no more; at once if that is so. */
    void whenLost(long model, Consumer<String> then) {
        var unusedStage = model(model).thenAccept(then);
        gone.ifPresent(how -> lost(model, how));
    }

    private CompletableFuture<String> model(long number) {
        return models.computeIfAbsent(number, unheard -> new CompletableFuture<>());
    }

    /** The adapters that lie over a model; from before it is asked for, likewise. */
    LaidNow laid(long model) {
        return laid.computeIfAbsent(model, unheard -> new LaidNow());
    }

    void forget(long model) {
        models.remove(model);
        laid.remove(model);
    }

    /** @param progress hears which share of its weights is in */
    CompletableFuture<Told> load(long model, Asked.Kind kind, Bytes wanted, DoubleConsumer progress) {
        loads.put(model, progress);
        var unusedLoss = model(model);
        LaidNow unusedYet = laid(model);
        return call(model, new Asked.Load(model, kind, wanted)).whenComplete((told, failed) -> {
            loads.remove(model);
            if (!(told instanceof Told.Loaded)) forget(model);
        });
    }

    CompletableFuture<Told> free(long model) {
        return call(model, new Asked.Free(model));
    }

    CompletableFuture<Told> count(long model, ChatRequest request) {
        long call = number();
        return call(call, new Asked.Count(call, model, request));
    }

    CompletableFuture<Told> encode(long model, Passage text) {
        long call = number();
        return call(call, new Asked.Encode(call, model, text));
    }

    CompletableFuture<Told> embed(long model, Passage text) {
        long call = number();
        return call(call, new Asked.Embed(call, model, text));
    }

    private CompletableFuture<Told> call(long number, Asked message) {
        CompletableFuture<Told> answer = new CompletableFuture<>();
        calls.put(number, answer);
        ask.accept(message);
        // It may have ended between: then nobody else fails this one.
        end.ifPresent(why -> fail(number, gone(why), Optional.empty()));
        return answer;
    }

    void generate(long model, Ask asked, Flow.Subscriber<? super Event> subscriber) {
        long number = number();
        ChildAnswer answer = new ChildAnswer(number, subscriber, ask, () -> answers.remove(number));
        answers.put(number, answer);
        subscriber.onSubscribe(answer);
        answer.asked(new Asked.Generate(number, model, Deadlines.left(asked)));
        end.ifPresent(why -> answer.lost(gone(why)));
    }

    @Override
    public void heard(Told message) {
        switch (message) {
            case Told.Happened(long answer, Event event, var growth) ->
                Optional.ofNullable(answers.get(answer)).ifPresent(there -> there.happened(event, growth));
            case Told.Completed(long answer) ->
                Optional.ofNullable(answers.get(answer)).ifPresent(ChildAnswer::completed);
            case Told.Failed(long call, Failure failure, var draft) -> fail(call, failure, draft);
            case Told.Lost(long model, String reason) -> lost(model, reason);
            case Told.Overlaid(long model, Laid now) ->
                Optional.ofNullable(laid.get(model)).ifPresent(known -> known.set(now));
            case Told.Progressed(long model, double share) ->
                Optional.ofNullable(loads.get(model)).ifPresent(progress -> progress.accept(share));
            case Told.Loaded loaded -> answer(loaded.model(), loaded);
            case Told.NotLoaded not -> answer(not.model(), not);
            case Told.Freed freed -> answer(freed.model(), freed);
            case Told.Counted counted -> answer(counted.call(), counted);
            case Told.Encoded encoded -> answer(encoded.call(), encoded);
            case Told.Embedded embedded -> answer(embedded.call(), embedded);
        }
    }

    private void answer(long call, Told with) {
        Optional.ofNullable(calls.remove(call)).ifPresent(asked -> asked.complete(with));
    }

    private void fail(long number, Failure failure, Optional<Draft> draft) {
        Optional.ofNullable(answers.get(number)).ifPresent(answer -> answer.failed(failure, draft));
        Optional.ofNullable(calls.remove(number))
                .ifPresent(asked -> asked.completeExceptionally(new FailureException(failure)));
    }

    private void lost(long model, String reason) {
        Optional.ofNullable(models.get(model)).ifPresent(loss -> loss.complete(reason));
    }

    /** The window of a model that runs here is smaller by far. */
    @Override
    public void tooLong(Asked message) {
        Failure failure = new Failure.TooLong(
                "a request of more than " + Frames.MOST_BYTES + " bytes is longer than a local model's window",
                Optional.empty());
        switch (message) {
            case Asked.Generate(long answer, long model, Ask asked) -> fail(answer, failure, Optional.empty());
            case Asked.Count count -> fail(count.call(), failure, Optional.empty());
            case Asked.Encode encode -> fail(encode.call(), failure, Optional.empty());
            case Asked.Embed embed -> fail(embed.call(), failure, Optional.empty());
            case Asked.Load load -> fail(load.model(), failure, Optional.empty());
            case Asked.Free _, Asked.Request _, Asked.Cancel _ -> throw new IllegalStateException("a long " + message);
        }
    }

    @Override
    public void ended(String why) {
        end = Optional.of(why);
        answers.values().forEach(answer -> answer.lost(gone(why)));
        calls.keySet().forEach(call -> fail(call, gone(why), Optional.empty()));
        afterEnd.accept(why);
    }

    /** Tells whoever has a model of it; when it is known how the process ended. */
    void tellLost(String reason) {
        gone = Optional.of(reason);
        models.keySet().forEach(model -> lost(model, reason));
    }

    private static Failure gone(String why) {
        return new Failure.Overloaded(503, "the engine's process has gone: " + why, Optional.empty());
    }
}
