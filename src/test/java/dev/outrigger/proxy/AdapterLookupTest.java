package dev.outrigger.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.dialect.ListedModel;
import dev.outrigger.engine.AdapterShelf;
import dev.outrigger.registry.Adapters;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Placement;
import dev.outrigger.support.Known;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether an adapter is there is asked of the disk, by few at a time. */
class AdapterLookupTest {
    private static final ModelProfile SMOL = new Known("smol", "here", "smol-135m")
            .placed(Placement.LOCAL)
            .adapters(Adapters.LAID)
            .profile();

    private final Vertx vertx = Vertx.vertx();
    private final Path folder;
    private final AdapterLookup lookup;

    AdapterLookupTest(@TempDir Path folder) {
        this.folder = folder;
        this.lookup = new AdapterLookup(Map.of("smol-135m", new AdapterShelf(folder)));
    }

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    private Future<ListedModel> find(ModelProfile profile, String adapter) {
        String name = profile.name() + ":" + adapter;
        return lookup.find(
                vertx.getOrCreateContext(), new Catalog.Adapted(new ListedModel(name, "here"), profile, adapter));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static Failure failure(Future<ListedModel> found) {
        CountDownLatch over = new CountDownLatch(1);
        found.onComplete(done -> over.countDown());
        try {
            assertTrue(over.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        return FailureException.of(found.cause());
    }

    @Test
    void findsWhatLiesThere() throws Exception {
        Files.createDirectory(folder.resolve("poet"));
        assertEquals("smol:poet", await(find(SMOL, "poet")).id());
    }

    @Test
    void saysWhatIsNotThereAndWhatIsNoName() {
        assertEquals(
                "model smol-135m: there is no adapter poet",
                failure(find(SMOL, "poet")).message());
        assertEquals(
                "model smol-135m: adapter names are up to 64 letters, digits, dots, dashes and underscores",
                failure(find(SMOL, "..")).message());
        assertEquals(404, failure(find(SMOL, "poet")).status());
    }

    @Test
    void aModelThatTakesNoneHasNone() {
        ModelProfile other = new Known("other", "here", "other-1b")
                .placed(Placement.LOCAL)
                .adapters(Adapters.NONE)
                .profile();
        assertEquals(
                "model other takes no adapters by name, so there is no other:poet",
                assertInstanceOf(Failure.UnknownModel.class, failure(find(other, "poet")))
                        .message());
    }

    @Test
    void refusesMoreLooksThanMayGoOnAtOnce() throws Exception {
        // Given worker threads that are all busy, so that no look begins
        CountDownLatch held = new CountDownLatch(1);
        Vertx narrow = Vertx.vertx(new io.vertx.core.VertxOptions().setWorkerPoolSize(1));
        Future<Boolean> busy = narrow.executeBlocking(() -> held.await(10, TimeUnit.SECONDS), false);
        ListedModel listed = new ListedModel("smol:poet", "here");
        Catalog.Adapted asked = new Catalog.Adapted(listed, SMOL, "poet");
        List<Future<ListedModel>> looks = Stream.generate(() -> lookup.find(narrow.getOrCreateContext(), asked))
                .limit(AdapterLookup.LOOKS)
                .toList();
        // Then
        assertInstanceOf(Failure.Saturated.class, failure(lookup.find(narrow.getOrCreateContext(), asked)));
        // And a look that is over makes room for another
        held.countDown();
        assertTrue(await(busy));
        for (Future<ListedModel> look : looks) assertEquals(404, failure(look).status());
        assertEquals(
                404, failure(lookup.find(narrow.getOrCreateContext(), asked)).status());
        await(narrow.close());
    }
}
