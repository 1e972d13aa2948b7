package dev.outrigger.backend;

import dev.outrigger.admit.Holdings;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Request;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.route.HoldSettings;
import dev.outrigger.route.Occasion;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a backend needs to ask a model.
 *
 * @param dialect the app's
 * @param adapter what shall lie over a model of this process; absent for those of servers, which read it themselves
 * @param slowest seconds that the slowest of its model's last streams took to begin, if that is known
 * @param hold what is held back of its answer, if that is streamed
 * @param choice who chose the model
 * @param reasoning what becomes of that of earlier turns
 * @param drafts what models of this process have made of the answer
 * @param losses what becomes of wishes that the model cannot be told
 * @param headers the app's, as they came
 * @param holdings what the exchange holds in memory
 * @param context the event loop on which everything about this exchange happens
 * @param occasion who asks, and when
 * @param deadline of the exchange, on the dispatcher's ticker, which is {@link System#nanoTime} where it serves
 */
public record Call(
        ExchangeId exchange,
        Dialect dialect,
        Request request,
        MultiMap headers,
        ModelProfile profile,
        Optional<String> adapter,
        OptionalDouble slowest,
        HoldSettings hold,
        Choice choice,
        Rewrite.Reasoning reasoning,
        Drafts drafts,
        Losses losses,
        Holdings holdings,
        Context context,
        Occasion occasion,
        OptionalLong deadline) {
    /** One of nobody in particular. */
    public Call(
            ExchangeId exchange,
            Dialect dialect,
            Request request,
            MultiMap headers,
            ModelProfile profile,
            Optional<String> adapter,
            OptionalDouble slowest,
            HoldSettings hold,
            Choice choice,
            Rewrite.Reasoning reasoning,
            Drafts drafts,
            Losses losses,
            Holdings holdings,
            Context context,
            OptionalLong deadline) {
        this(
                exchange,
                dialect,
                request,
                headers,
                profile,
                adapter,
                slowest,
                hold,
                choice,
                reasoning,
                drafts,
                losses,
                holdings,
                context,
                Occasion.NONE,
                deadline);
    }

    /** The same, with this over the model. */
    Call over(Optional<String> other) {
        if (adapter.equals(other)) return this;
        return new Call(
                exchange, dialect, request, headers, profile, other, slowest, hold, choice, reasoning, drafts, losses,
                holdings, context, occasion, deadline);
    }

    /** The same, of whose answer so much is held back. */
    Call holding(HoldSettings other) {
        return new Call(
                exchange, dialect, request, headers, profile, adapter, slowest, other, choice, reasoning, drafts,
                losses, holdings, context, occasion, deadline);
    }

    /** What its model refuses is the app's affair only if the app chose that model; else another may do it. */
    Failure refused(Failure.Rejected refusal) {
        return choice == Choice.APP ? refusal : new Failure.Untranslatable(refusal.message(), Optional.empty());
    }

    /** Who chose a model. */
    public enum Choice {
        /** The app named it. */
        APP,
        /** A policy did, or it stands in for another. */
        OURS;

        /** Who chose this one. */
        static Choice of(ModelProfile profile, Optional<ModelProfile> asked) {
            return asked.filter(profile::equals).isPresent() ? APP : OURS;
        }
    }
}
