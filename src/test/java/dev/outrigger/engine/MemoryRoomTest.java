package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class MemoryRoomTest {
    private static final long MEBI = 1 << 20;

    @TempDir
    private Path folder;

    @BeforeEach
    void aMachineOfAGigabyte() throws IOException {
        write("meminfo", "MemTotal:  2097152 kB\nMemFree:  100 kB\nMemAvailable:  1048576 kB\n");
    }

    @Test
    void isWhatTheMachineHasWithoutAGroup() {
        assertEquals(OptionalLong.of(1024 * MEBI), room().bytes());
    }

    @Test
    void isWhatTheGroupLeavesAndUnusedPagesOfFilesCountAsFree() throws IOException {
        group(Long.toString(600 * MEBI), 500 * MEBI, "anon 1\ninactive_file " + 30 * MEBI + "\nactive_file 7\n");
        assertEquals(OptionalLong.of(130 * MEBI), room().bytes());
    }

    @Test
    void aGroupWithoutABoundAllowsWhatTheMachineHas() throws IOException {
        group("max", 500 * MEBI, "inactive_file 5\n");
        assertEquals(OptionalLong.of(1024 * MEBI), room().bytes());
    }

    @Test
    void isNoneWhenTheGroupIsFull() throws IOException {
        group(Long.toString(600 * MEBI), 601 * MEBI, "");
        assertEquals(OptionalLong.of(0), room().bytes());
    }

    @Test
    void isAbsentWhereNothingTells() throws IOException {
        Files.delete(folder.resolve("meminfo"));
        assertEquals(OptionalLong.empty(), room().bytes());
        write("meminfo", "");
        assertEquals(OptionalLong.empty(), room().bytes());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thisMachineTells() {
        assertTrue(MemoryRoom.ofProcess().bytes().orElseThrow() > 0);
    }

    private MemoryRoom room() {
        return new MemoryRoom(folder.resolve("meminfo"), folder);
    }

    private void group(String most, long used, String stat) throws IOException {
        write("memory.max", most + "\n");
        write("memory.current", used + "\n");
        write("memory.stat", stat);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
