package dev.outrigger.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.ModelName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Adapters are found by their names, as they are when they are asked for. */
class AdapterFolderTest {
    private static final DecoderShape SHAPE = AdapterFileTest.SHAPE;

    private final Path folder;
    private final AdapterFolder adapters;

    AdapterFolderTest(@TempDir Path folder) {
        this.folder = folder;
        this.adapters =
                new AdapterFolder(new ModelName("smol"), SHAPE, new AdapterSettings(folder, 2, 1 << 20, 16), () -> {});
    }

    @AfterEach
    void close() {
        adapters.close();
    }

    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
    }

    private void write(String name, String seed) throws IOException {
        AdapterFiles.of(seed, SHAPE, 4, AdapterModule.values()).write(folder.resolve(name));
    }

    private AdapterWish find(String name) {
        AdapterWish wish = adapters.find(name);
        soon().until(() -> wish.version().isPresent() || wish.refusal().isPresent());
        return wish;
    }

    private Failure refusal(String name) {
        return find(name).refusal().orElseThrow();
    }

    @Test
    void findsOneThatComesLater() throws IOException {
        assertEquals(404, refusal("poet").status());
        write("poet", "a");
        AdapterVersion found = find("poet").version().orElseThrow();
        assertEquals("poet", found.name());
        assertTrue(found.bytes() > 0);
        assertEquals(found, find("poet").version().orElseThrow());
    }

    @Test
    void tellsWhatIsNotThereWithItsModelAndNotWhereItWouldLie() {
        assertEquals("model smol: there is no adapter poet", refusal("poet").message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "a/b", "../x", "/etc", "a\\b", "-a", "a b", "a\0b", "ä"})
    void aPathIsNoName(String name) {
        Failure refused = refusal(name);
        assertEquals(404, refused.status());
        assertEquals(
                "model smol: adapter names are up to 64 letters, digits, dots, dashes and underscores",
                refused.message());
    }

    @Test
    void aLongNameIsNone() throws IOException {
        write("a".repeat(64), "a");
        assertTrue(find("a".repeat(64)).version().isPresent());
        assertEquals(404, refusal("a".repeat(65)).status());
    }

    @Test
    void oneThatCannotBeUsedIsRefusedWithWhatIsWrong() throws IOException {
        Files.createDirectory(folder.resolve("hollow"));
        Failure refused = refusal("hollow");
        assertEquals(400, refused.status());
        assertEquals(
                "adapter hollow of model smol cannot be used: hollow: has no adapter_config.json", refused.message());
    }

    @Test
    void otherFilesAreAnotherVersion() throws IOException {
        write("poet", "a");
        AdapterVersion before = find("poet").version().orElseThrow();
        write("poet", "b");
        assertNotEquals(before, find("poet").version().orElseThrow());
    }

    @Test
    void readsAllThatItChanges() throws IOException {
        write("poet", "a");
        AdapterLoad load = adapters.load(find("poet").version().orElseThrow());
        List<Integer> linears = new ArrayList<>();
        soon().until(() -> {
            load.poll().ifPresent(pair -> linears.add(pair.linear()));
            return load.isTaken();
        });
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7), linears);
        assertTrue(load.failure().isEmpty());
    }

    @Test
    void whatChangesWhileItIsReadIsNotUsed() throws IOException {
        // Given: reading waits while what it read is not taken
        write("poet", "a");
        AdapterLoad load = adapters.load(find("poet").version().orElseThrow());
        soon().until(() -> load.poll().isPresent());
        // When
        write("poet", "b");
        // Then
        soon().until(() -> {
            load.poll();
            return load.failure().isPresent();
        });
        Failure changed = load.failure().orElseThrow();
        assertEquals(503, changed.status());
        assertEquals("adapter poet of model smol changed while it was read", changed.message());
    }

    @Test
    void refusesToLookForMoreThanMayWait() throws Exception {
        // Given a look-up that is not over
        CountDownLatch held = new CountDownLatch(1);
        AdapterFolder busy =
                new AdapterFolder(new ModelName("smol"), SHAPE, new AdapterSettings(folder, 2, 1 << 20, 16), () -> {
                    try {
                        held.await();
                    } catch (InterruptedException closing) {
                        Thread.currentThread().interrupt();
                    }
                });
        AdapterWish first = busy.find("none");
        soon().until(() -> first.refusal().isPresent());
        List<AdapterWish> waiting = Stream.generate(() -> busy.find("none"))
                .limit(AdapterFolder.LOOKS)
                .toList();
        // When
        Failure refused = busy.find("none").refusal().orElseThrow();
        // Then
        assertEquals("1024 adapters wait to be looked for already", refused.message());
        assertEquals(503, refused.status());
        held.countDown();
        soon().until(() -> waiting.stream().allMatch(each -> each.refusal().isPresent()));
        busy.close();
    }

    @Test
    void givesUpWhatNobodyWants() throws IOException {
        write("poet", "a");
        AdapterLoad load = adapters.load(find("poet").version().orElseThrow());
        soon().until(() -> load.poll().isPresent());
        adapters.close();
        soon().until(() -> load.failure().isPresent());
        assertEquals("the local model is closing", load.failure().orElseThrow().message());
        assertEquals("the local model is closing", refusal("poet").message());
    }
}
