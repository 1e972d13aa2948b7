package dev.outrigger.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyringTest {
    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final AtomicLong nanos = new AtomicLong();
    private Keyring keyring;

    @BeforeEach
    void openKeyring() {
        keyring = new Keyring(name -> Optional.ofNullable(environment.get(name)), nanos::get);
    }

    private SecretValue file(Path path) {
        return keyring.read(new Secret.File(path));
    }

    @Test
    void readsAVariableOnEveryUse() {
        // Given
        Secret secret = new Secret.Env("API_KEY");
        assertEquals(new SecretValue.Absent("environment variable API_KEY is not set"), keyring.read(secret));

        // When
        environment.put("API_KEY", "sk-1");

        // Then
        assertEquals(new SecretValue.Found("sk-1"), keyring.read(secret));
    }

    @Test
    void readsAFileWithoutItsLastLineFeed() throws IOException {
        // Given
        Path unix = Files.writeString(folder.resolve("unix"), "sk-1\n");
        Path dos = Files.writeString(folder.resolve("dos"), "sk-2\r\n");

        // Then
        assertEquals(new SecretValue.Found("sk-1"), file(unix));
        assertEquals(new SecretValue.Found("sk-2"), file(dos));
    }

    @Test
    void seesARotatedFileAfterTheRecheckTimeAndNotBefore() throws IOException {
        // Given
        Path path = Files.writeString(folder.resolve("key"), "sk-1");
        file(path);
        Files.writeString(path, "sk-2");

        // When
        nanos.set(Keyring.RECHECK.toNanos() - 1);
        SecretValue before = file(path);
        nanos.set(Keyring.RECHECK.toNanos());
        SecretValue after = file(path);

        // Then
        assertEquals(new SecretValue.Found("sk-1"), before);
        assertEquals(new SecretValue.Found("sk-2"), after);
    }

    @Test
    void seesAFileThatComesAndGoes() throws IOException {
        // Given
        Path path = folder.resolve("key");
        assertEquals(new SecretValue.Absent("file " + path + " does not exist"), file(path));

        // When
        Files.writeString(path, "sk-1");
        nanos.addAndGet(Keyring.RECHECK.toNanos());

        // Then
        assertEquals(new SecretValue.Found("sk-1"), file(path));
    }

    @Test
    void refusesWhatCannotBeAHeader() throws IOException {
        // Given
        Path split = Files.writeString(folder.resolve("split"), "sk-1\r\nx-evil: 1");
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        environment.put("ACCENT", "clé");

        // Then
        assertEquals(new SecretValue.Absent("file " + split + " must be one word of printable ASCII"), file(split));
        assertEquals(new SecretValue.Absent("file " + empty + " is empty"), file(empty));
        assertInstanceOf(SecretValue.Absent.class, keyring.read(new Secret.Env("ACCENT")));
    }

    @Test
    void boundsTheFile() throws IOException {
        // Given
        Path full = Files.writeString(folder.resolve("full"), "x".repeat(Keyring.MAX_BYTES));
        Path over = Files.writeString(folder.resolve("over"), "x".repeat(Keyring.MAX_BYTES + 1));

        // Then
        assertInstanceOf(SecretValue.Found.class, file(full));
        assertEquals(new SecretValue.Absent("file " + over + " is over 64KiB"), file(over));
    }

    @Test
    void doesNotReadWhatIsNoFile() {
        assertEquals(new SecretValue.Absent("file " + folder + " is not a regular file"), file(folder));
    }

    @Test
    void readsTheEnvironmentOfTheProcess() {
        assertInstanceOf(SecretValue.Found.class, Keyring.ofProcess().read(new Secret.Env("PATH")));
    }

    @Test
    void neverShowsASecret() {
        assertFalse(new SecretValue.Found("sk-1").toString().contains("sk-1"));
    }
}
