package dev.outrigger.engine;

import java.util.function.LongUnaryOperator;

/**
 * The order of a query or key matrix's rows under rotary positions. GGUF files of Llamas keep the two numbers that turn
 * together side by side (rows 2i and 2i+1 of a head); the program turns the first half of a head against the second
 * (rows i and i + width/2). Gives the row of the file that is the program's row of a number.
 *
 * <p>Source: {@code permute} in llama.cpp's
 * <a href="https://github.com/ggml-org/llama.cpp/blob/master/convert_hf_to_gguf.py">convert_hf_to_gguf.py</a>.
 */
record RopeRows(int headWidth) implements LongUnaryOperator {
    @Override
    public long applyAsLong(long row) {
        int half = headWidth / 2;
        long inHead = row % headWidth;
        return row - inHead + inHead % half * 2 + inHead / half;
    }
}
