package dev.outrigger.backend;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Splice;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;

/**
 * Writes a message in pieces, no faster than it is taken: a connection copies what it is given into memory outside the
 * heap, all of it at once. Confined to one event loop.
 */
public final class PacedWrite {
    /** The longest piece; a shorter message goes in one. */
    public static final int PIECE_BYTES = 32 * 1024;

    private final WriteStream<Buffer> to;
    private final Splice message;
    private final Promise<Void> written = Promise.promise();
    private int piece;
    private int offset;

    private PacedWrite(WriteStream<Buffer> to, Splice message) {
        this.to = to;
        this.message = message;
    }

    /**
     * Writes the message, and does not end the stream. Completes when the last piece was handed over; never, when the
     * other side stops reading or is gone, which the stream's own handlers tell.
     */
    public static Future<Void> write(WriteStream<Buffer> to, Splice message) {
        PacedWrite write = new PacedWrite(to, message);
        write.go();
        return write.written.future();
    }

    /** These bytes, not copied: Vert.x 4 has no other way to say so, and Vert.x 5 has another. */
    @SuppressWarnings("deprecation")
    public static Buffer buffer(Bytes bytes) {
        return Buffer.buffer(Unpooled.wrappedBuffer(bytes.backing(), bytes.from(), bytes.size()));
    }

    /** What came, in the array that Vert.x read it into where that holds nothing else; otherwise a copy. */
    @SuppressWarnings("deprecation")
    public static Bytes bytes(Buffer came) {
        ByteBuf there = came.getByteBuf();
        boolean isWhole = there.hasArray() && there.array().length == there.readableBytes();
        return Bytes.of(isWhole ? there.array() : came.getBytes());
    }

    private void go() {
        while (piece < message.pieces().size()) {
            if (to.writeQueueFull()) {
                to.drainHandler(drained -> go());
                return;
            }
            to.write(next());
        }
        written.tryComplete();
    }

    private Buffer next() {
        Bytes whole = message.pieces().get(piece);
        Bytes part = whole.slice(offset, Math.min(PIECE_BYTES, whole.size() - offset));
        offset += part.size();
        if (offset == whole.size()) {
            piece++;
            offset = 0;
        }
        return buffer(part);
    }
}
