import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured along one axis: a curve for each figure, how each grows, and what was promised of it. */
final class Curves {
    private final String name;
    private final String unit;
    private final String about;
    private final List<Double> sizes;
    private final Map<Figure, List<Stat>> curves = new LinkedHashMap<>();

    /** @param unit what is counted along the axis */
    Curves(String name, String unit, String about, List<Double> sizes) {
        this.name = name;
        this.unit = unit;
        this.about = about;
        this.sizes = sizes;
    }

    /** What is promised of a figure. */
    enum Claim {
        /** It does not grow. */
        FLAT,
        /** It grows as a straight line at most. */
        LINEAR,
        /** Nothing: it is shown. */
        NONE
    }

    /**
     * A column.
     *
     * @param worth the least growth that is worth a word
     * @param isMemory whether it is drawn with memory, rather than with times
     */
    record Figure(String name, Claim claim, double worth, boolean isMemory) {
        static Figure micros(String name, Claim claim, double worth) {
            return new Figure(name + ", µs", claim, worth, false);
        }

        static Figure mebibytes(String name) {
            return new Figure(name + ", MiB", Claim.LINEAR, 8, true);
        }
    }

    String name() {
        return name;
    }

    List<Double> sizes() {
        return sizes;
    }

    void add(Figure figure, List<Stat> points) {
        curves.put(figure, points);
    }

    private Law law(Figure figure) {
        return Law.of(sizes, curves.get(figure), figure.worth());
    }

    /** Which promises do not hold, in words. */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        for (Figure figure : curves.keySet()) {
            boolean holds = switch (figure.claim()) {
                case FLAT -> law(figure).isFlat();
                case LINEAR -> law(figure).isLinearAtMost();
                case NONE -> true;
            };
            if (!holds) broken.add("%s: %s is %s, and was to be %s".formatted(name, figure.name(), law(figure).words(), figure.claim().name().toLowerCase(java.util.Locale.ROOT)));
        }
        return broken;
    }

    Table table() {
        Table table = new Table(name, about + "\n\n![times](growth-" + stem() + ".svg)" + (hasMemory() ? " ![memory](growth-" + stem() + "-memory.svg)" : ""),
                1, curves.keySet().stream().map(Figure::name).toList());
        for (int i = 0; i < sizes.size(); i++) {
            int point = i;
            table.row("%,.0f %s".formatted(sizes.get(i), unit), curves.values().stream().map(points -> points.get(point)).toList());
        }
        table.row("grows as", curves.keySet().stream().map(figure -> new Word(law(figure).words())).toList());
        table.row("promised", curves.keySet().stream().map(figure -> new Word(figure.claim() == Claim.NONE ? "–" : figure.claim().name().toLowerCase(java.util.Locale.ROOT))).toList());
        return table;
    }

    private boolean hasMemory() {
        return curves.keySet().stream().anyMatch(Figure::isMemory);
    }

    private String stem() {
        return name.toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
    }

    /** Both scales count in powers of ten: a straight line is one of 45°, a square is steeper. */
    void plot(Path folder) throws IOException {
        Plot.lines(folder.resolve("growth-" + stem() + ".svg"), name + ": times", unit + " (log)", "µs (log)", lines(false));
        if (hasMemory()) Plot.lines(folder.resolve("growth-" + stem() + "-memory.svg"), name + ": memory", unit + " (log)", "MiB (log)", lines(true));
    }

    private List<Plot.Line> lines(boolean isMemory) {
        List<Plot.Line> lines = new ArrayList<>();
        curves.forEach((figure, points) -> {
            if (figure.isMemory() != isMemory) return;
            List<Plot.Point> drawn = new ArrayList<>();
            for (int i = 0; i < sizes.size(); i++) drawn.add(Plot.Point.of(sizes.get(i), points.get(i)));
            lines.add(new Plot.Line(figure.name(), drawn));
        });
        return lines;
    }

    private record Word(String word) implements Table.Cell {
        @Override
        public String text(int digits) {
            return word;
        }

        @Override
        public String json() {
            return Table.quoted(word);
        }
    }
}
