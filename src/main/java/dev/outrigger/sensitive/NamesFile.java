package dev.outrigger.sensitive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The file of {@link Names}, written by {@code gpu-models/outrigger-names/train.py}. Big-endian: a mark, edge, least
 * confidence of a name and of an address, scale and 25 steps as floats, the number of words, their hashes, their bits, the
 * packed weights, and the CRC-32 of all that.
 */
final class NamesFile {
    private static final int MARK = 0x4F4E_4101;

    private NamesFile() {}

    /** Of this name beside this class; absent where it is not there or not whole. */
    static Optional<Names> resource(String name) {
        try (InputStream file = NamesFile.class.getResourceAsStream(name)) {
            return of(file);
        } catch (IOException unread) {
            return Optional.empty();
        }
    }

    static Optional<Names> of(@Nullable InputStream file) throws IOException {
        if (file == null) return Optional.empty();
        byte[] bytes = file.readAllBytes();
        int size = bytes.length - Integer.BYTES;
        if (size < Integer.BYTES
                || checksum(bytes, size) != ByteBuffer.wrap(bytes).getInt(size)) return Optional.empty();
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, size);
        return in.getInt() == MARK ? Optional.of(read(in)) : Optional.empty();
    }

    private static Names read(ByteBuffer in) {
        double edge = in.getFloat();
        double name = in.getFloat();
        double address = in.getFloat();
        double scale = in.getFloat();
        double[] steps = new double[Chain.LABELS * Chain.LABELS];
        for (int i = 0; i < steps.length; i++) steps[i] = in.getFloat();
        int[] words = ints(in, in.getInt());
        byte[] bits = new byte[words.length];
        in.get(bits);
        int[] packed = ints(in, 1 << Weights.BITS);
        return new Names(new Weights(new Lexicon(words, bits), packed, scale, steps, edge), name, address);
    }

    private static int[] ints(ByteBuffer in, int count) {
        int[] ints = new int[count];
        in.asIntBuffer().get(ints);
        in.position(in.position() + count * Integer.BYTES);
        return ints;
    }

    private static int checksum(byte[] bytes, int size) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, size);
        return (int) crc.getValue();
    }
}
