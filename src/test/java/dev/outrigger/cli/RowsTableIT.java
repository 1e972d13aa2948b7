package dev.outrigger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table that {@code ./outrigger rows} makes of a test run. */
class RowsTableIT {
    private static final String TEST = """
            class OneTest {
                @Test
                @Row({"a.first", "a.second"})
                void holds() {}

                @ParameterizedTest
                @Row("a.second")
                @ValueSource(ints = {1, 2})
                void holdsForEach(int number) {}

                @Row(
                        "a.third")
                @Test
                void hasNotRun() {}
            }
            """;

    @TempDir
    private Path home;

    @BeforeEach
    void rowsAndATest() throws IOException {
        write(
                "src/test/resources/semantics/rows.tsv",
                "# Some\na.first\tOne holds\na.second\tTwo holds\na.third\tThree holds\na.fourth\tFour holds\topen: time\n");
        write("src/test/java/a/OneTest.java", TEST);
    }

    private void write(String name, String content) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void ran(String cases) throws IOException {
        write("target/surefire-reports/TEST-a.OneTest.xml", "<testsuite name=\"a.OneTest\">" + cases + "</testsuite>");
    }

    private static String ended(String name, String how) {
        return "<testcase name=\"" + name + "\" classname=\"a.OneTest\">" + how + "</testcase>";
    }

    private String table() throws Exception {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        Path.of("perf/Rows.java").toAbsolutePath().toString(),
                        home.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("out").toFile())
                .start();
        assertTrue(java.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, java.exitValue(), Files.readString(home.resolve("out")));
        return Files.readString(home.resolve("perf/results/semantics.md"));
    }

    private static void has(String table, List<String> rows) {
        for (String row : rows) assertTrue(table.contains(row + "\n"), table);
    }

    @Test
    void aRowHasPassedWhenEachOfItsTestsRanAndPassed() throws Exception {
        ran(ended("holds", "<system-out>x</system-out>")
                + ended("holdsForEach(int)[1]", "")
                + ended("holdsForEach(int)[2]", ""));

        has(
                table(),
                List.of(
                        "| `a.first` | One holds | `OneTest.holds` | passed |",
                        "| `a.second` | Two holds | `OneTest.holds`<br>`OneTest.holdsForEach` | passed |",
                        "| `a.third` | Three holds | `OneTest.hasNotRun` **not run** | not run |",
                        "- rows: passed 2, failed 0, not run 1, open 1",
                        "| `a.fourth` | Four holds | time |"));
    }

    @Test
    void aTestThatFailedOnceFailsItsRows() throws Exception {
        ran(ended("holds", "")
                + ended("holdsForEach(int)[1]", "<failure message=\"no\"/>")
                + ended("holdsForEach(int)[2]", "")
                + ended("hasNotRun", "<error message=\"broken\"/>"));

        has(
                table(),
                List.of(
                        "| `a.first` | One holds | `OneTest.holds` | passed |",
                        "| `a.second` | Two holds | `OneTest.holds`<br>`OneTest.holdsForEach` **failed** | failed |",
                        "| `a.third` | Three holds | `OneTest.hasNotRun` **failed** | failed |",
                        "- rows: passed 1, failed 2, not run 0, open 1"));
    }

    @Test
    void aTestThatWasSkippedHasNotRun() throws Exception {
        ran(ended("holds", "<skipped/>"));

        has(table(), List.of("| `a.first` | One holds | `OneTest.holds` **not run** | not run |"));
    }
}
