package dev.outrigger.support;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a piece or a request may cost at most, recorded in {@code src/test/resources/ceilings} beside what was measured.
 * Counts, never times: they are the same on a busy machine. They change only when a test runs with
 * {@code -Dceilings.record=true}; the difference is then reviewed as code.
 */
public final class Ceilings {
    /** What a change may add before anybody has to say why. */
    static final double ROOM = 1.15;

    private static final MathContext ROUND = new MathContext(3, RoundingMode.UP);
    private final Path file;
    private final String record;
    private final boolean records;

    /** @param test the class that measures, which also names the file */
    public Ceilings(Class<?> test) {
        this(
                Path.of("src/test/resources/ceilings", test.getSimpleName() + ".properties"),
                command(test),
                isRecording());
    }

    /** @param records whether what is measured becomes what is recorded */
    Ceilings(Path file, String record, boolean records) {
        this.file = file;
        this.records = records;
        this.record = record;
    }

    private static String command(Class<?> test) {
        String name = test.getSimpleName();
        return name.endsWith("IT")
                ? "mvn verify -Dtest=ArchitectureTest -Dit.test=" + name
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dceilings.record=true"
                : "mvn test -Dtest=" + name + " -Dceilings.record=true";
    }

    /** Whether tests are run to record what they measure. */
    public static boolean isRecording() {
        return Boolean.getBoolean("ceilings.record");
    }

    /** What is wrong with these figures, a sentence each; nothing once they are recorded. */
    public List<String> broken(SortedMap<String, Double> figures) {
        try {
            if (records) write(figures);
            return compared(figures);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private List<String> compared(SortedMap<String, Double> figures) throws IOException {
        SortedMap<String, Limit> limits = read();
        List<String> broken = new ArrayList<>();
        figures.forEach((name, figure) -> {
            Limit limit = limits.get(name);
            if (limit == null)
                broken.add("%s: %s, and no ceiling is recorded; %s".formatted(name, plain(figure), how()));
            else if (figure > limit.ceiling())
                broken.add("%s: %s, over the ceiling of %s; it was %s when that was recorded. %s"
                        .formatted(name, plain(figure), plain(limit.ceiling()), plain(limit.measured()), how()));
        });
        for (String name : limits.keySet())
            if (!figures.containsKey(name)) broken.add(name + ": has a ceiling and is not measured; " + how());
        return broken;
    }

    private String how() {
        return "If that is meant, record it, and say in the commit why: " + record;
    }

    private SortedMap<String, Limit> read() throws IOException {
        Properties properties = new Properties();
        if (Files.exists(file)) properties.load(new StringReader(Files.readString(file)));
        SortedMap<String, Limit> limits = new TreeMap<>();
        properties.forEach((name, value) -> limits.put(name.toString().replace('_', ' '), Limit.of(value.toString())));
        return limits;
    }

    private void write(Map<String, Double> figures) throws IOException {
        StringBuilder text = new StringBuilder("""
                # What is measured of each, and the ceiling over it: what it was, times %s.
                # Recorded by %s. A ceiling that rises needs its reason in the commit.
                """.formatted(ROOM, record));
        figures.forEach((name, figure) -> text.append(name.replace(' ', '_'))
                .append(" = ")
                .append(plain(figure))
                .append(" < ")
                .append(plain(figure * ROOM))
                .append('\n'));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }

    /** With three digits that count, never less than it is. */
    private static String plain(double figure) {
        BigDecimal exact = BigDecimal.valueOf(figure);
        BigDecimal rounded = exact.precision() > 3 ? exact.round(ROUND) : exact;
        return rounded.stripTrailingZeros().toPlainString();
    }

    /** @param measured when the ceiling was recorded */
    private record Limit(double measured, double ceiling) {
        static Limit of(String text) {
            String[] parts = text.split("<", -1);
            return new Limit(Double.parseDouble(parts[0].strip()), Double.parseDouble(parts[1].strip()));
        }
    }
}
