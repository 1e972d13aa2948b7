package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What libtorch's messages mean. The messages are libtorch 2.7's, its own words around a made-up size. */
class LossTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[enforce fail at alloc_cpu.cpp:121] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes. Error code 12 (Cannot allocate memory) | OUT_OF_MEMORY",
                "[enforce fail at alloc_cpu.cpp:121] data. DefaultCPUAllocator: not enough memory: you tried to allocate 8 bytes. | OUT_OF_MEMORY",
                "CUDA out of memory. Tried to allocate 20.00 MiB. | OUT_OF_MEMORY",
                "CUDA error: out of memory | OUT_OF_MEMORY",
                "std::bad_alloc | OUT_OF_MEMORY",
                "CUDA error: device-side assert triggered | DEVICE_LOST",
                "CUDA error: CUBLAS_STATUS_EXECUTION_FAILED when calling `cublasSgemm` | DEVICE_LOST",
                "3 steps in a row failed, the last with EngineException | STEPS_FAILED",
                "StackOverflowError | ENDED",
                "the child process ended with status 139 | ENDED"
            })
    void isToldByItsWords(String why, Loss.Kind kind) {
        assertEquals(new Loss(kind, why), Loss.of(why));
    }

    @Test
    void isSaidByWhateverCausedAFault() {
        Throwable fault = new IllegalStateException(
                "The following operation failed in the TorchScript interpreter.\nTraceback\n  RuntimeError: CUDA error: unspecified launch failure\nmore",
                new RuntimeException("other"));
        assertEquals(Optional.of("RuntimeError: CUDA error: unspecified launch failure"), Loss.fatal(fault));
        assertEquals(
                Optional.of("std::bad_alloc"),
                Loss.fatal(new RuntimeException("x", new RuntimeException("std::bad_alloc"))));
        assertEquals(Optional.empty(), Loss.fatal(new RuntimeException()));
    }

    @Test
    void saysNothingOfAMessageThatMayHoldARequest() {
        assertEquals("IllegalStateException", Loss.words(new IllegalStateException("a secret of somebody's")));
        assertEquals("why", Loss.words(new LostException("why", new RuntimeException())));
        assertFalse(Loss.words(new RuntimeException("out of memory " + "x".repeat(1000)))
                        .length()
                > 200);
    }

    @Test
    void comesWithTheThirdFaultInARowAndWithTheFirstThatSaysSo() {
        Faults faults = new Faults("steps");
        assertEquals(Optional.empty(), faults.add(new IllegalStateException()));
        assertEquals(Optional.empty(), faults.add(new IllegalStateException()));
        faults.none();
        assertEquals(Optional.empty(), faults.add(new IllegalStateException()));
        assertEquals(Optional.empty(), faults.add(new IllegalStateException()));
        assertEquals(
                Optional.of("3 steps in a row failed, the last with IllegalStateException"),
                faults.add(new IllegalStateException()));
        assertEquals(Optional.of("out of memory"), new Faults("steps").add(new RuntimeException("out of memory")));
    }
}
