package dev.outrigger.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What a program that measures itself found, in a JVM of its own whose compiler leaves no object out.
 *
 * <p>How much Java code allocates depends on how much of it the second compiler has reached by then, and so on how busy
 * the machine is. Without that compiler it allocates the same at each run, and never less than with it.
 */
public final class Figures {
    private static final long PATIENCE_SECONDS = 60;
    private static final String MARK = "figure ";

    private Figures() {}

    /** Says them to whoever started this program. */
    public static void print(SortedMap<String, Double> figures) {
        figures.forEach((name, figure) -> System.out.println(MARK + figure + " " + name));
    }

    /** What this program prints; it is started with the test's own class path. */
    public static SortedMap<String, Double> of(String program) throws IOException, InterruptedException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dai.djl.offline=true",
                "-cp",
                classes,
                program);
        Path output = Files.createTempFile("figures", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        List<String> said = Files.readAllLines(output);
        Files.delete(output);
        if (!ended || process.exitValue() != 0)
            throw new IOException(program + (ended ? " failed" : " did not end") + ": " + String.join("\n", said));
        SortedMap<String, Double> figures = new TreeMap<>();
        for (String line : said) {
            if (!line.startsWith(MARK)) continue;
            String[] parts = line.substring(MARK.length()).split(" ", 2);
            figures.put(parts[1], Double.parseDouble(parts[0]));
        }
        return figures;
    }
}
