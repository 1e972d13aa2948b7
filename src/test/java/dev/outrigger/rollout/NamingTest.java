package dev.outrigger.rollout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.config.DataSize;
import dev.outrigger.config.Keyring;
import dev.outrigger.config.Secret;
import dev.outrigger.route.Occasion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamingTest {
    private static final long PLAIN = 4_711;

    @TempDir
    private Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private final Keyring keyring = new Keyring(name -> Optional.empty(), nanos::get);

    private DecisionLogSettings settings(Optional<Secret> key) {
        return new DecisionLogSettings(folder, new DataSize(1 << 20), 2, false, key);
    }

    private static Naming under(String key) {
        return new Naming(() -> key.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void namesAlikeUnderOneKeyAndOtherwiseUnderAnother() {
        assertEquals(under("one").of(PLAIN), under("one").of(PLAIN));
        assertNotEquals(under("one").of(PLAIN), under("two").of(PLAIN));
        assertNotEquals(PLAIN, under("one").of(PLAIN));
        assertNotEquals(under("one").of(PLAIN), under("one").of(PLAIN + 1));
        assertEquals(PLAIN, Naming.PLAIN.of(PLAIN));
    }

    @Test
    void podsWithOtherKeysWriteOtherNamesOfTheSame() {
        for (long plain = 0; plain < 100; plain++) {
            Occasion said = Ended.occasion(plain).spent(OptionalDouble.of(2), OptionalDouble.of(1));
            Occasion one = said.called(under("one")::of);
            Occasion two = said.called(under("two")::of);
            assertNotEquals(one.session(), two.session());
            assertNotEquals(one.prefix(), two.prefix());
            assertEquals(said, one.called(named -> named == one.session() ? said.session() : said.prefix()));
        }
    }

    @Test
    void keepsAKeyBesideTheLogForThisUserAlone() throws IOException {
        byte[] first = NamingKey.of(settings(Optional.empty()), keyring).get();
        NamingKey again = NamingKey.of(settings(Optional.empty()), keyring);
        assertEquals(32, first.length);
        assertArrayEquals(first, again.get());
        assertEquals(Optional.empty(), again.problem());
        Path file = folder.resolve(NamingKey.FILE);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void goesByTheOperatorsKeyAsItIsNow() throws IOException {
        Path file = folder.resolve("shared");
        Files.writeString(file, "first-key\n");
        NamingKey key = NamingKey.of(settings(Optional.of(new Secret.File(file))), keyring);
        assertEquals("first-key", new String(key.get(), StandardCharsets.UTF_8));
        Files.writeString(file, "second-key\n");
        nanos.addAndGet(Keyring.RECHECK.toNanos());
        assertEquals("second-key", new String(key.get(), StandardCharsets.UTF_8));
        assertEquals(Optional.empty(), key.problem());
    }

    @Test
    void withoutTheOperatorsKeyItGoesByItsOwnAndSaysSo() {
        NamingKey key = NamingKey.of(settings(Optional.of(new Secret.Env("NO_SUCH_KEY"))), keyring);
        assertEquals(32, key.get().length);
        assertTrue(key.problem().orElseThrow().contains("NO_SUCH_KEY is not set"));
    }

    @Test
    void aKeyThatCannotBeKeptLastsAsLongAsTheProcess() throws IOException {
        Files.writeString(folder.resolve(NamingKey.FILE), "no key");
        NamingKey key = NamingKey.of(settings(Optional.empty()), keyring);
        assertEquals(32, key.get().length);
        assertArrayEquals(key.get(), key.get());
        assertTrue(key.problem().orElseThrow().contains("other names after the next start"));
        assertFalse(key.problem().orElseThrow().contains("no key"));
    }
}
