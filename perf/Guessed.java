import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What the scanner takes for somebody's health in sentences of ours, and for a number in tables of other numbers. */
final class Guessed {
    private static final int TABLES = 4_000;

    private final Class<?> scanner;
    private final Method scan;

    Guessed(ClassLoader product) throws ReflectiveOperationException {
        this.scanner = product.loadClass("dev.outrigger.sensitive.Scanner");
        this.scan = scanner.getMethod("scan", String.class);
    }

    /** Of each set how many sentences tell of somebody's health, and in how many it is found. */
    Table health(Path home, ClassLoader product) throws Exception {
        Table table = new Table(
                "Health in sentences of ours",
                "Half of them tell of somebody's health, in six languages; the rest ask, suppose, deny, or speak of something else (src/test/resources/privacy). "
                        + "The rule was changed by what it got wrong in `seen`, and by nothing in `validation`. In what people ask such sentences are rare, so that precision is less there: decision 0052.",
                3,
                List.of("told", "found", "recall", "recall from", "recall to", "others", "found wrongly", "precision", "precision from", "precision to"));
        @SuppressWarnings({"unchecked", "rawtypes"})
        Object health = Enum.valueOf((Class) product.loadClass("dev.outrigger.sensitive.SensitiveType"), "HEALTH");
        Object looking = scanner.getConstructor(Set.class).newInstance(Set.of(health));
        for (String set : List.of("validation", "seen")) {
            int told = 0;
            int others = 0;
            int right = 0;
            int wrong = 0;
            for (String line : Files.readAllLines(home.resolve("src/test/resources/privacy/health-" + set + ".txt"))) {
                if (line.isEmpty() || line.startsWith("#")) continue;
                boolean isTold = line.startsWith("+ ");
                boolean isFound = !((List<?>) scan.invoke(looking, line.substring(2))).isEmpty();
                if (isTold) told++;
                else others++;
                if (isFound && isTold) right++;
                if (isFound && !isTold) wrong++;
            }
            table.row(
                    "`" + set + "`", told, right, right / (double) told, Pii.wilson(right, told, -1), Pii.wilson(right, told, 1),
                    others, wrong, right / (double) (right + wrong), Pii.wilson(right, right + wrong, -1), Pii.wilson(right, right + wrong, 1));
        }
        return table;
    }

    /** The share of random tables in which something is found. */
    Table tables() throws Exception {
        Table table = new Table(
                "Found in tables of random numbers",
                "The share of " + TABLES + " tables of numbers of four digits each in which anything is found, by what stands between two. "
                        + "Rows whose cells a blank parts are numbers in a line, for which less is asked.",
                4,
                List.of("1 row of 4", "3 rows of 4", "10 rows of 4", "10 rows of 3", "10 rows of 5"));
        Object looking = scanner.getMethod("byForm").invoke(null);
        for (String[] layout : new String[][] {
            {"a bar", " | ", " |\n| "}, {"a comma", ",", "\n"}, {"an end of a line", "\n", "\n\n"}, {"a cell of HTML", "</td><td>", "</td></tr>\n<tr><td>"},
            {"a slash", "/", "\n"}, {"a low line", "_", "\n"}, {"a blank", " ", "\n"}
        }) {
            Random random = new Random(7);
            double[] shares = new double[5];
            int[][] sizes = {{1, 4}, {3, 4}, {10, 4}, {10, 3}, {10, 5}};
            for (int i = 0; i < sizes.length; i++) {
                int found = 0;
                for (int n = 0; n < TABLES; n++)
                    if (!((List<?>) scan.invoke(looking, filled(random, sizes[i], layout[1], layout[2]))).isEmpty()) found++;
                shares[i] = found / (double) TABLES;
            }
            table.row(layout[0], shares[0], shares[1], shares[2], shares[3], shares[4]);
        }
        return table;
    }

    private static String filled(Random random, int[] size, String between, String end) {
        StringBuilder table = new StringBuilder();
        for (int row = 0; row < size[0]; row++) {
            for (int cell = 0; cell < size[1]; cell++) table.append(cell > 0 ? between : "").append(1_000 + random.nextInt(9_000));
            table.append(end);
        }
        return table.toString();
    }
}
