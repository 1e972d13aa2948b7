package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MiniLmLayoutTest {
    private static final MiniLmLayout SIX = new MiniLmLayout(6, 512);

    @TempDir
    Path folder;

    @Test
    void listsEveryTensorOfTheEncoderOnce() {
        assertEquals(4 + 6 * 16, SIX.slots().size());
        assertEquals(
                SIX.slots().size(),
                SIX.slots().stream().map(MiniLmLayout.Slot::name).distinct().count());
    }

    @Test
    void knowsTheCommittedAdapter() throws IOException {
        try (Safetensors adapter = Safetensors.open(EngineFixture.ANALYZER.resolve("analyzer.safetensors"))) {
            assertDoesNotThrow(() -> SIX.check(adapter));
            assertEquals(2.0f, MiniLmLayout.scale(adapter));
        }
    }

    @Test
    void refusesAnAdapterMadeForADeeperEncoder() throws IOException {
        // Given
        Path file = SafetensorsFixture.write(folder, empty("encoder.layer.6.output.dense.lora_a"));
        try (Safetensors adapter = Safetensors.open(file)) {
            // When
            IOException refused = assertThrows(IOException.class, () -> SIX.check(adapter));
            // Then
            assertEquals(
                    "the adapter does not fit this encoder, which has no place for encoder.layer.6.output.dense.lora_a",
                    refused.getMessage());
        }
    }

    @Test
    void refusesAnAdapterWithoutItsScale() throws IOException {
        Path file = SafetensorsFixture.write(folder, empty("heads.task.bias"));
        try (Safetensors adapter = Safetensors.open(file)) {
            assertDoesNotThrow(() -> SIX.check(adapter));
            assertThrows(IOException.class, () -> MiniLmLayout.scale(adapter));
        }
    }

    @Test
    void refusesAScaleThatIsNoNumber() throws IOException {
        Path file = SafetensorsFixture.write(folder, "{\"__metadata__\":{\"lora_scale\":\"much\"}}");
        try (Safetensors adapter = Safetensors.open(file)) {
            assertThrows(IOException.class, () -> MiniLmLayout.scale(adapter));
        }
    }

    @Test
    void refusesWeightsWithoutTables() throws IOException {
        Path file = SafetensorsFixture.write(folder, SafetensorsFixture.twoFloats());
        try (Safetensors weights = Safetensors.open(file)) {
            assertThrows(IOException.class, () -> MiniLmLayout.of(weights));
        }
    }

    private static String empty(String name) {
        return "{\"" + name + "\":{\"dtype\":\"F16\",\"shape\":[0],\"data_offsets\":[0,0]}}";
    }
}
