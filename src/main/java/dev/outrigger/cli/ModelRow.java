package dev.outrigger.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.outrigger.engine.Manifest;
import dev.outrigger.engine.ModelStore;
import java.util.List;
import java.util.stream.Collectors;

/** One line of {@code models list}. The component names are the keys of its JSON form. */
record ModelRow(
        String model,
        String kind,
        String licence,
        long bytes,
        String state,
        String detail,
        String path,
        String origin,
        String card) {
    private static final String FORMAT = "%-26s %-10s %-12s %9s  %-8s %s";

    static ModelRow of(ModelStore store, Manifest manifest) {
        var state = store.state(manifest);
        return new ModelRow(
                manifest.name(),
                manifest.kind().label(),
                manifest.licence(),
                store.bytes(manifest),
                state.label(),
                state.detail(),
                store.place(manifest).toString(),
                manifest.origin(),
                manifest.card());
    }

    static String table(List<ModelRow> rows) {
        var head = FORMAT.formatted("MODEL", "KIND", "LICENCE", "SIZE", "STATE", "PATH");
        return rows.stream().map(ModelRow::line).collect(Collectors.joining("\n", head + "\n", ""));
    }

    static String json(List<ModelRow> rows) {
        try {
            return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(rows);
        } catch (JsonProcessingException fault) {
            throw new IllegalStateException("rows of plain text are JSON", fault);
        }
    }

    private String line() {
        return FORMAT.formatted(model, kind, licence, "%.1f MB".formatted(bytes / 1e6), state, path);
    }
}
