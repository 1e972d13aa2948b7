package dev.outrigger.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What models made of the requests of recorded decisions, as somebody found out who asked each of them: a file of one JSON a
 * line,
 *
 * <pre>
 * {"exchange": "01M8…", "group": "q17", "task": "code", "models": {"mini": {"quality": 1, "dollars": 0.0003, "seconds": 2.1}, …}}
 * </pre>
 *
 * <p>{@code exchange} is the id of the decision, as answers have it in {@code x-outrigger-exchange}; requests of one {@code
 * group} are alike, so that intervals take it whole; {@code task} is what a mix weighs. Both may be left out, as may each
 * figure of a model.
 */
public final class Outcomes {
    /** None at all. */
    public static final Outcomes NONE = new Outcomes(Map.of());

    /** The most decisions that can be judged at once. */
    static final int MOST = 200_000;

    /** The longest line. */
    static final int MOST_LINE_CHARS = 64 * 1024;

    private static final RecordCodec CODEC = new RecordCodec();
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(com.fasterxml.jackson.core.JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Map<String, Row> rows;

    private Outcomes(Map<String, Row> rows) {
        this.rows = rows;
    }

    /** A line. */
    record Row(String exchange, Optional<String> group, Optional<String> task, Map<String, Result> models) {
        Row {
            models = Map.copyOf(models);
        }
    }

    /**
     * A model's answer.
     *
     * @param quality 0 to 1
     * @param seconds to the whole of it
     */
    record Result(OptionalDouble quality, OptionalDouble dollars, OptionalDouble seconds) {
        Result {
            if (!(quality.orElse(0) >= 0 && quality.orElse(0) <= 1))
                throw new IllegalArgumentException("quality must be 0 to 1, was " + quality.getAsDouble());
            least("dollars", dollars);
            least("seconds", seconds);
        }

        private static void least(String key, OptionalDouble amount) {
            if (!(amount.orElse(0) >= 0 && Double.isFinite(amount.orElse(0))))
                throw new IllegalArgumentException(key + " must be at least 0, was " + amount.getAsDouble());
        }
    }

    /**
     * Those of a file.
     *
     * @throws IllegalArgumentException for what is wrong with it; says the line
     */
    public static Outcomes read(Path file) throws IOException {
        Map<String, Row> rows = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank()) continue;
                Row row = row(file + ":" + number, line);
                if (rows.put(row.exchange(), row) != null)
                    throw new IllegalArgumentException(file + ":" + number + " is a second line of " + row.exchange());
                if (rows.size() > MOST)
                    throw new IllegalArgumentException(file + " must have at most " + MOST + " lines");
            }
        }
        if (rows.isEmpty())
            throw new IllegalArgumentException(file + " must have a line for each decision, and has none");
        return new Outcomes(rows);
    }

    private static Row row(String at, String line) {
        if (line.length() > MOST_LINE_CHARS)
            throw new IllegalArgumentException(at + " is longer than " + MOST_LINE_CHARS + " characters");
        try {
            return CODEC.decode(JSON.readTree(line), Row.class);
        } catch (JsonProcessingException none) {
            throw new IllegalArgumentException(at + " is no JSON", none);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(at + ": " + wrong.getMessage(), wrong);
        }
    }

    boolean areNone() {
        return rows.isEmpty();
    }

    /** Of the decision of this id. */
    Optional<Row> of(String exchange) {
        return Optional.ofNullable(rows.get(exchange));
    }
}
