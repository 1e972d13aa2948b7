package dev.outrigger.sensitive;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Wallets of Bitcoin and Ethereum. Source: Bitcoin Wiki, "Base58Check encoding"; BIP 173 and BIP 350 (bech32); Ethereum
 * yellow paper, appendix F.
 */
final class Wallets {
    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int ADDRESS_BYTES = 25;
    private static final int CHECKED_BYTES = 21;
    private static final int BECH32M = 0x2bc830a3;

    private Wallets() {}

    /** Whether the word is one. */
    static boolean is(char[] text, int from, int to) {
        int size = to - from;
        if (size == 42 && text[from] == '0' && text[from + 1] == 'x') return isHex(text, from + 2, to);
        if (size >= 42 && size <= 62 && text[from] == 'b' && text[from + 1] == 'c' && text[from + 2] == '1')
            return isBech32(text, from + 3, to);
        return size >= 26 && size <= 35 && (text[from] == '1' || text[from] == '3') && isBase58(text, from, to);
    }

    private static boolean isHex(char[] text, int from, int to) {
        for (int i = from; i < to; i++) if (Character.digit(text[i], 16) < 0) return false;
        return true;
    }

    private static boolean isBech32(char[] text, int from, int to) {
        int check = 1;
        for (char c : "bc".toCharArray()) check = step(check, c >> 5);
        check = step(check, 0);
        for (char c : "bc".toCharArray()) check = step(check, c & 31);
        for (int i = from; i < to; i++) {
            int value = BECH32.indexOf(text[i]);
            if (value < 0) return false;
            check = step(check, value);
        }
        return check == 1 || check == BECH32M;
    }

    private static int step(int check, int value) {
        int top = check >>> 25;
        int next = (check & 0x1ffffff) << 5 ^ value;
        for (int i = 0; i < GENERATOR.length; i++) if ((top >> i & 1) == 1) next ^= GENERATOR[i];
        return next;
    }

    private static boolean isBase58(char[] text, int from, int to) {
        byte[] address = new byte[ADDRESS_BYTES];
        for (int i = from; i < to; i++) {
            int carry = BASE58.indexOf(text[i]);
            if (carry < 0) return false;
            for (int b = ADDRESS_BYTES - 1; b >= 0; b--) {
                carry += 58 * (address[b] & 0xFF);
                address[b] = (byte) carry;
                carry >>= 8;
            }
            if (carry != 0) return false;
        }
        byte[] hash = sha256(sha256(java.util.Arrays.copyOf(address, CHECKED_BYTES)));
        for (int i = 0; i < 4; i++) if (hash[i] != address[CHECKED_BYTES + i]) return false;
        return true;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
