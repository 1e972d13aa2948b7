import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * How much of the personal data that people have marked in texts is found, how much else is taken for it, and how long it
 * takes.
 *
 * <p>{@code java perf/Pii.java --data DIR -- JAVA FLAG... -jar JAR}. Texts go through {@code explain}, as prompts; times are
 * of the scanner alone, in this process.
 */
final class Pii {
    private static final List<String> FILES = List.of(
            "presidio_research/generated_large.jsonl.gz", "presidio_research/synth_dataset_v2.jsonl.gz", "ambientmeta_pii/ambientmeta.jsonl.gz");

    /** Ours, for theirs. Organisations, places and dates are not looked for. */
    private static final Map<String, Set<String>> KINDS = Map.ofEntries(
            Map.entry("CREDIT_CARD", Set.of("CREDIT_CARD")),
            Map.entry("PHONE_NUMBER", Set.of("PHONE")),
            Map.entry("PHONE", Set.of("PHONE")),
            Map.entry("EMAIL_ADDRESS", Set.of("EMAIL")),
            Map.entry("EMAIL", Set.of("EMAIL")),
            Map.entry("US_SSN", Set.of("US_SSN", "US_ITIN")),
            Map.entry("SSN", Set.of("US_SSN", "US_ITIN")),
            Map.entry("IBAN_CODE", Set.of("IBAN")),
            Map.entry("IP_ADDRESS", Set.of("IP_ADDRESS")),
            Map.entry("US_DRIVER_LICENSE", Set.of("DRIVING_LICENCE")),
            Map.entry("MRN", Set.of("MEDICAL_RECORD")),
            Map.entry("PERSON", Set.of("NAME")),
            Map.entry("ADDRESS", Set.of("ADDRESS")),
            Map.entry("STREET_ADDRESS", Set.of("ADDRESS")));

    private static final List<String> MEASURED = List.of("CREDIT_CARD", "EMAIL", "IBAN", "IP_ADDRESS", "PHONE", "US_SSN");
    private static final String ABOUT = """
            Texts of two public sets with marked personal data, as prompts through `explain`. A mark counts as found where a finding of its kind
            overlaps it, a finding as right where it overlaps a mark of its kind. Splits are by template: patterns were made while looking at `train`
            alone, so `validation` is what counts. In brackets: 95 % confidence (Wilson's). Rows whose source marks names, organisations and
            records alone (`gretel_*`) count for what is found of those, not for what is found beside them. Kinds that the sets do not mark
            (keys, dates of birth, vehicles, …) are counted in the last table, right or wrong. Names and addresses are guessed, by a tagger that
            learnt nothing of these sets; F1, exact ends and false alarms are in names.md. What is said of health is guessed by a rule; no public set that is
            at hand marks it, so that it is judged by sentences of ours.""";

    /** What became of one kind in one split. */
    private static final class Tally {
        private int found;
        private int missed;
        private int right;
        private int wrong;
    }

    /** A marked stretch, or one that was found. */
    private record Stretch(String kind, int start, int end) {
        boolean overlaps(Stretch other) {
            return start < other.end && end > other.start;
        }
    }

    /** A text with its marks, as UTF-16 offsets. */
    private record Row(String split, boolean isWhole, String text, List<Stretch> marks) {
        static Row of(Object json) {
            String text = Json.text(json, "text");
            List<Stretch> marks = new ArrayList<>();
            for (Object span : (List<?>) Json.at(json, "spans")) {
                List<?> said = span instanceof List<?> list
                        ? list
                        : List.of(Json.at(span, "start"), Json.at(span, "end"), Json.at(span, "type"));
                int start = text.offsetByCodePoints(0, ((Number) said.get(0)).intValue());
                int end = text.offsetByCodePoints(0, ((Number) said.get(1)).intValue());
                marks.add(new Stretch(String.valueOf(said.get(2)), start, end));
            }
            return new Row(Json.text(json, "split"), !Json.text(json, "source").startsWith("gretel"), text, marks);
        }
    }

    private final Map<String, Map<String, Tally>> tallies = new TreeMap<>();
    private final Map<String, Integer> unmarked = new TreeMap<>();

