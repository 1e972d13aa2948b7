package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.outrigger.config.SchemaWriter;
import dev.outrigger.support.Golden;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SchemaTest {
    /** Also where editors that have no sidecar at hand find it. */
    private static final Path SHIPPED = Path.of("src/main/resources/outrigger.schema.json");

    @Test
    void shippedSchemaIsTheOneTheSettingsGive() {
        Golden.matches(SHIPPED, SchemaWriter.write("outrigger.yaml", Settings.class));
    }

    @Test
    void isPartOfTheProduct() {
        assertNotNull(Settings.class.getResource("/outrigger.schema.json"));
    }
}
