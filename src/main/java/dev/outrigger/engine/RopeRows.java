package dev.outrigger.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The order of a query or key matrix's rows under rotary positions. GGUF files of Llamas keep the two numbers that turn
 * together side by side (rows 2i and 2i+1 of a head); the program turns the first half of a head against the second
 * (rows i and i + width/2).
 *
 * <p>Source: {@code permute} in llama.cpp's
 * <a href="https://github.com/ggml-org/llama.cpp/blob/master/convert_hf_to_gguf.py">convert_hf_to_gguf.py</a>.
 */
final class RopeRows {
    private RopeRows() {}

    /** A copy of the matrix's bytes with each head's rows in the program's order. */
    static MemorySegment unpermute(MemorySegment bytes, GgufTensor matrix, int headWidth, Arena arena) {
        MemorySegment turned = arena.allocate(bytes.byteSize(), Long.BYTES);
        long rowBytes = matrix.rowBytes();
        int half = headWidth / 2;
        for (long row = 0; row < matrix.rows(); row++) {
            long head = row / headWidth * headWidth;
            long inHead = row % headWidth;
            long source = head + inHead % half * 2 + inHead / half;
            MemorySegment.copy(bytes, source * rowBytes, turned, row * rowBytes, rowBytes);
        }
        return turned;
    }
}
