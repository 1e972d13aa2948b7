package dev.outrigger.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Reads secrets where they are kept, on every use, so that a rotated key needs no restart. A file is really read at most
 * once in {@link #RECHECK}: that is cheaper than it is to doubt a modification time, and cheap enough for an event loop.
 * Any thread may ask. One keyring serves one configuration and remembers only the files that it names.
 */
public final class Keyring {
    /** How long a file's secret is believed before the file is read again. */
    public static final Duration RECHECK = Duration.ofSeconds(1);

    /** The longest secret, in bytes. */
    public static final int MAX_BYTES = 1 << 16;

    private final Function<String, Optional<String>> environment;
    private final LongSupplier nanoTime;
    private final Map<Path, Kept> kept = new ConcurrentHashMap<>();

    /** With this environment and clock (nanoseconds, monotonic). */
    public Keyring(Function<String, Optional<String>> environment, LongSupplier nanoTime) {
        this.environment = environment;
        this.nanoTime = nanoTime;
    }

    /** With this process's environment and clock. */
    public static Keyring ofProcess() {
        return new Keyring(name -> Optional.ofNullable(System.getenv(name)), System::nanoTime);
    }

    /** What the reference leads to now. */
    public SecretValue read(Secret secret) {
        return switch (secret) {
            case Secret.Env(String name) -> variable(name);
            case Secret.File(Path file) -> file(file).value();
        };
    }

    private SecretValue variable(String name) {
        Optional<String> text = environment.apply(name);
        if (text.isPresent() && isOneWord(text.get())) return new SecretValue.Found(text.get());
        String subject = "environment variable " + name;
        return text.map(wrong -> checked(wrong, subject))
                .orElseGet(() -> new SecretValue.Absent(subject + " is not set"));
    }

    private Kept file(Path file) {
        long now = nanoTime.getAsLong();
        Kept last = kept.get(file);
        if (last != null && now - last.readNanos() < RECHECK.toNanos()) return last;
        Kept fresh = new Kept(now, readFile(file));
        kept.put(file, fresh);
        return fresh;
    }

    private static SecretValue readFile(Path file) {
        String subject = "file " + file;
        // Anything else could block the reader: a pipe, a device.
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return new SecretValue.Absent(subject + " is not a regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES)
                return new SecretValue.Absent(subject + " is over " + new DataSize(MAX_BYTES));
            return checked(new String(bytes, StandardCharsets.UTF_8).replaceFirst("\r?\n$", ""), subject);
        } catch (NoSuchFileException missing) {
            return new SecretValue.Absent(subject + " does not exist");
        } catch (IOException fault) {
            return new SecretValue.Absent(subject + " cannot be read");
        }
    }

    /** A line break in a key would split the header that carries it. */
    private static SecretValue checked(String text, String subject) {
        if (text.isBlank()) return new SecretValue.Absent(subject + " is empty");
        return isOneWord(text)
                ? new SecretValue.Found(text)
                : new SecretValue.Absent(subject + " must be one word of printable ASCII");
    }

    private static boolean isOneWord(String text) {
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) <= 0x20 || text.charAt(i) >= 0x7F) return false;
        return !text.isEmpty();
    }

    private record Kept(long readNanos, SecretValue value) {}
}
