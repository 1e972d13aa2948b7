package dev.outrigger.engine;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/**
 * What a local model is, and which files it needs: {@code gpu-models/<name>/manifest.yaml}.
 *
 * @param name the folder's name, and the model's in {@code outrigger.yaml}
 * @param kind what it does
 * @param licence SPDX identifier of the weights' licence
 * @param origin who made it: the model's name at its publisher
 * @param card one line: what it is good for
 * @param files what it needs, at least one
 * @param folder where the manifest lies; {@code file:} sources are beside it
 */
public record Manifest(
        String name, ModelKind kind, String licence, String origin, String card, List<ModelFile> files, Path folder) {
    public Manifest {
        files = List.copyOf(files);
        if (!ModelFile.NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a model's name is one path step, was \"" + name + "\"");
        }
        if (licence.isBlank() || origin.isBlank() || card.isBlank()) {
            throw new IllegalArgumentException(name + ": licence, origin and card must not be blank");
        }
        if (files.isEmpty()) throw new IllegalArgumentException(name + ": a model has at least one file");
        var names = new HashSet<String>();
        for (var file : files) {
            if (!names.add(file.name())) {
                throw new IllegalArgumentException(name + ": two files are named " + file.name());
            }
        }
    }
}
