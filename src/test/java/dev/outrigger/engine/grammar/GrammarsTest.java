package dev.outrigger.engine.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.outrigger.chat.OutputFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrammarsTest {
    private final Grammars grammars = new Grammars();

    private Grammar schema(int number) {
        return grammars.of(new OutputFormat.Schema("name " + number, "{\"const\":" + number + "}"))
                .orElseThrow();
    }

    @Test
    void aFreeFormHasNone() {
        assertEquals(Optional.empty(), grammars.of(new OutputFormat.Free()));
    }

    @Test
    void jsonIsTheSameForAll() {
        OutputFormat any = new OutputFormat.Json(OutputFormat.Json.Root.ANY);
        assertSame(grammars.of(any).orElseThrow(), new Grammars().of(any).orElseThrow());
        assertNotSame(
                grammars.of(any).orElseThrow(),
                grammars.of(new OutputFormat.Json()).orElseThrow());
    }

    @Test
    void theLastAskedForAreKept() {
        Grammar first = schema(0);
        for (int i = 1; i < Bounds.GRAMMARS; i++) schema(i);
        assertSame(first, schema(0));
        Grammar second = schema(1);
        for (int i = 0; i < Bounds.GRAMMARS - 1; i++) schema(100 + i);
        assertEquals(Bounds.GRAMMARS, grammars.size());
        assertSame(second, schema(1));
        assertNotSame(first, schema(0));
    }

    @Test
    void whyOneIsRefusedIsFoundOnce() {
        OutputFormat refused = new OutputFormat.Schema("", "{\"not\":{}}");
        SchemaRefused first = assertThrows(SchemaRefused.class, () -> grammars.of(refused));
        assertSame(first, assertThrows(SchemaRefused.class, () -> grammars.of(refused)));
        assertEquals(1, grammars.size());
    }
}
