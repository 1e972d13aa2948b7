package dev.outrigger.exchange;

import dev.outrigger.chat.ExchangeId;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Mints exchange ids: ULIDs, 48 bits of milliseconds and 80 random bits in Crockford's base 32. They need to be unlike each
 * other, not secret: a generator that was seeded once serves, and no request waits for entropy. Thread-safe when nobody
 * else uses the generator. Source: ULID specification (https://github.com/ulid/spec).
 */
public final class ExchangeIds {
    private static final byte[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".getBytes(StandardCharsets.ISO_8859_1);
    private static final int TIME_DIGITS = 10;
    private static final int RANDOM_DIGITS = 16;

    private final InstantSource clock;
    private final RandomGenerator random;

    public ExchangeIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    public ExchangeId next() {
        byte[] id = new byte[TIME_DIGITS + RANDOM_DIGITS];
        write(id, 0, TIME_DIGITS, clock.millis());
        synchronized (random) {
            write(id, TIME_DIGITS, RANDOM_DIGITS / 2, random.nextLong());
            write(id, TIME_DIGITS + RANDOM_DIGITS / 2, RANDOM_DIGITS / 2, random.nextLong());
        }
        return new ExchangeId(new String(id, StandardCharsets.ISO_8859_1));
    }

    private static void write(byte[] id, int from, int digits, long value) {
        long left = value;
        for (int i = from + digits - 1; i >= from; i--) {
            id[i] = DIGITS[(int) (left & 31)];
            left >>>= 5;
        }
    }
}
