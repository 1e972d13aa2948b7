import java.util.ArrayList;
import java.util.List;
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

    private record Row(String name, List<Stat> cells) {}

    void row(String name, List<Stat> cells) {
        rows.add(new Row(name, cells));
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
