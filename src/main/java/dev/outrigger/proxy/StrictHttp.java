package dev.outrigger.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests as Vert.x does, and is strict where that is lenient: a line of a head that is folded, and a body that is
 * coded otherwise than in chunks, are no HTTP that is spoken here. A body whose chunks are broken is told to who reads it,
 * where Vert.x would close without a word. One a connection, confined to its event loop. Source: RFC 9112, sections 5.2,
 * 6.1 and 7.1. A request of a version that is not spoken here is made one that is no HTTP.
 */
final class StrictHttp extends VertxHttpRequestDecoder {
    /** As Vert.x names it. */
    private static final String NAME = "httpDecoder";

    private boolean inHead = true;
    private boolean lineEnded;
    private boolean folds;
    private boolean isBroken;
    private boolean isWhole;

    /** Of the body that is being read: kept any longer, it would keep all of that on a connection that waits. */
    private @Nullable Runnable reader;

    private StrictHttp(HttpServerOptions options) {
        super(options);
    }

    /** Reads all requests of a connection that has just been opened. */
    static void read(HttpConnection connection, HttpServerOptions options) {
        if (connection instanceof ConnectionBase base)
            base.channelHandlerContext().pipeline().replace(NAME, NAME, new StrictHttp(options));
    }

    /** Runs this, on the caller's context, when the body of the request that is being read is found to be broken. */
    static void whenBroken(HttpServerRequest request, Runnable told) {
        Context context = Vertx.currentContext();
        of(request.connection()).ifPresent(decoder -> decoder.tell(() -> context.runOnContext(now -> told.run())));
    }

    private static Optional<StrictHttp> of(HttpConnection connection) {
        if (!(connection instanceof ConnectionBase base)) return Optional.empty();
        ChannelPipeline pipeline = base.channelHandlerContext().pipeline();
        return pipeline.get(NAME) instanceof StrictHttp strict ? Optional.of(strict) : Optional.empty();
    }

    private void tell(Runnable told) {
        if (isBroken) told.run();
        else if (!isWhole) reader = told;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        int from = in.readerIndex();
        int known = out.size();
        boolean head = inHead;
        super.decode(context, in, out);
        // What is read of a head is never read together with what follows it.
        if (head) look(in, from);
        for (int i = known; i < out.size(); i++) {
            if (out.get(i) instanceof HttpRequest request) begun(request);
            // What is no request at all is told as one that is whole.
            else if (out.get(i) instanceof HttpContent content
                    && content.decoderResult().isFailure()) {
                ReferenceCountUtil.release(out.remove(i--));
                broken();
                continue;
            }
            if (out.get(i) instanceof LastHttpContent) {
                inHead = true;
                lineEnded = false;
                folds = false;
                isWhole = true;
                reader = null;
            }
        }
    }

    /** Of a head that comes in pieces the lines are read one by one, each of them whole. */
    private void look(ByteBuf in, int from) {
        int end = in.readerIndex();
        if (lineEnded && from < end) folds |= isBlank(in.getByte(from));
        for (int at = from; at < end; ) {
            int feed = in.indexOf(at, end, (byte) '\n');
            if (feed < 0) break;
            at = feed + 1;
            if (at < end) folds |= isBlank(in.getByte(at));
        }
        if (from < end) lineEnded = in.getByte(end - 1) == '\n';
    }

    private static boolean isBlank(byte first) {
        return first == ' ' || first == '\t';
    }

    private void begun(HttpRequest request) {
        inHead = false;
        isWhole = false;
        reader = null;
        if (!isSpoken(request.protocolVersion())) {
            request.setProtocolVersion(HttpVersion.HTTP_1_1);
            request.setDecoderResult(DecoderResult.failure(new UnspokenVersion()));
        }
        if (!request.decoderResult().isSuccess()) return;
        boolean coded = request.headers().contains("transfer-encoding") && !isChunked(request);
        if (folds) request.setDecoderResult(DecoderResult.failure(new Unspoken("a line of the head is folded")));
        else if (coded)
            request.setDecoderResult(
                    DecoderResult.failure(new Unspoken("no transfer-encoding but chunked is spoken here")));
    }

    /** Vert.x would answer another by itself, as if it were our fault (501), in no dialect's words and without a record. */
    private static boolean isSpoken(HttpVersion version) {
        return version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0);
    }

    private static boolean isChunked(HttpRequest request) {
        String codings = String.join(",", request.headers().getAll("transfer-encoding"));
        return codings.strip().equalsIgnoreCase("chunked");
    }

    private void broken() {
        isBroken = true;
        if (reader != null) reader.run();
        reader = null;
    }

    /** It is of a version that is not spoken here. */
    static final class UnspokenVersion extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** What is wrong with a request, in words that quote nothing of it. */
    static final class Unspoken extends Exception {
        private static final long serialVersionUID = 1;

        private final String why;

        private Unspoken(String why) {
            super(why);
            this.why = why;
        }

        String why() {
            return why;
        }
    }
}
