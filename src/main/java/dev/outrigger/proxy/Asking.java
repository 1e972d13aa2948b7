package dev.outrigger.proxy;

import dev.outrigger.backend.Answer;
import dev.outrigger.backend.Dispatch;
import dev.outrigger.backend.Order;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Request;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.route.Decision;
import dev.outrigger.route.Occasion;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/**
 * From a decision to the last byte of an answer: the same for all that a model is asked. Confined to one event loop.
 *
 * @param reader holds the request until nobody will be asked any more
 */
record Asking(OpenExchange exchange, HttpServerRequest request, Dialect dialect, BodyReader reader) {
    /** Asks the candidates of the plan; completes at the commit point. */
    Future<Answer> attempt(Request read, Decision decision) {
        if (exchange.stopped().isPresent())
            return Future.failedFuture(new FailureException(exchange.stopped().get()));
        Order order = new Order(
                exchange.account().id(),
                dialect,
                read,
                request.headers(),
                decision,
                exchange.holdings(),
                exchange.context(),
                exchange.account().occasion().orElse(Occasion.NONE));
        Dispatch begun = exchange.live().dispatcher().dispatch(order, exchange.start(), exchange.left());
        exchange.account().dispatched(begun);
        exchange.now(new Candidates(begun));
        return begun.answer();
    }

    /** Writes the answer of one of them. */
    Future<Verdict> write(Request read, Answer answer, AnswerWriter writer) {
        HttpServerResponse response = request.response();
        if (response.closed()) return Future.failedFuture(new FailureException(new Failure.Cancelled("the app left")));
        Account account = exchange.account();
        long now = exchange.nanosSinceStart();
        response.setStatusCode(answer.status().orElse(200));
        response.headers().addAll(answer.headers());
        account.dropped(answer.dropped());
        ResponseHead.write(response.headers(), account, now);
        account.began(response.getStatusCode(), now);
        account.dispatch().ifPresent(begun -> exchange.now(new Writing(begun, writer)));
        // Whoever answers after the app has its answer needs the request until then.
        if (account.echo().isEmpty()) answer.resumable().settled().onComplete(settled -> reader.letGo(read));
        return writer.write()
                .map(written -> answer.frames()
                        .progress()
                        .refusal()
                        .<Verdict>map(Verdict.Failed::new)
                        .orElseGet(Verdict.Answered::new));
    }

    /** Candidates are asked. */
    private record Candidates(Dispatch dispatch) implements Work {
        @Override
        public void stop(Failure why) {
            dispatch.stop(why);
        }

        @Override
        public Future<List<Attempt>> attempts() {
            return dispatch.verdict().map(ended -> dispatch.attempts());
        }
    }

    /** One of them answers. */
    private record Writing(Dispatch dispatch, AnswerWriter writer) implements Work {
        @Override
        public void stop(Failure why) {
            dispatch.stop(why);
            // There is nobody to write to, and no last frame will come.
            if (why instanceof Failure.Cancelled) writer.abandon();
        }

        @Override
        public Future<List<Attempt>> attempts() {
            return dispatch.verdict().map(ended -> dispatch.attempts());
        }
    }
}
