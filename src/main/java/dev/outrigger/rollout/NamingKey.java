package dev.outrigger.rollout;

import dev.outrigger.config.Keyring;
import dev.outrigger.config.Secret;
import dev.outrigger.config.SecretValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The key under which a log of decisions names conversations: the operator's, read anew when it changes; else one of the
 * folder's own, in {@value #FILE}, which this user alone may read; where that cannot be kept, one of this process's. Never
 * written elsewhere. Thread-safe.
 */
public final class NamingKey implements Supplier<byte[]> {
    /** The file beside the log. */
    static final String FILE = "decisions.key";

    private static final int KEY_BYTES = 32;

    private final Optional<Secret> secret;
    private final Keyring keyring;
    private final byte[] own;
    private final Optional<String> unkept;

    private NamingKey(Optional<Secret> secret, Keyring keyring, byte[] own, Optional<String> unkept) {
        this.secret = secret;
        this.keyring = keyring;
        this.own = own;
        this.unkept = unkept;
    }

    /** That of a log; a key is made where there is none. */
    public static NamingKey of(DecisionLogSettings settings, Keyring keyring) {
        try {
            return new NamingKey(settings.key(), keyring, kept(settings.folder()), Optional.empty());
        } catch (IOException | IllegalArgumentException failed) {
            Optional<String> why = Optional.of(settings.folder().resolve(FILE)
                    + " cannot be kept, so conversations have other names after the next start");
            return new NamingKey(settings.key(), keyring, fresh(), why);
        }
    }

    @Override
    public byte[] get() {
        return secret.map(keyring::read)
                .filter(SecretValue.Found.class::isInstance)
                .map(found -> ((SecretValue.Found) found).text().getBytes(StandardCharsets.UTF_8))
                .orElse(own);
    }

    /** What a person should know of it: why another key than the operator's is in use, or one that does not last. */
    public Optional<String> problem() {
        Optional<String> absent = secret.map(keyring::read)
                .filter(SecretValue.Absent.class::isInstance)
                .map(lack -> "decisionLog.key: " + ((SecretValue.Absent) lack).why() + ", the folder's own is used");
        return absent.or(() -> secret.isPresent() ? Optional.empty() : unkept);
    }

    private static byte[] kept(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        Files.createDirectories(folder);
        try (FileChannel out = ChainedFiles.Readers.OWNER.create(file)) {
            ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().formatHex(fresh()).getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) out.write(bytes);
        } catch (FileAlreadyExistsException before) {
            // It is the folder's.
        }
        byte[] key = HexFormat.of().parseHex(Files.readString(file).strip());
        if (key.length != KEY_BYTES) throw new IOException(file + " holds no key");
        return key;
    }

    private static byte[] fresh() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }
}
