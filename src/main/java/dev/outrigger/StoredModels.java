package dev.outrigger;

import dev.outrigger.analyze.AnalyzerSettings;
import dev.outrigger.analyze.EncoderId;
import dev.outrigger.analyze.KnownLabels;
import dev.outrigger.config.Hash;
import dev.outrigger.config.WrongConfigException;
import dev.outrigger.engine.HeadsFile;
import dev.outrigger.engine.Manifest;
import dev.outrigger.engine.Manifests;
import dev.outrigger.engine.ModelFile;
import dev.outrigger.engine.ModelKind;
import dev.outrigger.engine.Pin;
import dev.outrigger.engine.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The local models of this machine as far as a configuration can be mistaken about them. What cannot be read is not known,
 * and nothing is said of it here: the start and the loading do.
 */
record StoredModels(List<Manifest> manifests) {
    /** Nobody has looked. */
    static final StoredModels UNKNOWN = new StoredModels(List.of());

    StoredModels {
        manifests = List.copyOf(manifests);
    }

    /** Reads the manifests; blocks for milliseconds. */
    static StoredModels of(Map<String, String> environment) {
        try {
            return new StoredModels(Manifests.read(Manifests.folder(environment)));
        } catch (WrongConfigException | UncheckedIOException unreadable) {
            return UNKNOWN;
        }
    }

    /** The labels that these heads say; of heads that cannot be read, those of the product if they are the product's. */
    KnownLabels labels(String heads) {
        return said(heads)
                .map(KnownLabels::of)
                .orElseGet(() ->
                        heads.equals(AnalyzerSettings.HEADS) ? KnownLabels.ofProduct() : KnownLabels.ofUnknownHeads());
    }

    /** What a name must be instead, where others of these kinds are there and none bears it; else empty. */
    Optional<String> unlessNamed(String name, ModelKind... kinds) {
        List<String> known = manifests.stream()
                .filter(manifest -> List.of(kinds).contains(manifest.kind()))
                .map(Manifest::name)
                .toList();
        return known.isEmpty() || known.contains(name)
                ? Optional.empty()
                : Optional.of("must name a local model of kind " + labels(kinds) + ": " + String.join(", ", known));
    }

    private static String labels(ModelKind... kinds) {
        return Stream.of(kinds).map(ModelKind::label).collect(Collectors.joining(" or "));
    }

    /**
     * Which encoder these two make; absent where their files do not say or are not there. It reads the adapter, which is
     * some megabytes.
     */
    Optional<EncoderId> encoder(String encoder, String heads) {
        return digest(encoder, "model.safetensors")
                .flatMap(weights ->
                        digest(heads, "analyzer.safetensors").map(adapter -> new EncoderId(encoder, weights, adapter)));
    }

    private Optional<String> digest(String model, String name) {
        return manifests.stream()
                .filter(manifest -> manifest.name().equals(model))
                .flatMap(manifest -> manifest.files().stream()
                        .filter(file -> file.name().equals(name))
                        .flatMap(file -> digest(manifest, file).stream()))
                .findFirst();
    }

    private static Optional<String> digest(Manifest manifest, ModelFile file) {
        if (file.pin().isPresent()) return file.pin().map(Pin::sha256);
        if (!(file.source() instanceof Source.LocalFile(String path))) return Optional.empty();
        try {
            return Optional.of(Hash.sha256(Files.readAllBytes(manifest.folder().resolve(path))));
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    /** Whether one of this name is there, and of this kind. */
    boolean is(String name, ModelKind kind) {
        return manifests.stream().anyMatch(manifest -> manifest.name().equals(name) && manifest.kind() == kind);
    }

    private Optional<Map<String, List<String>>> said(String heads) {
        return manifests.stream()
                .filter(manifest -> manifest.name().equals(heads))
                .findFirst()
                .flatMap(manifest -> {
                    try {
                        return Optional.of(HeadsFile.labels(manifest.folder()));
                    } catch (IOException notYet) {
                        return Optional.empty();
                    }
                });
    }
}
