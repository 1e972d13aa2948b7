package dev.outrigger.chat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogProbTest {
    @Test
    void bytesAreThoseOfTheTextOrOfThePieceOfACharacter() {
        assertArrayEquals(new byte[] {(byte) 0xf0, (byte) 0x9f}, bytes("bytes:\\xf0\\x9f"));
        assertArrayEquals("é".getBytes(StandardCharsets.UTF_8), bytes("é"));
        assertArrayEquals("bytes:".getBytes(StandardCharsets.UTF_8), bytes("bytes:"));
    }

    private static byte[] bytes(String token) {
        return new LogProb(token, -1).bytes().array();
    }
}
