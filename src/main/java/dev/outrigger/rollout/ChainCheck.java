package dev.outrigger.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads what a {@link ChainedFiles} wrote, in order, and finds the first place where it is not as it was written.
 *
 * <p>It cannot tell that lines were cut off the end, nor that all links were written anew: for that the last link must be
 * known from elsewhere. Files before the first one there may be gone, as they are after a while.
 */
public final class ChainCheck {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(com.fasterxml.jackson.core.JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private final LineReader reader;
    private final Consumer<String> links;
    private Optional<Chain> last = Optional.empty();
    private Optional<String> unfinished = Optional.empty();
    private String begins = "";
    private long lines;

    private ChainCheck(LineReader reader, Consumer<String> links) {
        this.reader = reader;
        this.links = links;
    }

    /** Who is given each line's body. */
    @FunctionalInterface
    public interface LineReader {
        /** One line; {@code at} names its file and number. */
        void line(String at, JsonNode body);
    }

    /** What the look came to. */
    public sealed interface Result {
        /** As it was written. {@code begins} and {@code ends} are the links before the first line and of the last. */
        record Whole(long lines, int files, String begins, String ends) implements Result {}

        /** Not as it was written, from this line on. */
        record Broken(String at, String because) implements Result {}
    }

    private static final class BrokenException extends Exception {
        private static final long serialVersionUID = 1;

        private final String at;

        private BrokenException(String at, String because) {
            super(because);
            this.at = at;
        }
    }

    /** The files of a folder, or one file. Lines before the first broken one were read. */
    public static Result read(Path from, String stem, LineReader reader) throws IOException {
        return read(from, stem, reader, link -> {});
    }

    /** The same; {@code links} is given the link before the first line, and each line's. */
    public static Result read(Path from, String stem, LineReader reader, Consumer<String> links) throws IOException {
        List<Path> files = Files.isDirectory(from) ? ChainedFiles.in(from, stem) : List.of(from);
        if (files.isEmpty()) throw new IOException("no " + stem + "-000001.ndjson or later is in " + from);
        ChainCheck check = new ChainCheck(reader, links);
        try {
            for (Path file : files) check.file(file);
        } catch (BrokenException broken) {
            return new Result.Broken(broken.at, String.valueOf(broken.getMessage()));
        }
        if (check.unfinished.isPresent()) return new Result.Broken(check.unfinished.get(), "it ends within a line");
        return new Result.Whole(
                check.lines,
                files.size(),
                check.begins,
                check.last.orElse(Chain.BEGIN).hex());
    }

    private void file(Path file) throws IOException, BrokenException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            int number = 0;
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next != '\n') line.write(next);
                else {
                    line(file.getFileName() + ":" + ++number, number == 1, line.toString(StandardCharsets.UTF_8));
                    line.reset();
                }
                if (line.size() > ChainedFiles.MOST_LINE_BYTES)
                    throw new BrokenException(file.getFileName() + ":" + (number + 1), "it is too long");
            }
            if (line.size() > 0 || number == 0) unfinished = Optional.of(file.getFileName() + ":" + (number + 1));
        }
    }

    private void line(String at, boolean isFirst, String text) throws BrokenException {
        Chain.Line line = Chain.Line.of(text).orElseThrow(() -> new BrokenException(at, "it is no line of such a log"));
        JsonNode body = json(at, line.body());
        if (isFirst) head(at, body);
        Chain expected = last.orElse(Chain.BEGIN).next(line.body());
        if (!expected.equals(line.chain()))
            throw new BrokenException(at, "its link does not follow from the line before and its own bytes");
        last = Optional.of(expected);
        lines++;
        links.accept(expected.hex());
        reader.line(at, body);
    }

    private void head(String at, JsonNode body) throws BrokenException {
        ChainHead head;
        try {
            head = ChainHead.of(body);
        } catch (IllegalArgumentException none) {
            throw new BrokenException(at, "a file must begin with its head");
        }
        if (head.format() != ChainHead.FORMAT)
            throw new BrokenException(at, "format " + head.format() + " is not known here");
        if (unfinished.isPresent() && !head.torn())
            throw new BrokenException(unfinished.get(), "it ends within a line, and the next file does not say so");
        unfinished = Optional.empty();
        if (last.isPresent() && !last.get().hex().equals(head.before()))
            throw new BrokenException(at, "it does not go on where the file before it ends");
        if (last.isEmpty()) {
            begins = head.before();
            links.accept(begins);
            last = Optional.of(new Chain(head.before()));
        }
    }

    private static JsonNode json(String at, String body) throws BrokenException {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException none) {
            throw new BrokenException(at, "it is no JSON");
        }
    }
}
