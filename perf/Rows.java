import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Which test shows which row of what becomes of an exchange when something goes wrong, and how those tests ended when they
 * ran last: from the rows, the tests' sources and Maven's reports into {@code perf/results/semantics.md}.
 * {@code java Rows.java HOME}
 */
final class Rows {
    private static final Pattern SHOWN = Pattern.compile(
            "@Row\\(\\s*\\{?([^)}]*)\\}?\\s*\\)\\s*(?:@[^\\n]*\\s*)*(?:public )?void (\\w+)\\(");
    private static final Pattern ID = Pattern.compile("\"([^\"]+)\"");
    private static final List<String> REPORTS = List.of("surefire-reports", "failsafe-reports");

    private final Path home;
    /** By class and method: how each of its runs ended. */
    private final Map<String, List<String>> ended = new TreeMap<>();
    private final TreeSet<Instant> written = new TreeSet<>();

    private Rows(Path home) {
        this.home = home;
    }

    public static void main(String[] args) throws Exception {
        new Rows(Path.of(args[0])).write();
    }

    private void write() throws Exception {
        for (String reports : REPORTS) read(home.resolve("target").resolve(reports));
        Map<String, Set<String>> tests = tests();
        List<String> lines = Files.readAllLines(home.resolve("src/test/resources/semantics/rows.tsv"));
        List<String> open = new ArrayList<>();
        StringBuilder tables = new StringBuilder();
        Map<String, Integer> sum = new TreeMap<>();
        for (String line : lines) {
            String[] row = line.split("\t");
            if (line.startsWith("#")) tables.append("\n#").append(line).append("\n\n| row | claim | shown by | result |\n|---|---|---|---|\n");
            else if (row.length == 3) open.add("| `" + row[0] + "` | " + row[1] + " | " + row[2].replace("open: ", "") + " |\n");
            else {
                Set<String> shown = tests.getOrDefault(row[0], Set.of());
                String result = result(shown);
                sum.merge(result, 1, Integer::sum);
                tables.append("| `").append(row[0]).append("` | ").append(row[1]).append(" | ")
                        .append(shown.stream().map(this::told).collect(Collectors.joining("<br>")))
                        .append(" | ").append(result).append(" |\n");
            }
        }
        Path result = home.resolve("perf/results/semantics.md");
        Files.createDirectories(result.getParent());
        Files.writeString(result, head(sum, open.size()) + tables
                + "\n## Open\n\nNot built, or not as the row says.\n\n| row | claim | what is missing |\n|---|---|---|\n" + String.join("", open));
        System.out.println(sum + ", open " + open.size() + ": " + home.relativize(result));
    }

    private String head(Map<String, Integer> sum, int open) throws IOException, InterruptedException {
        String results = Stream.of("passed", "failed", "not run")
                .map(result -> result + " " + sum.getOrDefault(result, 0))
                .collect(Collectors.joining(", "));
        return "# What becomes of an exchange when something goes wrong\n\n"
                + "Each row of `src/test/resources/semantics/rows.tsv`, the tests that show it, and how they ended when they ran last.\n"
                + "A row has passed when each of its tests ran and passed.\n\n"
                + "- command: `./outrigger rows`, after `./outrigger test`\n"
                + "- tests: " + (written.isEmpty() ? "none" : "`" + written.first() + "` to `" + written.last() + "`") + "\n"
                + "- commit: `" + commit() + "`\n"
                + "- rows: " + results + ", open " + open + "\n";
    }

    private String commit() throws IOException, InterruptedException {
        Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--exclude=*")
                .directory(home.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String commit = new String(git.getInputStream().readAllBytes()).strip();
        return git.waitFor() == 0 ? commit : "none";
    }

    /** By row: its tests. */
    private Map<String, Set<String>> tests() throws IOException {
        Map<String, Set<String>> tests = new TreeMap<>();
        for (Path source : files(home.resolve("src/test/java"), ".java")) {
            String test = source.getFileName().toString().replace(".java", "");
            Matcher shown = SHOWN.matcher(Files.readString(source));
            while (shown.find())
                for (Matcher id = ID.matcher(shown.group(1)); id.find(); )
                    tests.computeIfAbsent(id.group(1), row -> new TreeSet<>()).add(test + "." + shown.group(2));
        }
        return tests;
    }

    private void read(Path folder) throws IOException, ParserConfigurationException, SAXException {
        for (Path report : files(folder, ".xml")) {
            String suite = report.getFileName().toString();
            if (!suite.startsWith("TEST-")) continue;
            String test = suite.substring(suite.lastIndexOf('.', suite.length() - 5) + 1, suite.length() - 4);
            written.add(Files.getLastModifiedTime(report).toInstant().truncatedTo(ChronoUnit.SECONDS));
            NodeList cases = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getElementsByTagName("testcase");
            for (int i = 0; i < cases.getLength(); i++) {
                Element one = (Element) cases.item(i);
                // A test with arguments: name(Types)[number]
                String method = one.getAttribute("name").replaceFirst("\\W.*", "");
                ended.computeIfAbsent(test + "." + method, key -> new ArrayList<>()).add(end(one));
            }
        }
    }

    private static String end(Element one) {
        if (has(one, "failure") || has(one, "error")) return "failed";
        return has(one, "skipped") ? "not run" : "passed";
    }

    private static boolean has(Element one, String child) {
        return one.getElementsByTagName(child).getLength() > 0;
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }

    private String told(String test) {
        String result = worst(ended.getOrDefault(test, List.of()));
        return "`" + test + "`" + (result.equals("passed") ? "" : " **" + result + "**");
    }

    private String result(Set<String> tests) {
        return worst(tests.stream()
                .map(test -> worst(ended.getOrDefault(test, List.of())))
                .toList());
    }

    private static String worst(Collection<String> results) {
        if (results.contains("failed")) return "failed";
        return results.isEmpty() || results.contains("not run") ? "not run" : "passed";
    }
}
