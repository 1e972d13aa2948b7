package dev.outrigger.backend;

import dev.outrigger.admit.Hold;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.EmbeddingInput;
import dev.outrigger.chat.EmbeddingRequest;
import dev.outrigger.chat.Embeddings;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Usage;
import dev.outrigger.chat.Vector;
import dev.outrigger.dialect.EmbeddingDialect;
import dev.outrigger.dialect.EmbeddingInbound;
import dev.outrigger.engine.Embedder;
import dev.outrigger.engine.Embedder.Embedded;
import dev.outrigger.engine.Shared;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Supplier;

/**
 * One request for embeddings, answered in this process. Its inputs go to the model a few at a time, so that one of many
 * inputs does not keep others waiting, and stops soon after its app has left. Belongs to the call's event loop.
 */
final class EngineEmbedding {
    /** As OpenAI has it. */
    static final int MOST_INPUTS = 2_048;

    /** Inputs with the model at once: as many as it works on together. */
    static final int WAVE = 16;

    /** Numbers of four bytes, and the eleven characters or so of each as it is written. */
    private static final int NUMBER_BYTES = 16;

    private final Call call;
    private final EmbeddingInbound inbound;
    private final Supplier<Shared.Loan<Embedder>> models;
    private final Hold hold;
    private final List<Embedded> made = new ArrayList<>();
    private boolean isStopped;

    /** Judges the request before its model is lent. */
    static SortedSet<String> dropped(Call call, EmbeddingInbound inbound) {
        return call.losses().judge(call.profile().name(), inbound.request().vendorFields(), call.dialect(), Set.of());
    }

    /** @param models lends the model there is, or throws a {@link FailureException} */
    EngineEmbedding(Call call, EmbeddingInbound inbound, Supplier<Shared.Loan<Embedder>> models) {
        this.call = call;
        this.inbound = inbound;
        this.models = models;
        this.hold = call.holdings().open();
    }

    /** Completes with all vectors; the model is given back by then. */
    Future<Answer> answer(SortedSet<String> dropped) {
        try {
            check(inbound.request());
            return answer(models.get(), dropped);
        } catch (FailureException refused) {
            return Future.failedFuture(refused);
        }
    }

    private Future<Answer> answer(Shared.Loan<Embedder> loan, SortedSet<String> dropped) {
        return checkLength(loan.model())
                .compose(fit -> next(loan.model()))
                .map(all -> written(dropped))
                .onFailure(fault -> hold.release())
                .onComplete(over -> loan.close());
    }

    /** Nothing more goes to the model. */
    void stop() {
        isStopped = true;
    }

    private static void check(EmbeddingRequest request) {
        int inputs = request.inputs().size();
        if (inputs == 0) throw rejected("input must have at least 1 text, had none");
        if (inputs > MOST_INPUTS) throw rejected("input must have at most " + MOST_INPUTS + " texts, had " + inputs);
        for (EmbeddingInput input : request.inputs())
            if (input instanceof EmbeddingInput.Own(String what))
                throw new FailureException(new Failure.Untranslatable(
                        "the local model makes vectors of texts, and cannot read " + what, Optional.empty()));
    }

    /** Vectors of this model are of one length: cut, they would be worth less than their length says. */
    private Future<Void> checkLength(Embedder model) {
        OptionalInt asked = inbound.request().dimensions();
        if (asked.isEmpty() || asked.getAsInt() == model.dimensions()) return Future.succeededFuture();
        return Future.failedFuture(rejected("dimensions must be " + model.dimensions()
                + ", the length of the local model's vectors, was " + asked.getAsInt()));
    }

    private static FailureException rejected(String rule) {
        return new FailureException(new Failure.Rejected(400, rule, Optional.empty()));
    }

    private Future<Void> next(Embedder model) {
        List<EmbeddingInput> inputs = inbound.request().inputs();
        if (made.size() == inputs.size()) return Future.succeededFuture();
        if (isStopped)
            return Future.failedFuture(new FailureException(new Failure.Cancelled("the attempt was given up")));
        int end = Math.min(made.size() + WAVE, inputs.size());
        List<EmbeddingInput> wave = inputs.subList(made.size(), end);
        if (!hold.tryGrow((long) wave.size() * model.dimensions() * NUMBER_BYTES))
            return Future.failedFuture(new FailureException(call.holdings().full("an answer")));
        List<Future<Embedded>> vectors = wave.stream()
                .map(input ->
                        model.embed(((EmbeddingInput.Text) input).passage().text()))
                .toList();
        return Future.future(there -> Future.join(vectors)
                        .onComplete(all -> call.context().runOnContext(hop -> {
                            if (all.succeeded()) there.complete();
                            else there.fail(all.cause());
                        })))
                .compose(all -> {
                    vectors.forEach(vector -> made.add(vector.result()));
                    return next(model);
                });
    }

    private Answer written(SortedSet<String> dropped) {
        ModelName model = call.profile().model();
        List<Vector> vectors = made.stream().map(Embedded::vector).toList();
        Usage usage = Usage.ofInput(made.stream().mapToLong(Embedded::tokens).sum());
        EmbeddingDialect words = call.dialect()
                .embeddings()
                .orElseThrow(() -> new IllegalStateException("read by a dialect without embeddings"));
        Bytes body = words.encodeAnswer(inbound, new Embeddings(model, vectors, usage));
        hold.tryResize(body.size());
        Frame frame = new Frame(body, List.of(new Event.Started("", model), new Event.Used(usage)));
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("content-type", "application/json");
        return new Answer(
                OptionalInt.empty(),
                headers,
                false,
                FrameQueue.whole(frame, new Progress(0), call.holdings()),
                dropped,
                Answer.Words.TRANSLATED);
    }
}
