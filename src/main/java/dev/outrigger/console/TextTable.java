package dev.outrigger.console;

import java.util.List;

/** Rows of cells as text, each column as wide as its widest cell; the last is not filled up. Control characters become spaces. */
public final class TextTable {
    private static final int GAP = 2;

    private TextTable() {}

    /** The text, with a line feed at the end of each row. */
    public static String of(List<List<String>> rows) {
        int last = rows.getFirst().size() - 1;
        int[] widths = new int[last];
        for (int column = 0; column < last; column++)
            for (List<String> row : rows)
                widths[column] = Math.max(widths[column], row.get(column).length());
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int column = 0; column < last; column++) {
                String cell = row.get(column);
                text.append(plain(cell)).repeat(" ", widths[column] - cell.length() + GAP);
            }
            text.append(plain(row.get(last))).append('\n');
        }
        return text.toString();
    }

    /** What an app wrote must not move a terminal's cursor. */
    private static String plain(String cell) {
        return cell.chars().noneMatch(Character::isISOControl)
                ? cell
                : cell.codePoints()
                        .map(c -> Character.isISOControl(c) ? ' ' : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }
}
