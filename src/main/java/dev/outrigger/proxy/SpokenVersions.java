package dev.outrigger.proxy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Set;

/**
 * Makes a request of a version that is not spoken here one that is no HTTP. Vert.x would answer it by itself, as if it
 * were our fault (501), in no dialect's words and without a record.
 */
final class SpokenVersions extends ChannelInboundHandlerAdapter {
    private static final Set<HttpVersion> SPOKEN = Set.of(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1);

    /** Looks at all requests of a connection that has just been opened. */
    static void watch(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) before(base.channelHandlerContext());
    }

    private static void before(ChannelHandlerContext vertx) {
        vertx.pipeline().addBefore(vertx.name(), SpokenVersions.class.getName(), new SpokenVersions());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpRequest request && !SPOKEN.contains(request.protocolVersion())) {
            request.setProtocolVersion(HttpVersion.HTTP_1_1);
            request.setDecoderResult(DecoderResult.failure(new UnspokenVersion()));
        }
        super.channelRead(context, message);
    }

    /** What is wrong with such a request. */
    static final class UnspokenVersion extends Exception {
        private static final long serialVersionUID = 1;
    }
}
