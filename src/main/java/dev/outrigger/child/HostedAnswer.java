package dev.outrigger.child;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.FailureException;
import dev.outrigger.engine.BrokenOff;
import dev.outrigger.engine.Draft;
import dev.outrigger.engine.Drafting;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An answer in the engine's process, on its way to the sidecar; what its draft grows by goes along. */
final class HostedAnswer implements Flow.Subscriber<Event> {
    private final long number;
    private final Consumer<Told> tell;
    private final Runnable over;
    private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();

    /** Tokens of the draft that the sidecar knows; the generator's thread alone. */
    private int known = -1;

    HostedAnswer(long number, Consumer<Told> tell, Runnable over) {
        this.number = number;
        this.tell = tell;
        this.over = over;
    }

    void request(long events) {
        Flow.Subscription there = subscription.get();
        if (there != null) there.request(events);
    }

    void cancel() {
        Flow.Subscription there = subscription.get();
        if (there != null) there.cancel();
        over.run();
    }

    @Override
    public void onSubscribe(Flow.Subscription to) {
        subscription.set(to);
    }

    @Override
    public void onNext(Event event) {
        tell.accept(new Told.Happened(number, event, growth()));
    }

    private Optional<Told.Growth> growth() {
        if (!(subscription.get() instanceof Drafting drafting)) return Optional.empty();
        Optional<Draft> draft = drafting.draft().filter(made -> made.size() > known);
        return draft.map(made -> {
            Draft.Parts all = made.parts();
            int[] prompt = known < 0 ? all.prompt() : new int[0];
            int[] answer = Arrays.copyOfRange(all.answer(), Math.max(0, known), made.size());
            known = made.size();
            return new Told.Growth(
                    new Draft.Parts(all.model(), all.adapter(), prompt, answer, all.seed(), all.draws()));
        });
    }

    @Override
    public void onError(Throwable thrown) {
        over.run();
        Optional<Draft> draft = thrown instanceof BrokenOff broken ? Optional.of(broken.draft()) : Optional.empty();
        tell.accept(new Told.Failed(number, FailureException.of(thrown), draft));
    }

    @Override
    public void onComplete() {
        over.run();
        tell.accept(new Told.Completed(number));
    }
}
