package dev.outrigger.backend;

import dev.outrigger.admit.Holdings;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Request;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.route.Decision;
import dev.outrigger.route.Occasion;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What is to be answered, and by whom.
 *
 * @param decision its plan is run
 * @param holdings what the exchange holds in memory
 * @param context the event loop on which everything about this exchange happens
 * @param occasion who asks, and when
 * @param deadline of its last byte, on the dispatcher's ticker
 */
public record Order(
        ExchangeId exchange,
        Dialect dialect,
        Request request,
        MultiMap headers,
        Decision decision,
        Holdings holdings,
        Context context,
        Occasion occasion,
        OptionalLong deadline) {
    /** One that may take any time, of nobody in particular. */
    public Order(
            ExchangeId exchange,
            Dialect dialect,
            Request request,
            MultiMap headers,
            Decision decision,
            Holdings holdings,
            Context context) {
        this(exchange, dialect, request, headers, decision, holdings, context, Occasion.NONE);
    }

    /** One that may take any time. */
    public Order(
            ExchangeId exchange,
            Dialect dialect,
            Request request,
            MultiMap headers,
            Decision decision,
            Holdings holdings,
            Context context,
            Occasion occasion) {
        this(exchange, dialect, request, headers, decision, holdings, context, occasion, OptionalLong.empty());
    }

    /** The same, whose last byte must have come by then. */
    Order until(long nanos) {
        return new Order(
                exchange, dialect, request, headers, decision, holdings, context, occasion, OptionalLong.of(nanos));
    }

    /** The same order, in which this is asked. */
    Order asking(Request other) {
        return new Order(exchange, dialect, other, headers, decision, holdings, context, occasion, deadline);
    }

    /** Nothing seen yet of an answer to it. */
    Progress progress() {
        return new Progress(
                request instanceof Inbound chat ? chat.request().sampling().choices() : 0);
    }

    /** Whether another candidate may be tried after this failure. */
    boolean mayMoveOn(Failure failure) {
        return decision.conduct().mayMoveOn(failure);
    }

    /** The refusal that this answer is, where its policy would have another candidate asked rather than hand it on. */
    Optional<Failure> refusal(Answer opened) {
        return opened.frames().progress().refusal().filter(this::mayMoveOn);
    }

    Call call(
            ModelProfile profile,
            OptionalDouble slowest,
            Call.Choice choice,
            Rewrite.Reasoning reasoning,
            Drafts drafts,
            Losses losses) {
        return new Call(
                exchange,
                dialect,
                request,
                headers,
                profile,
                Optional.empty(),
                slowest,
                decision.conduct().hold(),
                choice,
                reasoning,
                drafts,
                losses,
                holdings,
                context,
                occasion,
                deadline);
    }
}
