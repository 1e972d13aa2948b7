import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was measured, and on what.
 *
 * @param about what the figures are, in words
 */
record Report(String title, String about, Map<String, String> setting, List<Table> tables) {
    /** Read before anything is started, so that the load average is the others'. */
    static Map<String, String> setting(Path home, String command, List<String> java) throws IOException {
        Map<String, String> setting = new LinkedHashMap<>();
        setting.put("command", command);
        setting.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        setting.put("commit", output(home, "git", "rev-parse", "--short", "HEAD")
                + (output(home, "git", "status", "--porcelain", "--untracked-files=no").isEmpty() ? "" : ", with changes"));
        setting.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        setting.put("cpu", line("/proc/cpuinfo", "model name"));
        setting.put("memory", line("/proc/meminfo", "MemTotal"));
        setting.put("jdk", System.getProperty("java.vendor") + " " + Runtime.version());
        setting.put("kernel", System.getProperty("os.version"));
        setting.put("loadAtStart", Files.readString(Path.of("/proc/loadavg")).trim());
        setting.put("jvmFlags", flags(java));
        setting.put("environment", System.getenv().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("MALLOC_"))
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .collect(Collectors.joining(" ")));
        return setting;
    }

    /** What the JVM was started with, also by a file of flags, but for paths. */
    private static String flags(List<String> java) throws IOException {
        List<String> flags = new ArrayList<>();
        for (String word : java.subList(1, java.size())) {
            if (word.startsWith("@")) {
                Files.readAllLines(Path.of(word.substring(1))).stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .forEach(flags::add);
            } else if (!word.contains("/")) {
                flags.add(word);
            }
        }
        return String.join(" ", flags);
    }

    private static String line(String file, String key) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(key)).findFirst().orElse("?:?").split(":")[1].trim();
        }
    }

    private static String output(Path folder, String... command) throws IOException {
        Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
        return new String(process.getInputStream().readAllBytes()).trim();
    }

    /** Writes both files, without an ending of their name, and returns the first. */
    Path write(Path folder, String stem) throws IOException {
        Files.createDirectories(folder);
        Path markdown = folder.resolve(stem + ".md");
        Files.writeString(markdown, markdown());
        Files.writeString(folder.resolve(stem + ".json"), json());
        return markdown;
    }

    String markdown() {
        StringBuilder text = new StringBuilder("# " + title + "\n\n" + about + "\n\n");
        setting.forEach((key, value) -> text.append("- ").append(key).append(": `").append(value).append("`\n"));
        text.append('\n');
        tables.forEach(table -> text.append(table.markdown()));
        return text.toString();
    }

    private String json() {
        String about = setting.entrySet().stream()
                .map(entry -> Table.quoted(entry.getKey()) + ":" + Table.quoted(entry.getValue()))
                .collect(Collectors.joining(",\n  "));
        return "{\"setting\":{" + about + "},\n\"tables\":[\n " + tables.stream().map(Table::json).collect(Collectors.joining(",\n ")) + "]}\n";
    }
}
