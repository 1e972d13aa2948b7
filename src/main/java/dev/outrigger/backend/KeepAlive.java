package dev.outrigger.backend;

import io.netty.channel.ChannelConfig;
import io.netty.channel.socket.nio.NioChannelOption;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.SocketOption;
import jdk.net.ExtendedSocketOptions;

/**
 * Has the kernel ask a silent peer whether it is there, so that one that is gone is found within a minute and not after two
 * hours, as the kernel has it. Vert.x' own options for this are heeded by native transports alone.
 */
final class KeepAlive {
    /** Seconds of silence before the first question. */
    static final int IDLE = 30;

    /** Seconds from one to the next. */
    static final int INTERVAL = 10;

    /** Questions without an answer after which the peer is gone. */
    static final int QUESTIONS = 3;

    private KeepAlive() {}

    /** Of a connection that has just been made; where the platform cannot do it, its own times hold. */
    static void begin(HttpConnection connection) {
        if (!(connection instanceof ConnectionBase base)) return;
        ChannelConfig socket = base.channelHandlerContext().channel().config();
        set(socket, ExtendedSocketOptions.TCP_KEEPIDLE, IDLE);
        set(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, INTERVAL);
        set(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, QUESTIONS);
    }

    private static void set(ChannelConfig socket, SocketOption<Integer> option, int value) {
        socket.setOption(NioChannelOption.of(option), value);
    }
}
