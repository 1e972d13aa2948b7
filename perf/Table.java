import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Figures of one kind, a row a subject: written as Markdown for people and as JSON for comparisons. */
final class Table {
    private final String title;
    private final String about;
    private final List<String> columns;
    private final List<Row> rows = new ArrayList<>();
    private final int digits;

    /** @param digits after the point, in Markdown */
    Table(String title, String about, int digits, List<String> columns) {
        this.title = title;
        this.about = about;
        this.digits = digits;
        this.columns = columns;
    }

    /** A figure, as it is written in either form. */
    interface Cell {
        /** @param digits after the point */
        String text(int digits);

        String json();
    }

    /** One figure; a dash where there is none. */
    record Figure(double value) implements Cell {
        @Override
        public String text(int digits) {
            if (Double.isNaN(value)) return "–";
            return String.format(Locale.ROOT, "%." + (value == Math.rint(value) ? 0 : digits) + "f", value);
        }

        @Override
        public String json() {
            return Double.isNaN(value) ? "null" : String.format(Locale.ROOT, "%.4f", value);
        }
    }

    /** What is told in words. */
    record Words(String value) implements Cell {
        @Override
        public String text(int digits) {
            return value;
        }

        @Override
        public String json() {
            return quoted(value);
        }
    }

    private record Row(String name, List<? extends Cell> cells) {}

    void row(String name, List<? extends Cell> cells) {
        rows.add(new Row(name, cells));
    }

    /** A row of single figures. */
    void row(String name, double... figures) {
        row(name, Arrays.stream(figures).mapToObj(Figure::new).toList());
    }

    String markdown() {
        StringBuilder text = new StringBuilder("## " + title + "\n\n" + about + "\n\n|  | ")
                .append(String.join(" | ", columns))
                .append(" |\n|---|")
                .append("---:|".repeat(columns.size()))
                .append('\n');
        for (Row row : rows)
            text.append("| ").append(row.name()).append(" | ")
                    .append(row.cells().stream().map(cell -> cell.text(digits)).collect(Collectors.joining(" | ")))
                    .append(" |\n");
        return text.append('\n').toString();
    }

    String json() {
        return "{\"title\":" + quoted(title) + ",\"rows\":[" + rows.stream().map(this::json).collect(Collectors.joining(",\n  ")) + "]}";
    }

    private String json(Row row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) cells.add(quoted(columns.get(i)) + ":" + row.cells().get(i).json());
        return "{\"name\":" + quoted(row.name()) + "," + String.join(",", cells) + "}";
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
