import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Lines over two axes, as an SVG of plain shapes: a browser shows it, and so does a page of Markdown that names it. */
final class Plot {
    private static final int WIDTH = 820;
    private static final int HEIGHT = 420;
    private static final int LEFT = 70;
    private static final int RIGHT = 285;
    private static final int TOP = 44;
    private static final int BOTTOM = 54;

    /** Told apart by most who see colours otherwise (Okabe and Ito). */
    private static final List<String> COLOURS = List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#999999");

    private final StringBuilder svg = new StringBuilder();
    private final Axis x;
    private final Axis y;

    private Plot(Axis x, Axis y) {
        this.x = x;
        this.y = y;
    }

    /** A figure with its extremes, which are drawn as a thin line where they differ. */
    record Point(double x, double y, double low, double high) {
        Point(double x, double y) {
            this(x, y, y, y);
        }

        static Point of(double x, Stat stat) {
            return new Point(x, stat.median(), stat.min(), stat.max());
        }
    }

    /** One line; a point whose figure is not a number is left out. */
    record Line(String name, List<Point> points) {
        Line {
            points = points.stream().filter(point -> Double.isFinite(point.x()) && Double.isFinite(point.y())).toList();
        }
    }

    /** What an axis says: its unit in words; a label that ends in {@code (log)} counts in powers of ten, and has no zero. */
    static void lines(Path file, String title, String xLabel, String yLabel, List<Line> lines) throws IOException {
        Plot plot = new Plot(Axis.of(xLabel, lines, Stream.of(Point::x)), Axis.of(yLabel, lines, Stream.of(Point::low, Point::y, Point::high)));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, plot.draw(title, lines));
    }

    /** A range of numbers, and where its marks stand. */
    private record Axis(String label, boolean isLog, double from, double to, List<Double> marks) {
        static Axis of(String label, List<Line> lines, Stream<ToDoubleFunction<Point>> values) {
            boolean isLog = label.endsWith("(log)");
            double[] all = values.flatMap(value -> lines.stream().flatMap(line -> line.points().stream()).map(value::applyAsDouble))
                    .mapToDouble(number -> number)
                    .filter(number -> !isLog || number > 0)
                    .sorted()
                    .toArray();
            double least = all.length == 0 ? 1 : all[0];
            double most = all.length == 0 ? 1 : all[all.length - 1];
            return isLog ? log(label, least, most) : linear(label, Math.min(0, least), most > Math.min(0, least) ? most : least + 1);
        }

        private static Axis linear(String label, double least, double most) {
            double rough = (most - least) / 6;
            double power = Math.pow(10, Math.floor(Math.log10(rough)));
            double step = power * (rough / power > 5 ? 10 : rough / power > 2 ? 5 : rough / power > 1 ? 2 : 1);
            List<Double> marks = new ArrayList<>();
            double from = Math.floor(least / step) * step;
            for (int i = 0; from + (i - 1) * step < most; i++) marks.add(from + i * step);
            return new Axis(label, false, from, marks.getLast(), marks);
        }

        private static Axis log(String label, double least, double most) {
            List<Double> marks = new ArrayList<>();
            for (double power = Math.pow(10, Math.floor(Math.log10(least))); power <= most * 10; power *= 10)
                for (int digit : new int[] {1, 2, 5}) marks.add(digit * power);
            while (marks.size() > 2 && marks.get(1) <= least) marks.removeFirst();
            while (marks.size() > 2 && marks.get(marks.size() - 2) >= most) marks.removeLast();
            return new Axis(label, true, marks.getFirst(), marks.getLast(), marks);
        }

        /** Where a value lies, from 0 to 1. */
        double share(double value) {
            if (!isLog) return (value - from) / (to - from);
            return (Math.log(Math.max(value, from)) - Math.log(from)) / (Math.log(to) - Math.log(from));
        }
    }

    private String draw(String title, List<Line> lines) {
        say("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH, HEIGHT, WIDTH, HEIGHT);
        say("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, HEIGHT);
        say("<text x=\"%d\" y=\"22\" font-size=\"14\" font-weight=\"bold\">%s</text>", LEFT, plain(title));
        for (double mark : x.marks()) {
            say("<path d=\"M%.1f %d V%d\" stroke=\"#dddddd\"/>", across(mark), TOP, HEIGHT - BOTTOM);
            say("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>", across(mark), HEIGHT - BOTTOM + 16, number(mark));
        }
        for (double mark : y.marks()) {
            say("<path d=\"M%d %.1f H%d\" stroke=\"#dddddd\"/>", LEFT, down(mark), WIDTH - RIGHT);
            say("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 6, down(mark) + 4, number(mark));
        }
        say("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>", (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14, plain(x.label()));
        int middle = (TOP + HEIGHT - BOTTOM) / 2;
        say("<text x=\"16\" y=\"%d\" text-anchor=\"middle\" transform=\"rotate(-90 16 %d)\">%s</text>", middle, middle, plain(y.label()));
        for (int i = 0; i < lines.size(); i++) line(lines.get(i), COLOURS.get(i % COLOURS.size()), TOP + 10 + 20 * i);
        return svg.append("</svg>\n").toString();
    }

    private void line(Line line, String colour, int legend) {
        StringBuilder path = new StringBuilder();
        for (Point point : line.points())
            path.append(path.isEmpty() ? 'M' : 'L').append(String.format(Locale.ROOT, "%.1f %.1f ", across(point.x()), down(point.y())));
        say("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", path.toString().trim(), colour);
        for (Point point : line.points()) {
            if (point.high() > point.low())
                say("<path d=\"M%.1f %.1f V%.1f\" stroke=\"%s\"/>", across(point.x()), down(point.low()), down(point.high()), colour);
            if (line.points().size() <= 40) say("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", across(point.x()), down(point.y()), colour);
        }
        say("<path d=\"M%d %d h20\" stroke=\"%s\" stroke-width=\"2\"/>", WIDTH - RIGHT + 14, legend, colour);
        say("<text x=\"%d\" y=\"%d\">%s</text>", WIDTH - RIGHT + 40, legend + 4, plain(line.name()));
    }

    private double across(double value) {
        return LEFT + x.share(value) * (WIDTH - LEFT - RIGHT);
    }

    private double down(double value) {
        return HEIGHT - BOTTOM - y.share(value) * (HEIGHT - TOP - BOTTOM);
    }

    private void say(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%,.6f", value).replaceAll("0+$", "").replaceAll("\\.$", "");
        return text.equals("-0") ? "0" : text;
    }

    private static String plain(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