    public static void main(String[] args) throws Exception {
        List<String> all = Arrays.asList(args);
        int split = all.indexOf("--");
        int at = all.indexOf("--data");
        if (split < 0 || at < 0 || at + 1 >= split) {
            System.err.println("privacy: use ./outrigger bench privacy --data DIR, where DIR holds " + String.join(", ", FILES));
            System.exit(2);
        }
        Path data = Path.of(all.get(at + 1));
        Path home = Path.of(System.getenv("OUTRIGGER_HOME"));
        List<String> java = all.subList(split + 1, all.size());
        Map<String, String> setting = Report.setting(home, "./outrigger bench privacy --data DIR", java);
        Pii pii = new Pii();
        List<Row> rows = rows(data);
        pii.count(rows, explained(rows, java));
        setting.put("texts", Integer.toString(rows.size()));
        Report report = new Report("Privacy: what is found, and how long it takes", ABOUT, setting, pii.tables(home));
        System.err.println("privacy: wrote " + report.write(home.resolve("perf/results"), "privacy"));
        System.out.print(report.markdown());
    }

    private List<Table> tables(Path home) throws Exception {
        try (URLClassLoader product = new URLClassLoader(new URL[] {home.resolve("target/classes/").toUri().toURL()})) {
            Guessed guessed = new Guessed(product);
            return List.of(
                    table("validation"), table("train"), others(), guessed.health(home, product), guessed.tables(), times(product));
        }
    }

