package dev.outrigger.engine;

import java.util.Arrays;

/**
 * The alphabet of byte-level vocabularies: each byte is written as one printable character, so that a token's name is
 * text although the token may be part of a character.
 *
 * <p>Source: {@code bytes_to_unicode} in OpenAI's
 * <a href="https://github.com/openai/gpt-2/blob/master/src/encoder.py">encoder.py</a>.
 */
final class ByteAlphabet {
    private static final int BYTES = 256;

    /** The byte of each letter, -1 where there is none; all letters lie below 2 * 256. */
    private final short[] byLetter = new short[2 * BYTES];

    ByteAlphabet() {
        Arrays.fill(byLetter, (short) -1);
        int shifted = BYTES;
        for (short b = 0; b < BYTES; b++) byLetter[isPrintable(b) ? b : shifted++] = b;
    }

    /**
     * The bytes that a token's name spells.
     *
     * @throws IllegalArgumentException when a character is no letter of the alphabet
     */
    byte[] decode(String name) {
        byte[] bytes = new byte[name.length()];
        for (int i = 0; i < bytes.length; i++) {
            char letter = name.charAt(i);
            if (letter >= byLetter.length || byLetter[letter] < 0) {
                throw new IllegalArgumentException("no byte is written as U+" + Integer.toHexString(letter));
            }
            bytes[i] = (byte) byLetter[letter];
        }
        return bytes;
    }

    private static boolean isPrintable(int b) {
        return (b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xac) || (b >= 0xae && b <= 0xff);
    }
}
