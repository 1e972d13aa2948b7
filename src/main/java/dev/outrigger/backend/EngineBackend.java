package dev.outrigger.backend;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Feature;
import dev.outrigger.dialect.EmbeddingInbound;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.engine.Generator;
import dev.outrigger.engine.Shared;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelProfile;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The models of this process. They may come and go while it runs: each attempt asks who is there. */
public final class EngineBackend implements Backend {
    private static final Failure NO_EMBEDDINGS =
            new Failure.Untranslatable("models of this process make no embeddings", Optional.empty());

    private final String name;
    private final Function<ModelProfile, LocalModel> models;
    private final Guard guard;
    private final Duration firstToken;
    private final Duration idle;

    /** @param models the state of a profile's model now; asked on event loops, so it must be quick */
    public EngineBackend(String name, Function<ModelProfile, LocalModel> models, EngineGuardSettings guard) {
        this.name = name;
        this.models = models;
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
        return models.apply(profile).health();
    }

    @Override
    public Run attempt(Call call) {
        return switch (call.request()) {
            case Inbound chat -> attempt(call, chat.request());
            case EmbeddingInbound embedding -> throw new FailureException(NO_EMBEDDINGS);
        };
    }

    private Run attempt(Call call, ChatRequest request) {
        Set<Feature> lost = Feature.of(request);
        lost.removeAll(Generator.KEPT);
        SortedSet<String> dropped =
                call.losses().judge(call.profile().name(), request.vendorFields(), call.dialect(), lost);
        EngineAttempt attempt = new EngineAttempt(call, request, dropped, idle, isGivenUp -> borrow(call, isGivenUp));
        Future<Answer> answer = request.stream()
                ? guard.stream(call.context(), firstToken, attempt::stream)
                : guard.whole(attempt::whole);
        return new Running(answer.onFailure(failure -> attempt.cancel()), attempt::cancel, () -> true, () -> dropped);
    }

    /** The model there is, at once; or one that is asleep, when it has been loaded. */
    private Future<Shared.Loan<Generator>> borrow(Call call, BooleanSupplier isGivenUp) {
        while (true) {
            LocalModel model = models.apply(call.profile());
            if (model instanceof LocalModel.Asleep(String detail, LocalModel.Wake wake)) return wake.loan(isGivenUp);
            if (!(model instanceof LocalModel.Ready(Shared<Generator> generator)))
                return Future.failedFuture(notReady(call, model));
            Optional<Shared.Loan<Generator>> loan = generator.borrow();
            if (loan.isPresent()) return Future.succeededFuture(loan.get());
            // It was replaced and freed between the look and the loan: look again.
        }
    }

    private static FailureException notReady(Call call, LocalModel model) {
        Health health = model.health();
        return new FailureException(new Failure.Overloaded(
                503,
                Optional.of(Duration.ofSeconds(1)),
                "model " + call.profile().name() + " is " + health.label() + ": " + health.detail(),
                Optional.empty()));
    }

    /** Models belong to whoever loaded them. */
    @Override
    public void close() {}
}
