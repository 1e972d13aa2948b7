package dev.outrigger.backend;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.Usage;
import dev.outrigger.dialect.EmbeddingInbound;
import dev.outrigger.dialect.HeapCost;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelProfile;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a person takes over: it answers that, in the app's own dialect, streamed or not. What it says is the operator's
 * text, or what a webhook says that was told of it; no model is asked, and no token is paid for. A webhook that fails is a
 * backend that fails: the plan goes on.
 */
public final class HandoffBackend implements Backend {
    private final String name;
    private final String text;
    private final Optional<Webhook> webhook;
    private final Guard guard;

    /** @param webhook who is told; nobody when absent, and then nothing can fail */
    public HandoffBackend(String name, HandoffSettings settings, Optional<Webhook> webhook) {
        this.name = name;
        this.text = settings.text();
        this.webhook = webhook;
        this.guard = new Guard(name, settings.inFlight());
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
        return webhook.map(Webhook::server);
    }

    @Override
    public Health health(ModelProfile profile) {
        return webhook.flatMap(Webhook::lack)
                .<Health>map(Health.Unavailable::new)
                .orElseGet(Health.Ready::new);
    }

    @Override
    public Run attempt(Call call) {
        return switch (call.request()) {
            case Inbound chat -> handOver(call, chat);
            case EmbeddingInbound embedding ->
                Running.failed(new FailureException(call.refused(new Failure.Rejected(
                        400, "model " + call.profile().name() + " makes no vectors", Optional.empty()))));
        };
    }

    private Run handOver(Call call, Inbound chat) {
        if (webhook.isEmpty())
            return new Running(
                    guard.whole(() -> Future.succeededFuture(answer(call, text))),
                    () -> {},
                    () -> true,
                    Collections::emptySortedSet);
        WebhookCall told = webhook.get().call(call, chat);
        return new Running(
                guard.whole(() -> told.send().map(said -> answer(call, said.orElse(text)))),
                told::cancel,
                told::isSent,
                Collections::emptySortedSet);
    }

    private static Answer answer(Call call, String text) {
        Frame frame = Frame.of(List.of(
                new Event.Started(
                        "handoff-" + call.exchange().value(), call.profile().model()),
                new Event.TextDelta(0, text),
                new Event.Finished(0, FinishReason.STOP),
                new Event.Used(Usage.of(0, 0)),
                new Event.Ended()));
        if (!call.holdings().open().tryGrow(HeapCost.ofEvents(frame) + text.length()))
            throw new FailureException(call.holdings().full("an answer"));
        return new Answer(
                OptionalInt.empty(),
                MultiMap.caseInsensitiveMultiMap(),
                call.request().stream(),
                FrameQueue.whole(frame, new Progress(1), call.holdings()),
                Collections.emptySortedSet(),
                Answer.Words.OURS);
    }

    @Override
    public void close() {
        webhook.ifPresent(Webhook::close);
    }
}
