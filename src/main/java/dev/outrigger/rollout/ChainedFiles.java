package dev.outrigger.rollout;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lines of JSON that are only ever appended, over files of a bounded size of which a bounded number is kept, each line tied
 * to all before it by a {@link Chain}.
 *
 * <p>A file begins with a {@link ChainHead}. One that ends within a line, because its writer was killed, is left as it is:
 * the next one says so. One process writes at a time: it holds a lock on {@code <stem>.lock}. Not thread-safe.
 */
final class ChainedFiles implements AutoCloseable {
    /** The longest line that is looked for from a file's end. */
    static final int MOST_LINE_BYTES = 256 * 1024;

    private final Path folder;
    private final String stem;
    private final long mostBytes;
    private final int keep;
    private final InstantSource clock;
    private final Readers readers;
    private final FileChannel lock;
    private Optional<FileChannel> out = Optional.empty();
    private Chain last = Chain.BEGIN;
    private int number;
    private long size;
    private boolean isNew = true;
    private boolean isBare;

    /**
     * Opens them; whatever is there is gone on with.
     *
     * @param mostBytes of a file
     * @param keep the most files
     * @throws IOException also, as a {@link HeldException}, when another process writes there
     */
    ChainedFiles(Path folder, String stem, long mostBytes, int keep, InstantSource clock) throws IOException {
        this(folder, stem, mostBytes, keep, clock, Readers.AS_USUAL);
    }

    /** Likewise, for these readers. */
    ChainedFiles(Path folder, String stem, long mostBytes, int keep, InstantSource clock, Readers readers)
            throws IOException {
        this.readers = readers;
        this.folder = folder;
        this.stem = stem;
        this.mostBytes = mostBytes;
        this.keep = keep;
        this.clock = clock;
        Files.createDirectories(folder);
        this.lock = locked(folder.resolve(stem + ".lock"));
        try {
            open();
        } catch (IOException failed) {
            close();
            throw failed;
        }
    }

    /** Who may read the files. */
    enum Readers {
        /** Whoever may read what this process makes. */
        AS_USUAL,
        /** This user alone. */
        OWNER;

        FileChannel create(Path file) throws IOException {
            Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            boolean isPosix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
            return this == OWNER && isPosix
                    ? FileChannel.open(
                            file,
                            options,
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                    : FileChannel.open(file, options);
        }
    }

    private static FileChannel locked(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) return channel;
        } catch (OverlappingFileLockException held) {
            // By this very process: the same as by another.
        }
        channel.close();
        throw new HeldException("another process writes to " + file.getParent());
    }

    /** Another process writes there. */
    static final class HeldException extends IOException {
        private static final long serialVersionUID = 1;

        private HeldException(String message) {
            super(message);
        }
    }

    /** A file's name: its number has six digits or more. */
    static List<Path> in(Path folder, String stem) throws IOException {
        Pattern name = Pattern.compile(Pattern.quote(stem) + "-(\\d{6,9})\\.ndjson");
        record Numbered(int number, Path file) {}
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(file -> {
                        Matcher matcher = name.matcher(file.getFileName().toString());
                        return matcher.matches()
                                ? Stream.of(new Numbered(Integer.parseInt(matcher.group(1)), file))
                                : Stream.empty();
                    })
                    .sorted(java.util.Comparator.comparingInt(Numbered::number))
                    .map(Numbered::file)
                    .toList();
        }
    }

    private static int number(Path file) {
        String name = file.getFileName().toString();
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1, name.lastIndexOf('.')));
    }

    private void open() throws IOException {
        List<Path> files = in(folder, stem);
        if (files.isEmpty()) {
            begin(1, false);
            return;
        }
        Path newest = files.getLast();
        Tail tail = Tail.of(newest);
        boolean isWhole = tail.last().isPresent() && !tail.torn();
        for (int i = files.size() - 2; tail.last().isEmpty() && i >= 0; i--) tail = Tail.of(files.get(i));
        last = tail.last().orElse(Chain.BEGIN);
        if (!isWhole) begin(number(newest) + 1, true);
        else {
            number = number(newest);
            size = Files.size(newest);
            out = Optional.of(FileChannel.open(newest, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
        }
    }

    /** What a file ends with. */
    private record Tail(Optional<Chain> last, boolean torn) {
        static Tail of(Path path) throws IOException {
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
                int length = (int) Math.min(file.length(), 2L * MOST_LINE_BYTES);
                byte[] end = new byte[length];
                file.seek(file.length() - length);
                file.readFully(end);
                String text = new String(end, StandardCharsets.ISO_8859_1);
                int stop = text.lastIndexOf('\n');
                int start = stop < 0 ? -1 : text.lastIndexOf('\n', stop - 1);
                Optional<Chain> chain = stop < 0
                        ? Optional.empty()
                        : Chain.Line.of(text.substring(start + 1, stop)).map(Chain.Line::chain);
                return new Tail(chain, chain.isEmpty() || stop != text.length() - 1);
            }
        }
    }

    /**
     * Makes room for so many bytes of lines: begins the next file where this one would get too large.
     *
     * @return whether nothing was written to the file in use by this one yet, so that what lines refer to is to be said anew
     */
    boolean turn(long bytes) throws IOException {
        if (size + bytes > mostBytes && !isBare) begin(number + 1, false);
        boolean was = isNew;
        isNew = false;
        return was;
    }

    private void begin(int next, boolean torn) throws IOException {
        if (out.isPresent()) {
            out.get().force(false);
            out.get().close();
            out = Optional.empty();
        }
        Path file = folder.resolve("%s-%06d.ndjson".formatted(stem, next));
        FileChannel fresh = readers.create(file);
        Chain before = last;
        try {
            out = Optional.of(fresh);
            size = 0;
            append(new ChainHead(ChainHead.FORMAT, next, last.hex(), torn, clock.instant()).body());
            isBare = true;
        } finally {
            if (!isBare) abandon(file, fresh, before);
        }
        number = next;
        isNew = true;
        // Only now: a disk that takes no head loses nothing of what it holds.
        List<Path> files = new ArrayList<>(in(folder, stem));
        while (files.size() > keep) Files.delete(files.removeFirst());
    }

    /** A file without its head is as if it had never been. */
    private void abandon(Path file, FileChannel fresh, Chain before) throws IOException {
        out = Optional.empty();
        last = before;
        fresh.close();
        Files.deleteIfExists(file);
    }

    /** Writes a line of this body, which is one JSON object. */
    void append(String body) throws IOException {
        Chain link = last.next(body);
        byte[] line = (link.line(body) + "\n").getBytes(StandardCharsets.UTF_8);
        FileChannel channel = out.orElseThrow(() -> new IOException("closed"));
        ByteBuffer bytes = ByteBuffer.wrap(line);
        while (bytes.hasRemaining()) channel.write(bytes);
        last = link;
        isBare = false;
        size += line.length;
    }

    /** The last line's link. */
    Chain last() {
        return last;
    }

    /** The number of the file in use. */
    int number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            if (out.isPresent()) out.get().close();
            out = Optional.empty();
        }
    }
}
