package dev.outrigger.engine;

import java.nio.charset.StandardCharsets;

/** How a vocabulary writes the bytes of its normal tokens. */
enum Spelling {
    /** Each byte as a letter of {@link ByteAlphabet}. */
    BYTE_LEVEL {
        private static final ByteAlphabet ALPHABET = new ByteAlphabet();

        @Override
        byte[] bytes(String name, TokenKind kind) {
            return kind == TokenKind.NORMAL ? ALPHABET.decode(name) : name.getBytes(StandardCharsets.UTF_8);
        }
    },
    /** As text with a low line for each blank, and bytes in hexadecimal. */
    PIECES {
        @Override
        byte[] bytes(String name, TokenKind kind) {
            if (kind == TokenKind.BYTE) return new byte[] {byteOf(name)};
            return name.replace(BLANK, ' ').getBytes(StandardCharsets.UTF_8);
        }
    };

    /** SentencePiece's blank, U+2581. */
    static final char BLANK = '▁';

    /**
     * What a token of text stands for.
     *
     * @throws IllegalArgumentException when its name spells nothing
     */
    abstract byte[] bytes(String name, TokenKind kind);

    private static byte byteOf(String name) {
        boolean isByte = name.length() == 6 && name.startsWith("<0x") && name.endsWith(">");
        if (!isByte) throw new IllegalArgumentException("no byte is written so");
        return (byte) Integer.parseInt(name, 3, 5, 16);
    }
}