    private static List<Row> rows(Path data) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String file : FILES)
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(data.resolve(file))), StandardCharsets.UTF_8))) {
                lines.lines().map(Json::parse).map(Row::of).forEach(rows::add);
            }
        return rows;
    }

    /** What is found in each of them. */
    private static List<List<Stretch>> explained(List<Row> rows, List<String> java) throws Exception {
        Path folder = Files.createTempDirectory("outrigger-privacy");
        Path asked = folder.resolve("asked.jsonl");
        Path told = folder.resolve("told.jsonl");
        Files.write(asked, rows.stream().map(row -> "{\"prompt\":" + quoted(row.text()) + "}").toList());
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of("explain", "--jsonl", asked.toString()));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(told.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.waitFor() != 0) throw new IllegalStateException("explain ended with " + process.exitValue());
        List<List<Stretch>> found = new ArrayList<>();
        for (String line : Files.readAllLines(told)) {
            List<Stretch> stretches = new ArrayList<>();
            for (Object span : (List<?>) Json.at(Json.parse(line), "analysis", "sensitivity", "spans"))
                stretches.add(new Stretch(
                        Json.text(span, "type"), ((Number) Json.at(span, "start")).intValue(), ((Number) Json.at(span, "end")).intValue()));
            found.add(stretches);
        }
        if (found.size() != rows.size()) throw new IllegalStateException(found.size() + " answers to " + rows.size() + " texts");
        return found;
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') quoted.append('\\').append((char) c);
            else if (c < ' ' || c > '~') quoted.append(String.format("\\u%04x", c));
            else quoted.append((char) c);
        });
        return quoted.append('"').toString();
    }

    private void count(List<Row> rows, List<List<Stretch>> found) {
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            for (Stretch mark : row.marks()) {
                Set<String> ours = KINDS.get(mark.kind());
                if (ours == null) continue;
                boolean hit = found.get(i).stream().anyMatch(one -> ours.contains(one.kind()) && one.overlaps(mark));
                Tally tally = tally(row.split(), named(ours));
                if (hit) tally.found++;
                else tally.missed++;
            }
            for (Stretch one : found.get(i)) {
                boolean right = row.marks().stream()
                        .anyMatch(mark -> KINDS.getOrDefault(mark.kind(), Set.of()).contains(one.kind()) && mark.overlaps(one));
                boolean isMarked = KINDS.values().stream().anyMatch(ours -> ours.contains(one.kind()));
                if (right) tally(row.split(), named(Set.of(one.kind()))).right++;
                else if (isMarked && row.isWhole()) tally(row.split(), named(Set.of(one.kind()))).wrong++;
                else unmarked.merge(one.kind(), 1, Integer::sum);
            }
        }
    }

    private static String named(Set<String> ours) {
        return ours.contains("US_ITIN") ? "US_SSN" : ours.iterator().next();
    }

    private Tally tally(String split, String kind) {
        return tallies.computeIfAbsent(split, any -> new TreeMap<>()).computeIfAbsent(kind, any -> new Tally());
    }

    private Table table(String split) {
        Table table = new Table(
                "Found in `" + split + "`", "", 3,
                List.of("marked", "found", "recall", "recall from", "recall to", "findings", "right", "precision", "precision from", "precision to"));
        Tally sum = new Tally();
        tallies.getOrDefault(split, Map.of()).forEach((kind, tally) -> {
            row(table, kind, tally);
            if (!MEASURED.contains(kind)) return;
            sum.found += tally.found;
            sum.missed += tally.missed;
            sum.right += tally.right;
            sum.wrong += tally.wrong;
        });
        row(table, "all of " + String.join(", ", MEASURED).toLowerCase(Locale.ROOT), sum);
        return table;
    }

    private static void row(Table table, String kind, Tally tally) {
        int marked = tally.found + tally.missed;
        int findings = tally.right + tally.wrong;
        table.row(kind, marked, tally.found, share(tally.found, marked), wilson(tally.found, marked, -1), wilson(tally.found, marked, 1),
                findings, tally.right, share(tally.right, findings), wilson(tally.right, findings, -1), wilson(tally.right, findings, 1));
    }

    private static double share(int part, int all) {
        return all == 0 ? Double.NaN : part / (double) all;
    }

    /** Source: E. B. Wilson, "Probable Inference", Journal of the American Statistical Association 22 (1927). */
    static double wilson(int part, int all, int side) {
        if (all == 0) return Double.NaN;
        double z = 1.96;
        double share = part / (double) all;
        double middle = share + z * z / (2 * all);
        double width = z * Math.sqrt(share * (1 - share) / all + z * z / (4.0 * all * all));
        return Math.clamp((middle + side * width) / (1 + z * z / all), 0, 1);
    }

    private Table others() {
        Table table = new Table("Findings that the sets do not mark", "Of kinds that no row marks, and in rows that mark others alone.", 0, List.of("findings"));
        unmarked.forEach((kind, findings) -> table.row(kind, findings));
        return table;
    }

    /** Of one text, scanned again and again in this process by classes as the build left them. */
    private static Table times(ClassLoader product) throws Exception {
        Table table = new Table(
                "Microseconds for a text", "The median of 200 scans after 2 s of warming up, and their 99th percentile; what is known by its form, and all there is with names, addresses and health.", 1, List.of("10,000 characters", "p99", "60,000 characters", "p99"));
        Class<?> type = product.loadClass("dev.outrigger.sensitive.Scanner");
        Map<String, Object> scanners = new TreeMap<>(Map.of(
                "by form", type.getMethod("byForm").invoke(null), "with guesses", type.getMethod("ofAll").invoke(null)));
        Method scan = type.getMethod("scan", String.class);
        Map<String, Function<Integer, String>> texts = new TreeMap<>(Map.of(
                "prose", size -> filled("The quick brown fox jumps over the lazy dog, and what it saw there was not what it had expected. ", size),
                "code and JSON", size -> filled("{\"id\": 4711, \"at\": \"2024-01-15T10:30:00Z\", \"sum\": 12.50, \"call\": \"f(x_1, y[2]) == 0x1f\"},\n", size),
                "full of personal data", size -> filled("Jane, jane.doe@example.com, +44 20 7946 0958, paid 12.50 with 4111 1111 1111 1111. ", size),
                "Cyrillic and Han", size -> filled("Съешь ещё этих мягких французских булок, 这是一个很长的句子。", size)));
        for (Map.Entry<String, Function<Integer, String>> text : texts.entrySet()) {
            for (Map.Entry<String, Object> scanner : scanners.entrySet()) {
                double[] short_ = scans(scan, scanner.getValue(), text.getValue().apply(10_000));
                double[] long_ = scans(scan, scanner.getValue(), text.getValue().apply(60_000));
                table.row(text.getKey() + ", " + scanner.getKey(), short_[0], short_[1], long_[0], long_[1]);
            }
        }
        return table;
    }

    private static String filled(String piece, int size) {
        return piece.repeat(size / piece.length() + 1).substring(0, size);
    }

    private static double[] scans(Method scan, Object scanner, String text) throws Exception {
        long until = System.nanoTime() + 2_000_000_000L;
        while (System.nanoTime() < until) scan.invoke(scanner, text);
        double[] micros = new double[200];
        for (int i = 0; i < micros.length; i++) {
            long began = System.nanoTime();
            scan.invoke(scanner, text);
            micros[i] = (System.nanoTime() - began) / 1e3;
        }
        Arrays.sort(micros);
        return new double[] {micros[100], micros[198]};
    }
}
