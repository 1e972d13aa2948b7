package dev.outrigger.inject;

import dev.outrigger.chat.Bytes;
import dev.outrigger.config.Seen;
import dev.outrigger.config.Watch;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A ConfigMap or a Secret that is mounted: a folder with a file a key. */
public record MountedFolder(Path path) {
    /** Files that are read; a folder with more is none of ours. */
    static final int MAX_FILES = 64;

    /**
     * What stands there now, by key.
     *
     * @throws IOException when it cannot be read as a whole
     */
    Map<String, Bytes> look() throws IOException {
        Map<String, Bytes> files = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                // Kubernetes' own links: ..data, and the folder that it leads to.
                if (name.startsWith("..")) continue;
                if (files.size() == MAX_FILES) throw new IOException(path + " has more than " + MAX_FILES + " files");
                files.put(name, content(entry));
            }
        }
        return files;
    }

    private static Bytes content(Path file) throws IOException {
        return switch (Watch.read(file)) {
            case Seen.Content(Bytes bytes) -> bytes;
            case Seen.Gone gone -> throw new IOException(file + " is not there");
            case Seen.Unreadable(String why) -> throw new IOException(why);
        };
    }
}
