package dev.outrigger.backend;

import dev.outrigger.chat.Splice;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;

/**
 * A request's body on its way to upstream, as fast as upstream takes it.
 *
 * @param answer completes with the head of the answer, which may come before the body was sent
 * @param sent completes when nothing of the body is needed any more; never, when upstream stops reading
 */
record Upload(Future<HttpClientResponse> answer, Future<Void> sent) {
    static Upload send(HttpClientRequest request, Splice body) {
        if (body.size() <= PacedWrite.PIECE_BYTES)
            return new Upload(request.send(PacedWrite.buffer(body.joined())), Future.succeededFuture());
        request.putHeader("content-length", Long.toString(body.size()));
        Future<Void> sent = PacedWrite.write(request, body);
        sent.onSuccess(last -> request.end());
        return new Upload(request.response(), sent);
    }
}
