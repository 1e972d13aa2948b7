package dev.outrigger.backend;

import dev.outrigger.analyze.Timer;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.LogitBias;
import dev.outrigger.dialect.EmbeddingInbound;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Request;
import dev.outrigger.engine.Embedder;
import dev.outrigger.engine.Generator;
import dev.outrigger.engine.Shared;
import dev.outrigger.registry.Adapters;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelProfile;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The models of this process. They may come and go while it runs: each attempt asks who is there. */
public final class EngineBackend implements Backend {
    /** Of an answer that others may go before: its deadline is sooner. */
    private static final Duration UNBOUNDED = Duration.ofDays(1);

    /** Requests that are counted at once. */
    private static final int COUNTS = 4;

    private final String name;
    private final Function<ModelProfile, LocalModel> models;
    private final Function<ModelProfile, LocalEmbedder> embedders;
    private final TokenCounter counter;
    private final Semaphore counts = new Semaphore(COUNTS);
    private final Guard guard;
    private final Duration firstToken;
    private final Duration idle;

    /**
     * @param models the state of a profile's model now, if that chats; asked on event loops, so it must be quick
     * @param embedders likewise, of one that makes vectors
     * @param counter of those that chat
     */
    public EngineBackend(
            String name,
            Function<ModelProfile, LocalModel> models,
            Function<ModelProfile, LocalEmbedder> embedders,
            TokenCounter counter,
            EngineGuardSettings guard) {
        this.name = name;
        this.models = models;
        this.embedders = embedders;
        this.counter = counter;
        this.guard = new Guard(name, guard.inFlight());
        this.firstToken = guard.firstToken();
        this.idle = guard.idle();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String provider() {
        return "outrigger";
    }

    @Override
    public Optional<String> server() {
        return Optional.empty();
    }

    @Override
    public Health health(ModelProfile profile) {
        return profile.embedsAlone()
                ? embedders.apply(profile).health()
                : models.apply(profile).health();
    }

    @Override
    public Run attempt(Call call) {
        return switch (call.request()) {
            case Inbound chat -> attempt(call, chat.request());
            case EmbeddingInbound embedding -> attempt(call, embedding);
        };
    }

    private Run attempt(Call call, EmbeddingInbound embedding) {
        SortedSet<String> dropped = EngineEmbedding.dropped(call, embedding);
        EngineEmbedding attempt = new EngineEmbedding(call, embedding, () -> lend(call));
        return new Running(guard.whole(() -> attempt.answer(dropped)), attempt::stop, () -> true, () -> dropped);
    }

    private Shared.Loan<Embedder> lend(Call call) {
        LocalEmbedder model = embedders.apply(call.profile());
        if (model instanceof LocalEmbedder.Ready(Shared<Embedder> embedder)) {
            Optional<Shared.Loan<Embedder>> loan = embedder.borrow();
            if (loan.isPresent()) return loan.get();
        }
        throw notReady(call, model.health());
    }

    private Run attempt(Call call, ChatRequest request) {
        if (call.adapter().isPresent()) checkAdapter(call);
        Set<Feature> lost = Feature.of(request);
        lost.removeAll(kept(call));
        Set<String> theirs = new HashSet<>(request.vendorFields());
        theirs.remove(Request.ADAPTER);
        SortedSet<String> dropped = call.losses().judge(call.profile().name(), theirs, call.dialect(), lost);
        ChatRequest told = lost.contains(Feature.LOGIT_BIAS)
                ? request.withSampling(request.sampling().withLogitBias(LogitBias.NONE))
                : request;
        EngineAsk asks = new EngineAsk(firstToken, System::nanoTime);
        boolean isBatch = EngineAsk.isBatch(call);
        // A stream's own clock runs from here; an answer that comes whole has none for its beginning.
        Duration patience = isBatch || request.stream() ? UNBOUNDED : firstToken;
        EngineAttempt attempt = new EngineAttempt(
                call,
                told,
                dropped,
                asks,
                isBatch ? UNBOUNDED : idle,
                isGivenUp -> within(patience, call, borrow(call, isGivenUp)));
        Future<Answer> answer = request.stream()
                ? guard.stream(call.context(), isBatch ? UNBOUNDED : firstToken, attempt::stream)
                : guard.whole(attempt::whole);
        return new Running(answer.onFailure(failure -> attempt.cancel()), attempt::cancel, () -> true, () -> dropped);
    }

    private static void checkAdapter(Call call) {
        if (call.profile().adapters() == Adapters.LAID) return;
        String why = "model " + call.profile().name() + " takes no adapters (models."
                + call.profile().name() + ".adapters), and " + call.adapter().orElseThrow() + " was asked for";
        throw new FailureException(call.refused(new Failure.Rejected(404, why, Optional.empty())));
    }

    /** Ids of tokens are of the tokenizer that the app had in mind: this model's, only if it named this model. */
    private static Set<Feature> kept(Call call) {
        Set<Feature> kept = EnumSet.copyOf(Generator.KEPT);
        if (call.choice() == Call.Choice.OURS) kept.remove(Feature.LOGIT_BIAS);
        return kept;
    }

    /** Waits no longer for a load; a model that comes later goes back. */
    private static Future<Shared.Loan<Generator>> within(
            Duration patience, Call call, Future<Shared.Loan<Generator>> load) {
        if (load.isComplete()) return load;
        Promise<Shared.Loan<Generator>> either = Promise.promise();
        Timer.Alarm alarm = Timer.of(call.context().owner())
                .after(
                        patience,
                        () -> either.tryFail(new FailureException(new Failure.TimedOut(
                                Failure.Clock.FIRST_TOKEN,
                                "the model was not loaded within guard.firstToken, " + patience.toMillis() + " ms"))));
        load.onComplete(loaded -> {
            alarm.cancel();
            if (loaded.failed()) either.tryFail(loaded.cause());
            else if (!either.tryComplete(loaded.result())) loaded.result().close();
        });
        return either.future();
    }

    /** The model there is, at once; or one that is asleep or still loading, when it has been loaded. */
    private Future<Shared.Loan<Generator>> borrow(Call call, BooleanSupplier isGivenUp) {
        while (true) {
            LocalModel model = models.apply(call.profile());
            if (model instanceof LocalModel.Asleep(String detail, LocalModel.Wake wake)) return wake.loan(isGivenUp);
            if (model instanceof LocalModel.Loading(String detail, Optional<LocalModel.Wake> wake) && wake.isPresent())
                return wake.get().loan(isGivenUp);
            if (!(model instanceof LocalModel.Ready(Shared<Generator> generator)))
                return Future.failedFuture(notReady(call, model.health()));
            Optional<Shared.Loan<Generator>> loan = generator.borrow();
            if (loan.isPresent()) return Future.succeededFuture(loan.get());
            // It was replaced and freed between the look and the loan: look again.
        }
    }

    private static FailureException notReady(Call call, Health health) {
        return new FailureException(new Failure.Overloaded(
                503,
                Optional.of(Duration.ofSeconds(1)),
                "model " + call.profile().name() + " is " + health.label() + ": " + health.detail(),
                Optional.empty()));
    }

    /**
     * Tokens of a request as this model reads it, template included; completes on the context. Fails where the model cannot
     * do what is asked, its files are missing, or others are being counted.
     */
    public Future<Integer> countTokens(Context context, ModelProfile model, ChatRequest request) {
        if (!counts.tryAcquire())
            return Future.failedFuture(new FailureException(
                    new Failure.Saturated("the local models count the tokens of " + COUNTS + " requests already")));
        return context.executeBlocking(() -> counter.count(model, request), false)
                .onComplete(counted -> counts.release());
    }

    /** Models belong to whoever loaded them. */
    @Override
    public void close() {}
}
