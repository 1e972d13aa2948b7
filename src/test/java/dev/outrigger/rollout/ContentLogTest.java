package dev.outrigger.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.exchange.Shadowed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentLogTest {
    private static final String MAIL = "Write to ann.miller@example.com";
    private static final String KEY = "Use sk-proj-Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3A";

    @TempDir
    private Path folder;

    private String written(boolean isRedacted, Shadowed... all) throws IOException {
        ContentLog.Bounds bounds = new ContentLog.Bounds(folder, 1 << 20, 2);
        try (ContentLog log = ContentLog.open(bounds, isRedacted, InstantSource.system())) {
            for (Shadowed one : all) log.accept(one);
        }
        return Files.readString(file());
    }

    private Path file() {
        return folder.resolve("content-000001.ndjson");
    }

    @Test
    void writesBothAnswersForThisUserAlone() throws IOException {
        String text = written(true, Shadoweds.saying("It is seven.", "It is \"8\"."));
        assertTrue(text.contains("\"app\":{\"model\":\"dear\",\"text\":\"It is seven.\"}"), text);
        assertTrue(text.contains("\"watched\":\"bbbbbbbbbbbb\""), text);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        assertInstanceOf(ChainCheck.Result.Whole.class, ChainCheck.read(folder, ContentLog.STEM, (at, body) -> {}));
    }

    @Test
    void writesPersonalDataAsItsKind() throws IOException {
        String text = written(true, Shadoweds.saying(MAIL, "fine"));
        assertTrue(text.contains("Write to [EMAIL]"), text);
        assertFalse(text.contains("ann.miller"), text);
    }

    @Test
    void writesNoKeyEvenWherePersonalDataIsWritten() throws IOException {
        String text = written(false, Shadoweds.saying(MAIL, KEY));
        assertTrue(text.contains("ann.miller@example.com"), text);
        assertTrue(text.contains("[API_KEY]"), text);
        assertFalse(text.contains("Zm9vYmFy"), text);
    }

    @Test
    void losesWhatItCannotHold() {
        ContentLog log = ContentLog.gathering(new ContentLog.Bounds(folder, 1 << 20, 2), true, InstantSource.system());
        for (int i = 0; i < ContentLog.MOST_WAITING; i++) log.accept(Shadoweds.saying("a", "b"));
        assertEquals(0, log.lost());
        log.accept(Shadoweds.saying("a", "b"));
        assertEquals(1, log.lost());
    }

    @Test
    void writesNothingOfWhatIsNoText() throws IOException {
        Shadowed said = Shadoweds.saying("a", "b");
        Shadowed half = new Shadowed(
                said.origin(),
                said.compared(),
                said.attempt(),
                said.cost(),
                new Shadowed.Texts(Optional.of("a"), Optional.empty()));
        ContentLog.Bounds bounds = new ContentLog.Bounds(folder, 1 << 20, 2);
        try (ContentLog log = ContentLog.open(bounds, true, InstantSource.system())) {
            log.accept(half);
        }
        assertFalse(Files.exists(file()));
        assertFalse(half.toString().contains("Optional[a]"), half.toString());
    }
}
