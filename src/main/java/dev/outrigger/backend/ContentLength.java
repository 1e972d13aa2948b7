package dev.outrigger.backend;

import io.vertx.core.MultiMap;

/** The length of a body as its head announces it. */
public final class ContentLength {
    /** More digits are no length: a long holds these. */
    private static final int MAX_DIGITS = 18;

    private ContentLength() {}

    /** In bytes; 0 when none was announced that is a number. */
    public static long of(MultiMap headers) {
        String said = headers.get("content-length");
        if (said == null || said.isEmpty() || said.length() > MAX_DIGITS) return 0;
        long length = 0;
        for (int i = 0; i < said.length(); i++) {
            int digit = said.charAt(i) - '0';
            if (digit < 0 || digit > 9) return 0;
            length = length * 10 + digit;
        }
        return length;
    }
}
