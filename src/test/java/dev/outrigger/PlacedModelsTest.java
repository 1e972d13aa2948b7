package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.outrigger.child.Supervisor;
import dev.outrigger.engine.CacheFolder;
import dev.outrigger.engine.LoadMarker;
import dev.outrigger.engine.MemoryRoom;
import dev.outrigger.engine.ModelStore;
import dev.outrigger.life.LoadListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When it is over. */
class PlacedModelsTest {
    @TempDir
    private Path folder;

    @Test
    void afterTheEngineIsClosedNoProcessIsStarted() {
        CacheFolder cache = new CacheFolder(folder);
        Supervisor there = new Supervisor(() -> OwnCommand.again(cache.run(), Map.of()), cache.run());
        LoadMarker marker = new LoadMarker(cache, "engine", () -> Instant.EPOCH);
        NativeModels here = new NativeModels(new ModelStore(cache, List.of()), MemoryRoom.ofProcess());
        PlacedModels models = new PlacedModels(here, there, marker);
        LocalEngine engine = new LocalEngine(models, marker, () -> Instant.EPOCH, LoadListener.NOBODY);
        engine.close();
        IOException refused =
                assertThrows(IOException.class, () -> models.generators().load(ChildRoom.answering(1), share -> {}));
        assertEquals("the process is stopping", refused.getMessage());
        assertEquals(
                "the process is stopping",
                assertThrows(IOException.class, () -> models.embedders().load(ChildRoom.embedding(), share -> {}))
                        .getMessage());
        assertEquals(0, there.starts());
    }
}
