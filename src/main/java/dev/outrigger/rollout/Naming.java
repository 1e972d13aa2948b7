package dev.outrigger.rollout;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How conversations, and beginnings of prompts, are called in what is decided on, and so in the log of decisions. Their plain
 * names are digests of texts, which whoever holds the log could confirm a guess with; under a key they are HMAC-SHA-256 of
 * those. Splits go by the plain names, which are written down nowhere, so pods agree on them whatever their keys. Thread-safe.
 */
public final class Naming {
    /** As they are, where nothing is written down. */
    public static final Naming PLAIN = new Naming(() -> new byte[0]);

    private static final String ALGORITHM = "HmacSHA256";

    private final Supplier<byte[]> key;

    /** @param key as it is now; empty for none */
    public Naming(Supplier<byte[]> key) {
        this.key = key;
    }

    /** Whether it is how a log of decisions calls them; else nothing is written down. */
    public boolean isOfLog() {
        return this != PLAIN;
    }

    /** What something of this plain name is called. */
    public long of(long plain) {
        byte[] now = key.get();
        if (now.length == 0) return plain;
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(now, ALGORITHM));
            return ByteBuffer.wrap(mac.doFinal(
                            ByteBuffer.allocate(Long.BYTES).putLong(plain).array()))
                    .getLong();
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
