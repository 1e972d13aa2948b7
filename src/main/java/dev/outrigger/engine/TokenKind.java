package dev.outrigger.engine;

import java.io.IOException;

/**
 * What a token of a vocabulary is for.
 *
 * <p>Source: {@code tokenizer.ggml.token_type} in <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">
 * GGUF</a>, numbered from 1 in this order.
 */
enum TokenKind {
    /** Text, in the vocabulary's own way of writing. */
    NORMAL,
    /** Stands for what has no token. */
    UNKNOWN,
    /** A mark of the protocol. */
    CONTROL,
    /** Text that is always one token, written as it is. */
    USER_DEFINED,
    /** Never produced. */
    UNUSED,
    /** One byte of a character that has no token. */
    BYTE;

    private static final TokenKind[] ALL = values();

    static TokenKind of(long number) throws IOException {
        if (number < 1 || number > ALL.length) throw new IOException("a token has type " + number + ", which is none");
        return ALL[(int) number - 1];
    }
}
