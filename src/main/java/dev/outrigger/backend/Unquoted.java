package dev.outrigger.backend;

import dev.outrigger.chat.Bytes;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of an error as it comes, without what was shown to upstream. Of each piece the end is held back in which a key
 * may have begun. Confined to one event loop.
 */
final class Unquoted implements ReadStream<Buffer> {
    private final ReadStream<Buffer> body;
    private final Secrets secrets;
    private Buffer held = Buffer.buffer();
    private @Nullable Handler<Buffer> handler;

    Unquoted(ReadStream<Buffer> body, Secrets secrets) {
        this.body = body;
        this.secrets = secrets;
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> next) {
        handler = next;
        body.handler(next == null ? null : this::came);
        return this;
    }

    private void came(Buffer piece) {
        Buffer all = hidden(held.appendBuffer(piece));
        int kept = Math.min(all.length(), secrets.maxBytes());
        held = all.getBuffer(all.length() - kept, all.length());
        tell(all.getBuffer(0, all.length() - kept));
    }

    private Buffer hidden(Buffer said) {
        return Buffer.buffer(secrets.hidden(Bytes.of(said.getBytes())).array());
    }

    private void tell(Buffer piece) {
        if (handler != null && piece.length() > 0) handler.handle(piece);
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> next) {
        body.endHandler(end -> {
            tell(held);
            held = Buffer.buffer();
            if (next != null) next.handle(null);
        });
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> next) {
        body.exceptionHandler(next);
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        body.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        body.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        body.fetch(amount);
        return this;
    }
}
