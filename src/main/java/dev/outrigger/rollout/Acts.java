package dev.outrigger.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The acts of a history, as far as they can be read. A line that is torn, or does not follow from the one before it, is named,
 * and those behind it are read all the same: an operator who looks for what happened needs them most then.
 */
final class Acts {
    /** Bad lines that are named. */
    static final int MOST_PROBLEMS = 8;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RecordCodec CODEC = new RecordCodec();

    private final List<String> lines = new ArrayList<>();
    private final Map<String, Act> last = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private Optional<Chain> before = Optional.empty();

    private Acts() {}

    /** Those of a folder; none where there is no history. */
    static Acts read(Path folder, String stem) throws IOException {
        Acts acts = new Acts();
        if (!Files.isDirectory(folder)) return acts;
        for (Path file : ChainedFiles.in(folder, stem)) acts.file(file);
        return acts;
    }

    /** Each as a line of JSON, in order. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    /** The last one of each policy. */
    List<Act> last() {
        return List.copyOf(last.values());
    }

    /** What cannot be read, in words. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    private void file(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        int number = 0;
        for (int at = 0; at < text.length(); ) {
            int end = text.indexOf('\n', at);
            String where = file.getFileName() + ":" + ++number;
            if (end < 0) {
                problem(where, "it ends within a line");
                return;
            }
            line(where, text.substring(at, end));
            at = end + 1;
        }
    }

    private void line(String at, String text) {
        Optional<Chain.Line> line = Chain.Line.of(text);
        if (line.isEmpty()) {
            problem(at, "it is no line of such a log");
            before = Optional.empty();
            return;
        }
        Chain.Line read = line.get();
        if (before.filter(link -> !link.next(read.body()).equals(read.chain())).isPresent())
            problem(at, "its link does not follow from the line before and its own bytes");
        before = Optional.of(read.chain());
        body(at, read.body());
    }

    private void body(String at, String text) {
        try {
            JsonNode body = JSON.readTree(text);
            if (!body.has("act")) return;
            lines.add(body.toString());
            Act act = CODEC.decode(body, Act.class);
            last.put(act.policy(), act);
        } catch (JsonProcessingException | IllegalArgumentException none) {
            problem(at, "it is no act that is known here");
        }
    }

    private void problem(String at, String because) {
        if (problems.size() < MOST_PROBLEMS) problems.add(at + ": " + because);
    }
}
