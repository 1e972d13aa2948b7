package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LibraryPagesTest {
    @Test
    void findsCodeThatIsAsItIsInTheFile() {
        assertEquals(
                List.of(new LibraryPages.Code(0x7f0000001000L, 0x2000), new LibraryPages.Code(0x7f0000009000L, 0x1000)),
                LibraryPages.code("""
                        7f0000000000-7f0000001000 r--p 00000000 08:01 42        /cache/libtorch_cpu.so
                        Rss:                   4 kB
                        Private_Dirty:         0 kB
                        7f0000001000-7f0000003000 r-xp 00001000 08:01 42        /cache/libtorch_cpu.so
                        Size:                  8 kB
                        Shared_Dirty:          0 kB
                        Private_Dirty:         0 kB
                        Anonymous:             0 kB
                        VmFlags: rd ex mr mw me
                        7f0000005000-7f0000006000 rw-p 00003000 08:01 42        /cache/libtorch_cpu.so
                        7f0000009000-7f000000a000 r-xp 00000000 08:01 43        /a folder/libtorch.so
                        """.lines().toList(), "libtorch"));
    }

    @Test
    void leavesCodeThatWasWrittenAndOtherLibraries() {
        assertEquals(List.of(), LibraryPages.code("""
                        7f0000001000-7f0000003000 r-xp 00001000 08:01 42        /cache/libtorch_cpu.so
                        Private_Dirty:         4 kB
                        7f0000003000-7f0000004000 r-xp 00001000 08:01 42        /cache/libtorch_cpu.so
                        Anonymous:             4 kB
                        7f0000005000-7f0000006000 r-xp 00000000 08:01 44        /usr/lib/libjvm.so
                        7f0000006000-7f0000007000 rwxp 00000000 00:00 0
                        7f0000007000-7f0000008000 r-xp 00000000 08:01 44        /usr/libtorch/other.so
                        """.lines().toList(), "libtorch"));
    }

    @Test
    void doesNothingWithoutLibtorch() {
        assertDoesNotThrow(LibraryPages::drop);
    }
}
