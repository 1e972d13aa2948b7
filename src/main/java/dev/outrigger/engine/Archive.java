package dev.outrigger.engine;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipFile;

/**
 * A downloaded package: wheel, jar or zip, or gzipped tar. Only one named member is ever unpacked and no name inside
 * the archive becomes a path, so that it cannot write anywhere ("zip slip").
 */
record Archive(Path file) {
    private static final int BUFFER_BYTES = 1 << 16;

    /** Writes the member out, and fails when there is none or when it is not the pinned content. */
    void copy(String member, Pin pin, OutputStream out) throws IOException {
        if (isGzip()) copyFromTar(member, pin, out);
        else copyFromZip(member, pin, out);
    }

    private boolean isGzip() throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.read() == 0x1f && in.read() == 0x8b;
        }
    }

    private void copyFromZip(String member, Pin pin, OutputStream out) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            var entry = zip.getEntry(member);
            if (entry == null || entry.isDirectory()) throw absent(member);
            try (var content = zip.getInputStream(entry)) {
                pin.copy(content, out);
            }
        }
    }

    private void copyFromTar(String member, Pin pin, OutputStream out) throws IOException {
        try (var raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
                var tar = new TarStream(new GZIPInputStream(raw, BUFFER_BYTES))) {
            if (!tar.seek(member)) throw absent(member);
            pin.copy(tar, out);
        }
    }

    private FileNotFoundException absent(String member) {
        return new FileNotFoundException(file.getFileName() + " has no member " + member);
    }
}
