package dev.outrigger.child;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;

/** Frames of a stream: four bytes of length, then as many bytes. Each direction belongs to one thread. */
final class Frames {
    /** Of one frame. No prompt that a model's window holds is as long. */
    static final int MOST_BYTES = 16 << 20;

    /** Small frames are written together. */
    private static final int BUFFER_BYTES = 16 * 1024;

    private final SocketChannel channel;
    private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);

    Frames(SocketChannel channel) {
        this.channel = channel;
    }

    /** Blocks until a frame has come; empty at the end of the stream. */
    Optional<byte[]> read() throws IOException {
        return read(MOST_BYTES);
    }

    /** The same, of so many bytes at most. */
    Optional<byte[]> read(int mostBytes) throws IOException {
        length.clear();
        if (!fill(length)) return Optional.empty();
        int size = length.flip().getInt();
        if (size < 0 || size > mostBytes)
            throw new WrongBytes("a frame of " + Integer.toUnsignedString(size) + " bytes, " + mostBytes + " at most");
        ByteBuffer frame = ByteBuffer.allocate(size);
        if (!fill(frame) && size > 0) throw new EOFException("it ended within a frame");
        return Optional.of(frame.array());
    }

    /** Blocks until the frames are on their way. */
    void write(List<byte[]> frames) throws IOException {
        ByteBuffer together = ByteBuffer.allocate(BUFFER_BYTES);
        for (byte[] frame : frames) {
            if (together.remaining() < Integer.BYTES + frame.length) flush(together);
            together.putInt(frame.length);
            if (together.remaining() >= frame.length) {
                together.put(frame);
            } else {
                flush(together);
                writeAll(ByteBuffer.wrap(frame));
            }
        }
        flush(together);
    }

    private void flush(ByteBuffer together) throws IOException {
        writeAll(together.flip());
        together.clear();
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) channel.write(bytes);
    }

    /** False when the stream ended before the first byte. */
    private boolean fill(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) >= 0) continue;
            if (bytes.position() == 0) return false;
            throw new EOFException("it ended within a frame");
        }
        return true;
    }
}
